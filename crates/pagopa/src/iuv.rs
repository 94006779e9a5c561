//! The IUV, which identifies a payment in pagoPA's messages.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::digits::{self, NotADigit};

/// *Identificativo univoco di versamento*: 15 digits for notices with aux digit 0, 17 for all others.
///
/// Source: SACI 1.3.1, table 2. Usually taken from a [`NoticeNumber`](crate::NoticeNumber).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iuv {
    // The first field, so that IUVs of 15 digits sort before those of 17.
    long: bool,
    number: u64,
}

impl Iuv {
    /// `number` must be below 10^15.
    pub(crate) const fn of_15(number: u64) -> Self {
        Self { long: false, number }
    }

    /// `number` must be below 10^17.
    pub(crate) const fn of_17(number: u64) -> Self {
        Self { long: true, number }
    }
}

impl fmt::Display for Iuv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits::write_padded(f, self.number, if self.long { 17 } else { 15 })
    }
}

/// Blanks are ignored at any position.
impl FromStr for Iuv {
    type Err = IuvError;

    fn from_str(text: &str) -> Result<Self, IuvError> {
        let digits = digits::read_spaced(text)?;
        match digits.count {
            15 => Ok(Self::of_15(digits.value)),
            17 => Ok(Self::of_17(digits.value)),
            found => Err(IuvError::Length { found }),
        }
    }
}

crate::serde_text::serde_as_text!(Iuv, "an IUV of 15 or 17 digits");

/// Why a text is not an IUV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum IuvError {
    /// Character number `at` (from 1) is not a digit.
    #[error("an IUV is made of digits: character {at} is none")]
    Character { at: usize },
    #[error("an IUV has 15 or 17 digits, not {found}")]
    Length { found: usize },
}

impl IuvError {
    /// The stable name of the broken rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Character { .. } => "iuv-digits",
            Self::Length { .. } => "iuv-length",
        }
    }
}

impl From<NotADigit> for IuvError {
    fn from(NotADigit { at }: NotADigit) -> Self {
        Self::Character { at }
    }
}
