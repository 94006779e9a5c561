//! Amounts of money in whole euro cents.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::digits;

mod typed;

/// An amount in whole euro cents, 0.00 to 99,999,999.99.
///
/// The maximum is what every reader of the QR code and the Data Matrix accepts: ten digits of cents. No calculation uses
/// floating point.
///
/// ```
/// use pagopa::{Amount, AmountError};
///
/// assert_eq!(Amount::from_typed("1.000,50 €")?.to_string(), "1000.50");
/// assert_eq!(Amount::from_typed("12,345"), Err(AmountError::Ambiguous));
/// # Ok::<(), AmountError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(u64);

impl Amount {
    pub const ZERO: Self = Self(0);
    /// 99,999,999.99.
    pub const MAX: Self = Self(9_999_999_999);

    pub const fn from_cents(cents: u64) -> Result<Self, AmountError> {
        if cents <= Self::MAX.0 { Ok(Self(cents)) } else { Err(AmountError::TooBig) }
    }

    pub const fn cents(self) -> u64 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, or `None` if it is above [`Amount::MAX`].
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        // The sum of two amounts fits into u64.
        match Self::from_cents(self.0 + other.0) {
            Ok(sum) => Some(sum),
            Err(_) => None,
        }
    }

    /// Parses an amount that a person typed or pasted.
    ///
    /// A comma or a point comes before up to two decimals. Thousands may be grouped by the other of these two, by spaces
    /// or by apostrophes. `€`, `EUR`, `euro` or `euros` may be before or after the number. A text with two possible
    /// meanings (`1.000`, `12,345`) is [`AmountError::Ambiguous`], so that the caller can ask.
    pub fn from_typed(text: &str) -> Result<Self, AmountError> {
        typed::read(text)
    }
}

/// `25.00`: no grouping, a point and two decimals.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits::write_padded(f, self.0 / 100, 1)?;
        f.write_str(".")?;
        digits::write_padded(f, self.0 % 100, 2)
    }
}

/// Only the form of the HTTP contract: `^(0|[1-9]\d*)\.\d{2}$`.
impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let (euros, cents) = text.split_once('.').ok_or(AmountError::Format)?;
        let leading_zero = euros.len() > 1 && euros.starts_with('0');
        if euros.is_empty() || leading_zero || cents.len() != 2 {
            return Err(AmountError::Format);
        }
        let euros = digits::read_plain(euros).map_err(|_| AmountError::Format)?;
        let cents = digits::read_plain(cents).map_err(|_| AmountError::Format)?;
        Self::from_cents(euros.value.saturating_mul(100).saturating_add(cents.value))
    }
}

crate::serde_text::serde_as_text!(Amount, "an amount such as \"25.00\"");

/// Why a text or a number is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum AmountError {
    /// The text is empty.
    #[error("there is no amount")]
    Empty,
    /// Not the form of the HTTP contract.
    #[error("an amount is written with a point and two decimals, such as 25.00")]
    Format,
    /// The first character that an amount cannot contain, such as a letter.
    #[error("an amount is made of digits: '{found}' is none")]
    Character { found: char },
    #[error("an amount cannot be negative")]
    Negative,
    /// One separator and three digits: thousands or decimals?
    #[error("the amount can be read in two ways: are the last three digits thousands or decimals?")]
    Ambiguous,
    /// The separators do not group the digits in threes, or are of several kinds.
    #[error("the separators in the amount are not where they belong")]
    Grouping,
    #[error("an amount has at most two decimals")]
    TooManyDecimals,
    /// Above [`Amount::MAX`].
    #[error("an amount is at most 99,999,999.99")]
    TooBig,
}

impl AmountError {
    /// The stable name of the broken rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Empty => "amount-empty",
            Self::Format => "amount-format",
            Self::Character { .. } => "amount-digits",
            Self::Negative => "amount-negative",
            Self::Ambiguous => "amount-ambiguous",
            Self::Grouping => "amount-grouping",
            Self::TooManyDecimals => "amount-decimals",
            Self::TooBig => "amount-too-big",
        }
    }
}
