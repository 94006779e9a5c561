//! The query parameter `segregationCodes`: the first two digits of the IUVs that a caller may act for.
//! pagoPA's gateway adds it for a creditor with several technical partners.

use std::str::FromStr;

use serde::Deserialize;

use super::problem::Problem;
use crate::digits::is_digits;
use crate::state::registry::position::{DebtPosition, NewPosition};

/// Empty allows every IUV.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct SegregationCodes(Vec<String>);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("segregationCodes: must be pairs of digits between commas")]
pub struct NotSegregationCodes;

impl FromStr for SegregationCodes {
    type Err = NotSegregationCodes;

    fn from_str(text: &str) -> Result<Self, NotSegregationCodes> {
        let codes: Vec<String> = text.split(',').map(str::to_owned).collect();
        if codes.iter().all(|code| is_digits(code, 2)) { Ok(Self(codes)) } else { Err(NotSegregationCodes) }
    }
}

impl TryFrom<String> for SegregationCodes {
    type Error = NotSegregationCodes;

    fn try_from(text: String) -> Result<Self, NotSegregationCodes> {
        text.parse()
    }
}

impl SegregationCodes {
    pub fn allow(&self, position: &DebtPosition) -> bool {
        position.options.iter().all(|option| self.allow_iuv(&option.details.iuv))
    }

    pub fn check(&self, position: &DebtPosition) -> Result<(), Problem> {
        if self.allow(position) {
            return Ok(());
        }
        Err(Problem::segregated(&position.details.creditor, &position.details.iupd))
    }

    pub fn check_new(&self, new: &NewPosition) -> Result<(), Problem> {
        if new.options.iter().all(|option| self.allow_iuv(&option.iuv)) {
            return Ok(());
        }
        Err(Problem::segregated(&new.details.creditor, &new.details.iupd))
    }

    fn allow_iuv(&self, iuv: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|code| iuv.starts_with(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_pairs_of_digits() {
        assert!("47".parse::<SegregationCodes>().unwrap().allow_iuv("47000000000000000"));
        assert!(!"47,48".parse::<SegregationCodes>().unwrap().allow_iuv("01000000000000000"));
        assert!(SegregationCodes::default().allow_iuv("01000000000000000"));
        for text in ["", "4", "4x", "47,", "470"] {
            assert_eq!(text.parse::<SegregationCodes>(), Err(NotSegregationCodes), "{text}");
        }
    }
}
