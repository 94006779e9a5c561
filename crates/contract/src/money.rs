//! Money in JSON: a decimal string with two digits, and its currency (RAC_GEN_FORMAT_005).

use pagopa::Amount;
use serde::{Deserialize, Serialize};
use std::fmt;

/// ISO 4217. pagoPA supports euro only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Currency {
    #[serde(rename = "EUR")]
    Euro,
}

/// An amount to pay: `{"amount":"25.00","currency":"EUR"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Euro with two decimals, 0.00 to 99999999.99.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^(0|[1-9][0-9]{0,7})\.[0-9]{2}$", example = "25.00"))]
    pub amount: Amount,
    pub currency: Currency,
}

impl From<Amount> for Money {
    fn from(amount: Amount) -> Self {
        Self { amount, currency: Currency::Euro }
    }
}

/// A balance, which may be below zero: meals are served anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedMoney {
    /// Euro with two decimals, -99999999.99 to 99999999.99.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = r"^-?(0|[1-9][0-9]{0,7})\.[0-9]{2}$", example = "-3.50"))]
    pub amount: SignedAmount,
    pub currency: Currency,
}

impl SignedMoney {
    /// `cents` may be negative. `None` beyond ±99,999,999.99 euro.
    pub fn from_cents(cents: i64) -> Option<Self> {
        SignedAmount::from_cents(cents).map(|amount| Self { amount, currency: Currency::Euro })
    }

    /// Whole cents.
    pub fn cents(self) -> i64 {
        self.amount.cents()
    }
}

/// Whole euro cents with a sign; `-3.50` in `Display` and JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SignedAmount(i64);

/// Why a string is not a signed amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a balance is written like -3.50: an optional minus, digits, a point, two digits")]
pub struct SignedAmountError;

impl SignedAmount {
    pub fn from_cents(cents: i64) -> Option<Self> {
        Amount::from_cents(cents.unsigned_abs()).ok().map(|_| Self(cents))
    }

    pub fn cents(self) -> i64 {
        self.0
    }

    /// The amount without its sign.
    pub fn magnitude(self) -> Amount {
        // Every constructor checks the range, so this never falls back.
        Amount::from_cents(self.0.unsigned_abs()).unwrap_or(Amount::MAX)
    }
}

impl fmt::Display for SignedAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("-")?;
        }
        self.magnitude().fmt(f)
    }
}

impl std::str::FromStr for SignedAmount {
    type Err = SignedAmountError;
    fn from_str(text: &str) -> Result<Self, SignedAmountError> {
        let (digits, negative) = match text.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let amount: Amount = digits.parse().map_err(|_| SignedAmountError)?;
        let cents = i64::try_from(amount.cents()).map_err(|_| SignedAmountError)?;
        Ok(Self(if negative { -cents } else { cents }))
    }
}

impl TryFrom<String> for SignedAmount {
    type Error = SignedAmountError;
    fn try_from(text: String) -> Result<Self, SignedAmountError> {
        text.parse()
    }
}

impl From<SignedAmount> for String {
    fn from(amount: SignedAmount) -> String {
        amount.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_a_string_with_two_decimals_and_a_currency() {
        let money = Money::from(Amount::from_cents(2500).unwrap());
        assert_eq!(serde_json::to_string(&money).unwrap(), r#"{"amount":"25.00","currency":"EUR"}"#);
    }

    #[test]
    fn a_balance_can_be_negative() {
        let owed = SignedMoney::from_cents(-350).unwrap();
        let wire = serde_json::to_string(&owed).unwrap();
        assert_eq!(wire, r#"{"amount":"-3.50","currency":"EUR"}"#);
        assert_eq!(serde_json::from_str::<SignedMoney>(&wire).unwrap(), owed);
    }

    #[test]
    fn numbers_other_currencies_and_extra_fields_are_refused() {
        for bad in [
            r#"{"amount":25,"currency":"EUR"}"#,
            r#"{"amount":"25","currency":"EUR"}"#,
            r#"{"amount":"25.00","currency":"USD"}"#,
            r#"{"amount":"25.00","currency":"EUR","x":1}"#,
            r#"{"amount":"--1.00","currency":"EUR"}"#,
        ] {
            assert!(serde_json::from_str::<Money>(bad).is_err(), "{bad}");
            assert!(serde_json::from_str::<SignedMoney>(bad).is_err(), "{bad}");
        }
    }
}
