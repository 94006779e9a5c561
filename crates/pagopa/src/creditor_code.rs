//! The creditor's fiscal code.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::digits::{self, Digits, NotADigit};
use crate::{Parsed, Warning};

/// The fiscal code or VAT number of a body: 11 digits.
///
/// Only the length is enforced. A wrong check digit is a warning, because pagoPA's own test creditors have one. The
/// province rule of VAT numbers is not checked, because it does not apply to public bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditorCode(u64);

impl CreditorCode {
    pub const LENGTH: usize = 11;

    /// Parses input from a person or another system, with warnings.
    pub fn parse(text: &str) -> Result<Parsed<Self>, CreditorCodeError> {
        let code: Self = text.parse()?;
        Ok(Parsed::new(code, code.warnings()))
    }

    /// Whether the eleventh digit is the check digit of the first ten: with the digits at even places doubled, minus 9
    /// if above 9, the sum of all digits is a multiple of 10.
    pub const fn checksum_ok(self) -> bool {
        let mut rest = self.0;
        let mut total = 0;
        let mut doubled = false;
        while rest > 0 {
            let digit = rest % 10;
            total += match (doubled, digit) {
                (false, _) => digit,
                (true, 0..=4) => 2 * digit,
                (true, _) => 2 * digit - 9,
            };
            doubled = !doubled;
            rest /= 10;
        }
        total % 10 == 0
    }

    pub fn warnings(self) -> Vec<Warning> {
        if self.checksum_ok() { Vec::new() } else { vec![Warning::CreditorCodeChecksum] }
    }

    /// Parses the field of a machine-readable code: eleven digits without blanks.
    pub(crate) fn from_field(text: &str) -> Result<Self, CreditorCodeError> {
        Self::from_digits(digits::read_plain(text)?)
    }

    fn from_digits(digits: Digits) -> Result<Self, CreditorCodeError> {
        match digits.count {
            Self::LENGTH => Ok(Self(digits.value)),
            found => Err(CreditorCodeError::Length { found }),
        }
    }
}

impl fmt::Display for CreditorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits::write_padded(f, self.0, Self::LENGTH)
    }
}

/// Blanks are ignored at any position.
impl FromStr for CreditorCode {
    type Err = CreditorCodeError;

    fn from_str(text: &str) -> Result<Self, CreditorCodeError> {
        Self::from_digits(digits::read_spaced(text)?)
    }
}

crate::serde_text::serde_as_text!(CreditorCode, "a creditor code of 11 digits");

/// Why a text is not a creditor code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum CreditorCodeError {
    /// Character number `at` (from 1) is not a digit.
    #[error("a creditor code is made of digits: character {at} is none")]
    Character { at: usize },
    #[error("a creditor code has 11 digits, not {found}")]
    Length { found: usize },
}

impl CreditorCodeError {
    /// The stable name of the broken rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Character { .. } => "creditor-code-digits",
            Self::Length { .. } => "creditor-code-length",
        }
    }
}

impl From<NotADigit> for CreditorCodeError {
    fn from(NotADigit { at }: NotADigit) -> Self {
        Self::Character { at }
    }
}
