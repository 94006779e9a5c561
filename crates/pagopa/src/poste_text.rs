//! The text of a Poste Data Matrix as it is drawn, without parsing its fields.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::poste_characters::is_allowed;
use crate::{Amount, CreditorCode, NoticeNumber, PosteDataMatrix};

/// 256 characters of Poste's set. This type is for the app, which draws the code and only has to know that it can be drawn
/// and which notice it pays. Personal data: `Debug` is masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PosteText(String);

const OPENING: &str = "codfase=NBPA;";

impl PosteText {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The 50 digits that are also printed on the slip, for post offices whose reader fails.
    pub fn codeline(&self) -> &str {
        self.0.get(OPENING.len()..63).unwrap_or_default()
    }

    /// Whether the code has this notice number, this creditor and this amount at their positions.
    pub fn pays(&self, notice: NoticeNumber, creditor: CreditorCode, amount: Amount) -> bool {
        let field = |from: usize, to: usize| self.0.get(from..to).unwrap_or_default();
        let cents = field(49, 59).parse() == Ok(amount.cents());
        field(15, 33) == notice.to_string() && field(66, 77) == creditor.to_string() && cents
    }
}

impl From<&PosteDataMatrix> for PosteText {
    fn from(code: &PosteDataMatrix) -> Self {
        Self(code.to_string())
    }
}

impl FromStr for PosteText {
    type Err = PosteTextError;

    fn from_str(text: &str) -> Result<Self, PosteTextError> {
        let content = text.strip_prefix(OPENING).ok_or(PosteTextError::Opening)?;
        if text.len() != PosteDataMatrix::LENGTH {
            return Err(PosteTextError::Length { found: text.len() });
        }
        if !content.chars().all(|c| is_allowed(c) && !c.is_ascii_lowercase()) {
            return Err(PosteTextError::Character);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for PosteText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PosteText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PosteText(****)")
    }
}

crate::serde_text::serde_as_text!(PosteText, "the text of a Poste Data Matrix, as it is drawn");

/// Why a text cannot be drawn as a Poste Data Matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum PosteTextError {
    #[error("a Poste Data Matrix begins with codfase=NBPA;")]
    Opening,
    #[error("a Poste Data Matrix has 256 characters, not {found}")]
    Length { found: usize },
    #[error("a Poste Data Matrix holds capitals, digits, blanks and & ' , - . : _ alone")]
    Character,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PosteSlip;

    fn code() -> PosteDataMatrix {
        PosteDataMatrix::new(&PosteSlip {
            notice: "302032002700000251".parse().unwrap(),
            account: "10148112".parse().unwrap(),
            amount: Amount::from_cents(2_500).unwrap(),
            creditor: "03334231200".parse().unwrap(),
            debtor_code: None,
            debtor_name: "Noël D’Àrçon",
            subject: "Mensa scolastica",
        })
        .unwrap()
    }

    #[test]
    fn a_printed_code_is_a_text_to_draw() {
        let text = PosteText::from(&code());
        assert_eq!(text.as_str(), code().to_string());
        assert_eq!(text.as_str().parse(), Ok(text));
    }

    #[test]
    fn codeline_is_that_of_the_code() {
        assert_eq!(PosteText::from(&code()).codeline(), code().codeline().to_string());
    }

    #[test]
    fn a_text_pays_only_its_own_notice() {
        let text = PosteText::from(&code());
        let (notice, creditor) = (code().notice(), code().creditor());
        let amount = |cents| Amount::from_cents(cents).unwrap();
        assert!(text.pays(notice, creditor, amount(2_500)));
        assert!(!text.pays(notice, creditor, amount(2_501)));
        assert!(!text.pays("302032002700000352".parse().unwrap(), creditor, amount(2_500)));
        assert!(!text.pays(notice, "00101440073".parse().unwrap(), amount(2_500)));
    }

    #[test]
    fn a_text_that_cannot_be_drawn_is_rejected_with_its_rule() {
        let text = code().to_string();
        let refused = |text: &str| text.parse::<PosteText>().unwrap_err();
        assert_eq!(refused(&text.replacen('c', "C", 1)), PosteTextError::Opening);
        assert_eq!(refused(text.trim_end_matches('A')), PosteTextError::Length { found: 255 });
        assert_eq!(refused(&text.replace("MENSA", "mensa")), PosteTextError::Character);
        assert_eq!(
            refused(&text.replace("MENSA", "MENS\u{a3}").replacen("  A", " A", 1)),
            PosteTextError::Character
        );
        assert_eq!(refused(""), PosteTextError::Opening);
    }

    #[test]
    fn debug_is_masked() {
        assert!(!format!("{:?}", PosteText::from(&code())).contains("ARCON"));
    }
}
