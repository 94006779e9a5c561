//! Money: whole euro cents.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::digits;

mod typed;

/// An amount in whole euro cents, 0.00 to 99,999,999.99.
///
/// The upper end is what every reader of the QR code and the Data Matrix accepts: ten digits of cents.
/// There is no floating point anywhere near it.
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

    /// `None` above [`Amount::MAX`].
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        // Two amounts are far from the end of u64.
        match Self::from_cents(self.0 + other.0) {
            Ok(sum) => Some(sum),
            Err(_) => None,
        }
    }

    /// Reads what a person types or pastes.
    ///
    /// Comma or point before up to two decimals, grouping in threes by the other of the two, by blanks or
    /// by apostrophes, `€`, `EUR`, `euro` or `euros` before or after. Whatever can be read in two ways
    /// (`1.000`, `12,345`) is [`AmountError::Ambiguous`]: the reader asks, it never guesses.
    pub fn from_typed(text: &str) -> Result<Self, AmountError> {
        typed::read(text)
    }
}

/// `25.00`: no grouping, a point, two decimals.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits::write_padded(f, self.0 / 100, 1)?;
        f.write_str(".")?;
        digits::write_padded(f, self.0 % 100, 2)
    }
}

/// The form on the wire, and nothing else: `^(0|[1-9]\d*)\.\d{2}$`.
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

crate::wire::serde_as_text!(Amount, "an amount such as \"25.00\"");

/// Why a text or number is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum AmountError {
    /// Nothing was typed.
    #[error("there is no amount")]
    Empty,
    /// Not the form on the wire.
    #[error("an amount is written with a point and two decimals, such as 25.00")]
    Format,
    /// A letter, an emoji, a sign: the first character that has no place in an amount.
    #[error("an amount is made of digits: '{found}' is none")]
    Character { found: char },
    #[error("an amount cannot be negative")]
    Negative,
    /// One separator and three digits: thousands or decimals?
    #[error("the amount can be read in two ways: are the last three digits thousands or decimals?")]
    Ambiguous,
    /// Separators that do not group digits in threes, or several kinds of them.
    #[error("the separators in the amount are not where they belong")]
    Grouping,
    #[error("an amount has at most two decimals")]
    TooManyDecimals,
    /// Above [`Amount::MAX`].
    #[error("an amount is at most 99,999,999.99")]
    TooBig,
}

impl AmountError {
    /// The broken rule's stable name.
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
