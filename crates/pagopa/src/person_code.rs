//! A person's fiscal code, definitive or provisional.

use core::fmt;
use core::str::FromStr;

use crate::blank::is_blank;
use crate::{CreditorCode, DebtorCode, FiscalCode, FiscalCodeError};

/// The code under which the tax office knows a person: the definitive one, or the provisional one that a person has until
/// then. Personal data: `Debug` is masked.
///
/// The provisional code has eleven digits and the check digit of a body's code (decree of the Minister of Finance of
/// 23 December 1976).
///
/// ```
/// use pagopa::PersonCode;
///
/// assert!(PersonCode::parse_own("614 927 290 01").is_ok_and(|code| code.is_provisional()));
/// assert!(PersonCode::parse_own("61492729002").is_err());
/// assert!(PersonCode::parse_own("MRSMSR81D60Z611H").is_ok_and(|code| !code.is_provisional()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum PersonCode {
    Definitive(FiscalCode),
    Provisional(CreditorCode),
}

impl PersonCode {
    /// Parses the code that a person types as their own, or that an office has on file. Here a wrong check character is an
    /// error.
    pub fn parse_own(text: &str) -> Result<Self, FiscalCodeError> {
        let code: Self = text.parse()?;
        let is_right = match code {
            Self::Definitive(code) => code.check_character_ok(),
            Self::Provisional(code) => code.checksum_ok(),
        };
        if is_right { Ok(code) } else { Err(FiscalCodeError::CheckCharacter) }
    }

    pub const fn is_provisional(self) -> bool {
        matches!(self, Self::Provisional(_))
    }
}

/// Blanks are ignored at any position. A text that is neither has the error of a definitive code.
impl FromStr for PersonCode {
    type Err = FiscalCodeError;

    fn from_str(text: &str) -> Result<Self, FiscalCodeError> {
        let is_number = text.chars().all(|c| c.is_ascii_digit() || is_blank(c));
        match text.parse() {
            Ok(code) if is_number => Ok(Self::Provisional(code)),
            _ => text.parse().map(Self::Definitive),
        }
    }
}

impl fmt::Display for PersonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Definitive(code) => code.fmt(f),
            Self::Provisional(code) => code.fmt(f),
        }
    }
}

impl fmt::Debug for PersonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonCode(****)")
    }
}

/// Notices and slips have one field for both, in which eleven digits stay eleven digits.
impl From<PersonCode> for DebtorCode {
    fn from(code: PersonCode) -> Self {
        match code {
            PersonCode::Definitive(code) => Self::Person(code),
            PersonCode::Provisional(code) => Self::Company(code),
        }
    }
}
