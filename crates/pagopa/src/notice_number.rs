//! The notice number (*numero avviso*), which the payer gives at a counter or types.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::digits::{self, Digits, NotADigit};
use crate::{IssueError, Iuv, Parsed, Warning};

/// 18 digits that identify a payment to one creditor.
///
/// | aux | layout after the aux digit | IUV |
/// |---|---|---|
/// | 0 | application code 2, base 13, check 2 | last 15 |
/// | 1 | 17 free digits, no check | last 17 |
/// | 2 | base 15, check 2 | last 17 |
/// | 3 | segregation code 2, base 13, check 2 | last 17 |
///
/// Source: SACI 1.3.1, table 2. Aux digits 0, 1 and 2 are parsed, because such notices are still in use. Only aux digit 3
/// is issued.
///
/// ```
/// use pagopa::{NoticeNumber, SegregationCode};
///
/// let typed: NoticeNumber = "3020 3200-2700 0002 51".parse()?;
/// assert_eq!(typed.grouped(), "3020 3200 2700 0002 51");
///
/// let issued = NoticeNumber::issue(SegregationCode::new(2)?, 320_027_000_002)?;
/// assert_eq!(issued, typed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoticeNumber(u64);

/// The first digit. It defines the layout of the other seventeen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuxDigit {
    Zero,
    One,
    Two,
    Three,
}

impl AuxDigit {
    /// 0 to 3.
    pub const fn value(self) -> u8 {
        match self {
            Self::Zero => 0,
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
        }
    }
}

/// The result of checking the last two digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckDigits {
    Right,
    /// The correct value is `expected` (0 to 92).
    Wrong {
        expected: u8,
    },
    /// Notices with aux digit 1 have no check digits.
    None,
}

const CHECK_MODULUS: u64 = 93;
const BASE_LIMIT: u64 = 10_u64.pow(13);

impl NoticeNumber {
    pub const LENGTH: usize = 18;

    /// Issues a notice number: aux digit 3, the station's segregation code, a base below 10^13 and the check digits
    /// (first sixteen digits mod 93).
    pub const fn issue(segregation: SegregationCode, base: u64) -> Result<Self, IssueError> {
        if base >= BASE_LIMIT {
            return Err(IssueError::NoticeNumberBase);
        }
        let first_16 = (300 + segregation.0 as u64) * BASE_LIMIT + base;
        Ok(Self(first_16 * 100 + first_16 % CHECK_MODULUS))
    }

    /// Parses input from a person or another system, with warnings.
    pub fn parse(text: &str) -> Result<Parsed<Self>, NoticeNumberError> {
        let number: Self = text.parse()?;
        Ok(Parsed::new(number, number.warnings()))
    }

