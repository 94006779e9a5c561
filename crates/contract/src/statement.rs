//! The yearly statement for the tax return: which years have one. The statement itself is a PDF.

use crate::Money;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A calendar year: 2000 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Year(u16);

/// Not a year from 2000 to 9999, in four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearError;

impl Year {
    /// As a number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Year {
    type Error = YearError;
    fn try_from(year: u16) -> Result<Self, YearError> {
        if (2000..=9999).contains(&year) { Ok(Self(year)) } else { Err(YearError) }
    }
}

impl From<Year> for u16 {
    fn from(Year(year): Year) -> Self {
        year
    }
}

impl FromStr for Year {
    type Err = YearError;
    fn from_str(text: &str) -> Result<Self, YearError> {
        let is_number = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let year: u16 = text.parse().map_err(|_| YearError)?;
        if is_number { Self::try_from(year) } else { Err(YearError) }
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for YearError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a year of four digits")
    }
}

impl std::error::Error for YearError {}

/// A year that has ended, and in which the guardian paid something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    #[cfg_attr(feature = "openapi", schema(value_type = u16, minimum = 2000, maximum = 9999, example = 2026))]
    pub year: Year,
    /// What was paid in it, by the day of payment in Italy.
    pub total: Money,
}

/// The guardian's statements, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statements {
    pub items: Vec<Statement>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_digits_from_2000_on_are_a_year() {
        assert_eq!("2026".parse::<Year>().unwrap().to_string(), "2026");
        for text in ["", "26", "02026", "+202", "1999", "202x", "20 6", "99999", "２０２６"] {
            assert_eq!(text.parse::<Year>(), Err(YearError), "{text}");
        }
        assert!(serde_json::from_str::<Year>("1999").is_err());
        assert_eq!(serde_json::from_str::<Year>("2026").unwrap().get(), 2026);
    }
}
