//! From what was typed to an amount, or to a sentence beside the field.

use crate::browser::intl;
use contract::TopUpLimits;
use messages::Texts;
use pagopa::{Amount, AmountError};

/// Why what was typed cannot be topped up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
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

/// Reads what was typed. `limits` is `None` where the amount was accepted before: a top-up that is open already
/// counts towards the cap and must not stand in its own way.
pub fn check(typed: &str, limits: Option<TopUpLimits>) -> Result<Amount, Wrong> {
    let most = limits.map_or(Amount::MAX, |limits| limits.most.amount);
    let amount = Amount::from_typed(typed).map_err(|error| match error {
        AmountError::Empty => Wrong::Missing,
        AmountError::Format | AmountError::Character { .. } => Wrong::NotANumber,
        AmountError::Negative => Wrong::Negative,
        AmountError::Ambiguous => Wrong::Ambiguous,
        AmountError::Grouping => Wrong::Grouping,
        AmountError::TooManyDecimals => Wrong::Decimals,
        AmountError::TooBig => Wrong::AboveMost(most),
    })?;
    if amount.is_zero() {
        return Err(Wrong::Zero);
    }
    match limits {
        Some(limits) if amount < limits.least.amount => Err(Wrong::BelowLeast(limits.least.amount)),
        Some(limits) if amount > limits.most.amount => Err(Wrong::AboveMost(limits.most.amount)),
        _ => Ok(amount),
    }
}

/// The sentence that stands beside the field.
pub fn sentence(texts: Texts, wrong: Wrong) -> String {
    let top_up = &texts.top_up;
    let money = |amount: Amount| intl::money(texts.language, amount.into());
    match wrong {
        Wrong::Missing => top_up.amount_missing.to_owned(),
        Wrong::NotANumber => top_up.amount_not_a_number.to_owned(),
        Wrong::Negative => top_up.amount_negative.to_owned(),
        Wrong::Zero => top_up.amount_zero.to_owned(),
        Wrong::Ambiguous => top_up.amount_ambiguous.to_owned(),
        Wrong::Grouping => top_up.amount_grouping.to_owned(),
        Wrong::Decimals => top_up.amount_decimals.to_owned(),
        Wrong::BelowLeast(least) => top_up.amount_below.of(&money(least)),
        Wrong::AboveMost(most) => top_up.amount_above.of(&money(most)),
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
    fn comma_and_point_and_pasted_euro_are_read() {
        for typed in ["25", "25,00", "25.00", " 25,0 ", "€ 25", "25 €", "25,00 EUR"] {
            assert_eq!(check(typed, limits()), Ok(amount(2500)), "{typed}");
        }
    }

    #[test]
    fn each_wrong_amount_has_a_reason_of_its_own() {
        for (typed, wrong) in [
            ("", Wrong::Missing),
            ("   ", Wrong::Missing),
            ("0", Wrong::Zero),
            ("0,00", Wrong::Zero),
            ("-1", Wrong::Negative),
            ("1e9", Wrong::NotANumber),
            ("dieci", Wrong::NotANumber),
            ("😀", Wrong::NotANumber),
            ("12,345", Wrong::Ambiguous),
            ("12,3456", Wrong::Decimals),
            ("4,99", Wrong::BelowLeast(amount(500))),
            ("500,01", Wrong::AboveMost(amount(50_000))),
            ("99999999999999999999", Wrong::AboveMost(amount(50_000))),
        ] {
            assert_eq!(check(typed, limits()), Err(wrong), "{typed}");
        }
    }

    #[test]
    fn an_amount_accepted_before_is_not_held_against_the_limits() {
        assert_eq!(check("600", None), Ok(amount(60_000)));
        assert_eq!(check("0", None), Err(Wrong::Zero));
    }
}