    /// In groups of four, as on the printed notice: 22 characters (notice guide, "Codice Avviso").
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let mut grouped = String::with_capacity(22);
        for (index, digit) in plain.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(digit);
        }
        grouped
    }

    pub const fn aux_digit(self) -> AuxDigit {
        match self.0 / 10_u64.pow(17) {
            0 => AuxDigit::Zero,
            1 => AuxDigit::One,
            2 => AuxDigit::Two,
            // No constructor accepts a digit above 3.
            _ => AuxDigit::Three,
        }
    }

    /// Two digits; only with aux digit 0.
    pub const fn application_code(self) -> Option<u8> {
        match self.aux_digit() {
            AuxDigit::Zero => Some(self.second_and_third_digit()),
            AuxDigit::One | AuxDigit::Two | AuxDigit::Three => None,
        }
    }

    /// Two digits; only with aux digit 3. Notices of other creditors can have any value, not only 00 to 45.
    pub const fn segregation_code(self) -> Option<u8> {
        match self.aux_digit() {
            AuxDigit::Three => Some(self.second_and_third_digit()),
            AuxDigit::Zero | AuxDigit::One | AuxDigit::Two => None,
        }
    }

    /// The number that the creditor chose: 13 digits with aux digit 0 or 3, 15 with aux digit 2. Aux digit 1 has no
    /// layout, so there is none.
    pub const fn base(self) -> Option<u64> {
        match self.aux_digit() {
            AuxDigit::Zero | AuxDigit::Three => Some(self.0 / 100 % BASE_LIMIT),
            AuxDigit::Two => Some(self.0 / 100 % 10_u64.pow(15)),
            AuxDigit::One => None,
        }
    }

    pub const fn iuv(self) -> Iuv {
        match self.aux_digit() {
            AuxDigit::Zero => Iuv::of_15(self.0 % 10_u64.pow(15)),
            AuxDigit::One | AuxDigit::Two | AuxDigit::Three => Iuv::of_17(self.0 % 10_u64.pow(17)),
        }
    }

    /// Compares the last two digits with the first sixteen mod 93 (SACI, table 2), unless the aux digit is 1.
    pub const fn check_digits(self) -> CheckDigits {
        if matches!(self.aux_digit(), AuxDigit::One) {
            return CheckDigits::None;
        }
        let expected = (self.0 / 100 % CHECK_MODULUS) as u8;
        if self.0 % 100 == expected as u64 { CheckDigits::Right } else { CheckDigits::Wrong { expected } }
    }

    pub fn warnings(self) -> Vec<Warning> {
        match self.check_digits() {
            CheckDigits::Right | CheckDigits::None => Vec::new(),
            CheckDigits::Wrong { expected } => vec![Warning::NoticeNumberCheckDigits { expected }],
        }
    }

    /// Parses the field of a machine-readable code: eighteen digits without blanks.
    pub(crate) fn from_field(text: &str) -> Result<Self, NoticeNumberError> {
        Self::from_digits(digits::read_plain(text)?)
    }

    fn from_digits(digits: Digits) -> Result<Self, NoticeNumberError> {
        if digits.count != Self::LENGTH {
            return Err(NoticeNumberError::Length { found: digits.count });
        }
        if digits.value >= 4 * 10_u64.pow(17) {
            return Err(NoticeNumberError::AuxDigit);
        }
        Ok(Self(digits.value))
    }

    const fn second_and_third_digit(self) -> u8 {
        (self.0 / 10_u64.pow(15) % 100) as u8
    }
}

impl fmt::Display for NoticeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits::write_padded(f, self.0, Self::LENGTH)
    }
}

/// Blanks are ignored at any position, dashes between digits.
impl FromStr for NoticeNumber {
    type Err = NoticeNumberError;

    fn from_str(text: &str) -> Result<Self, NoticeNumberError> {
        Self::from_digits(digits::read_grouped(text)?)
    }
}

crate::serde_text::serde_as_text!(NoticeNumber, "a notice number of 18 digits");

/// Why a text is not a notice number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum NoticeNumberError {
    /// Character number `at` (from 1) is neither a digit nor a separator that is accepted there.
    #[error("a notice number is made of digits: character {at} is none")]
    Character { at: usize },
    #[error("a notice number has 18 digits, not {found}")]
    Length { found: usize },
    #[error("a notice number begins with 0, 1, 2 or 3")]
    AuxDigit,
}

impl NoticeNumberError {
    /// The stable name of the broken rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Character { .. } => "notice-number-digits",
            Self::Length { .. } => "notice-number-length",
            Self::AuxDigit => "aux-digit",
        }
    }
}

impl From<NotADigit> for NoticeNumberError {
    fn from(NotADigit { at }: NotADigit) -> Self {
        Self::Character { at }
    }
}

/// The creditor's station that issues a notice: 00 to 45. Other codes belong to centralised services, such as 47, 81, 85
/// and 96 to 99 (SACI).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegregationCode(u8);

impl SegregationCode {
    pub const fn new(code: u8) -> Result<Self, IssueError> {
        if code <= 45 { Ok(Self(code)) } else { Err(IssueError::SegregationCode) }
    }

    /// 0 to 45.
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for SegregationCode {
    type Error = IssueError;

    fn try_from(code: u8) -> Result<Self, IssueError> {
        Self::new(code)
    }
}

/// Two digits.
impl fmt::Display for SegregationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits::write_padded(f, u64::from(self.0), 2)
    }
}

/// Two digits, as in a configuration file.
impl FromStr for SegregationCode {
    type Err = IssueError;

    fn from_str(text: &str) -> Result<Self, IssueError> {
        let digits = digits::read_plain(text).map_err(|_| IssueError::SegregationCode)?;
        match (digits.count, u8::try_from(digits.value)) {
            (2, Ok(code)) => Self::new(code),
            _ => Err(IssueError::SegregationCode),
        }
    }
}

crate::serde_text::serde_as_text!(SegregationCode, "a segregation code of two digits, 00 to 45");
