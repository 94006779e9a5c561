//! Reads a typed amount, or gives the error message for its field.

use crate::browser::intl;
use contract::TopUpLimits;
use messages::Texts;
use pagopa::{Amount, AmountError};

/// Why a typed amount is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckError {
    Missing,
    NotANumber,
    Negative,
    Zero,
    Ambiguous,
    Grouping,
    Decimals,
    BelowLeast(Amount),
    AboveMost(Amount),
}

/// Reads a typed amount. `limits` is `None` for an amount that was accepted before, because its open top-up already
/// counts towards the cap.
pub fn check(typed: &str, limits: Option<TopUpLimits>) -> Result<Amount, CheckError> {
    let most = limits.map_or(Amount::MAX, |limits| limits.most.amount);
    let amount = Amount::from_typed(typed).map_err(|error| match error {
        AmountError::Empty => CheckError::Missing,
        AmountError::Format | AmountError::Character { .. } => CheckError::NotANumber,
        AmountError::Negative => CheckError::Negative,
        AmountError::Ambiguous => CheckError::Ambiguous,
        AmountError::Grouping => CheckError::Grouping,
        AmountError::TooManyDecimals => CheckError::Decimals,
        AmountError::TooBig => CheckError::AboveMost(most),
    })?;
    if amount.is_zero() {
        return Err(CheckError::Zero);
    }
    match limits {
        Some(limits) if amount < limits.least.amount => Err(CheckError::BelowLeast(limits.least.amount)),
        Some(limits) if amount > limits.most.amount => Err(CheckError::AboveMost(limits.most.amount)),
        _ => Ok(amount),
    }
}

/// The error message for the field.
pub fn sentence(texts: Texts, wrong: CheckError) -> String {
    let top_up = &texts.top_up;
    let money = |amount: Amount| intl::money(texts.language, amount.into());
    match wrong {
        CheckError::Missing => top_up.amount_missing.to_owned(),
        CheckError::NotANumber => top_up.amount_not_a_number.to_owned(),
        CheckError::Negative => top_up.amount_negative.to_owned(),
        CheckError::Zero => top_up.amount_zero.to_owned(),
        CheckError::Ambiguous => top_up.amount_ambiguous.to_owned(),
        CheckError::Grouping => top_up.amount_grouping.to_owned(),
        CheckError::Decimals => top_up.amount_decimals.to_owned(),
        CheckError::BelowLeast(least) => top_up.amount_below.of(&money(least)),
        CheckError::AboveMost(most) => top_up.amount_above.of(&money(most)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(cents: u64) -> Amount {
        Amount::from_cents(cents).unwrap()
    }

    fn limits() -> Option<TopUpLimits> {
        Some(TopUpLimits { least: amount(500).into(), most: amount(50_000).into() })
    }

    #[test]
    fn comma_point_and_pasted_euro_are_read() {
        for typed in ["25", "25,00", "25.00", " 25,0 ", "€ 25", "25 €", "25,00 EUR"] {
            assert_eq!(check(typed, limits()), Ok(amount(2500)), "{typed}");
        }
    }

    #[test]
    fn each_wrong_amount_has_its_own_error() {
        for (typed, wrong) in [
            ("", CheckError::Missing),
            ("   ", CheckError::Missing),
            ("0", CheckError::Zero),
            ("0,00", CheckError::Zero),
            ("-1", CheckError::Negative),
            ("1e9", CheckError::NotANumber),
            ("dieci", CheckError::NotANumber),
            ("😀", CheckError::NotANumber),
            ("12,345", CheckError::Ambiguous),
            ("12,3456", CheckError::Decimals),
            ("4,99", CheckError::BelowLeast(amount(500))),
            ("500,01", CheckError::AboveMost(amount(50_000))),
            ("99999999999999999999", CheckError::AboveMost(amount(50_000))),
        ] {
            assert_eq!(check(typed, limits()), Err(wrong), "{typed}");
        }
    }

    #[test]
    fn an_amount_that_was_accepted_before_is_not_checked_against_the_limits() {
        assert_eq!(check("600", None), Ok(amount(60_000)));
        assert_eq!(check("0", None), Err(CheckError::Zero));
    }
}
