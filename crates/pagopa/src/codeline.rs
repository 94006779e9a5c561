//! The codeline of a postal slip: the line of digits at its foot, and characters 13 to 62 of its Data Matrix (from 0).

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::blank::trim;
use crate::digits;
use crate::{Amount, NoticeNumber, NoticeNumberError, PostalAccount};

/// `18` notice `12` account `10` cents `3` `896`: 50 digits. Each field follows its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Codeline {
    pub notice: NoticeNumber,
    pub account: PostalAccount,
    pub amount: Amount,
}

/// The document type: a postal slip of the public administration.
const DOCUMENT: &str = "896";

impl Codeline {
    pub const LENGTH: usize = 50;
}

impl fmt::Display for Codeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("18")?;
        self.notice.fmt(f)?;
        f.write_str("12")?;
        self.account.fmt(f)?;
        f.write_str("10")?;
        digits::write_padded(f, self.amount.cents(), 10)?;
        f.write_str("3")?;
        f.write_str(DOCUMENT)
    }
}

/// Blanks are accepted only around the digits.
impl FromStr for Codeline {
    type Err = CodelineError;

    fn from_str(text: &str) -> Result<Self, CodelineError> {
        let text = trim(text);
        let found = text.chars().count();
        if found != Self::LENGTH {
            return Err(CodelineError::Length { found });
        }
        let rest = marker(text, "18")?;
        let (notice, rest) = field(rest, 18)?;
        let rest = marker(rest, "12")?;
        let (account, rest) = field(rest, 12)?;
        let rest = marker(rest, "10")?;
        let (amount, rest) = field(rest, 10)?;
        let rest = marker(rest, "3")?;
        marker(rest, DOCUMENT)?;
        Ok(Self {
            notice: NoticeNumber::from_field(notice)?,
            account: PostalAccount::from_field(account).ok_or(CodelineError::Account)?,
            amount: read_amount(amount).ok_or(CodelineError::Amount)?,
        })
    }
}

fn marker<'a>(text: &'a str, marker: &str) -> Result<&'a str, CodelineError> {
    text.strip_prefix(marker).ok_or(CodelineError::Marker)
}

/// Splits off the next `length` bytes. Every field is digits, so a byte is a character.
fn field(text: &str, length: usize) -> Result<(&str, &str), CodelineError> {
    text.split_at_checked(length).ok_or(CodelineError::Marker)
}

fn read_amount(field: &str) -> Option<Amount> {
    let digits = digits::read_plain(field).ok()?;
    Amount::from_cents(digits.value).ok()
}

crate::serde_text::serde_as_text!(Codeline, "a codeline of 50 digits");

/// Why a text is not a codeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum CodelineError {
    #[error("a codeline has 50 digits, not {found}")]
    Length { found: usize },
    /// One of `18`, `12`, `10`, `3`, `896` is missing at its position.
    #[error("a mark between the codeline's fields is missing")]
    Marker,
    #[error(transparent)]
    Notice(#[from] NoticeNumberError),
    #[error("the codeline's postal account is made of digits")]
    Account,
    #[error("the codeline's amount is made of digits")]
    Amount,
}

impl CodelineError {
    /// The stable name of the broken rule. For an invalid notice number it is the notice number's rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Length { .. } => "codeline-length",
            Self::Marker => "codeline-marker",
            Self::Notice(error) => error.rule(),
            Self::Account => "postal-account-digits",
            Self::Amount => "codeline-amount-digits",
        }
    }
}
