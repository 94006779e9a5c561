//! The postal account (*conto corrente postale*) that a slip is paid into.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::digits::{self, NotADigit};

/// The creditor's postal account: 12 digits. Shorter numbers are padded with zeros on the left.
///
/// Source: layout of the Poste Data Matrix. The notice guide allows 20 digits, but Poste's codes hold 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostalAccount(u64);

impl PostalAccount {
    pub const LENGTH: usize = 12;

    /// Parses the field of a machine-readable code: twelve digits without blanks. `None` for anything else.
    pub(crate) fn from_field(text: &str) -> Option<Self> {
        let digits = digits::read_plain(text).ok()?;
        (digits.count == Self::LENGTH).then_some(Self(digits.value))
    }
}

impl fmt::Display for PostalAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits::write_padded(f, self.0, Self::LENGTH)
    }
}

/// 1 to 12 digits. Blanks are ignored at any position.
impl FromStr for PostalAccount {
    type Err = PostalAccountError;

    fn from_str(text: &str) -> Result<Self, PostalAccountError> {
        let digits = digits::read_spaced(text)?;
        match digits.count {
            1..=Self::LENGTH => Ok(Self(digits.value)),
            found => Err(PostalAccountError::Length { found }),
        }
    }
}

crate::serde_text::serde_as_text!(PostalAccount, "a postal account of up to 12 digits");

/// Why a text is not a postal account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum PostalAccountError {
    /// Character number `at` (from 1) is not a digit.
    #[error("a postal account is made of digits: character {at} is none")]
    Character { at: usize },
    #[error("a postal account has 1 to 12 digits, not {found}")]
    Length { found: usize },
}

impl PostalAccountError {
    /// The stable name of the broken rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Character { .. } => "postal-account-digits",
            Self::Length { .. } => "postal-account-length",
        }
    }
}

impl From<NotADigit> for PostalAccountError {
    fn from(NotADigit { at }: NotADigit) -> Self {
        Self::Character { at }
    }
}
