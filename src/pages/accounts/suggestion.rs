//! The suggested amount for a low balance: the debt and the meals of a fortnight.

use contract::{Account, BalanceLevel};
use pagopa::Amount;

/// Meals in a school fortnight.
const MEALS: u64 = 10;

/// A suggested amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    pub amount: Amount,
    /// The meals that the balance will pay for after the top-up.
    pub meals: u64,
}

/// `None` if the balance is enough, a meal has no price, or the amount within the limits does not pay for a meal.
pub fn suggestion(account: &Account) -> Option<Suggestion> {
    let limits = account.limits?;
    let price = account.meal_price.map(|price| price.amount.cents()).filter(|&price| price > 0)?;
    if account.balance_level == BalanceLevel::Enough {
        return None;
    }
    let balance = account.balance.cents();
    let due = if balance < 0 { balance.unsigned_abs() } else { 0 };
    let wanted = price.checked_mul(MEALS)?.checked_add(due)?;
    let cents = wanted.clamp(limits.least.amount.cents(), limits.most.amount.cents());
    let after = i64::try_from(cents).ok()?.checked_add(balance)?;
    let meals = u64::try_from(after).ok()?.checked_div(price)?;
    let amount = Amount::from_cents(cents).ok()?;
    (meals > 0).then_some(Suggestion { amount, meals })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Money, SignedMoney, TopUpLimits};

    fn suggested(
        balance: i64,
        level: BalanceLevel,
        price: Option<u64>,
        limits: (u64, u64),
    ) -> Option<(u64, u64)> {
        let money = |cents| Money::from(Amount::from_cents(cents).unwrap());
        let account = Account {
            id: "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap(),
            children: vec!["Anna".into()],
            service: contract::Localised { it: "Mensa".into(), fr: None, en: None },
            balance: SignedMoney::from_cents(balance).unwrap(),
            balance_level: level,
            meal_price: price.map(money),
            limits: Some(TopUpLimits { least: money(limits.0), most: money(limits.1) }),
        };
        suggestion(&account).map(|found| (found.amount.cents(), found.meals))
    }

    #[test]
    fn a_low_balance_is_topped_up_by_a_fortnight_of_meals() {
        assert_eq!(suggested(600, BalanceLevel::Low, Some(530), (500, 50_000)), Some((5300, 11)));
    }

    #[test]
    fn the_suggestion_includes_the_debt() {
        assert_eq!(suggested(-820, BalanceLevel::Negative, Some(530), (500, 50_000)), Some((6120, 10)));
    }

    #[test]
    fn the_suggestion_is_within_the_limits() {
        assert_eq!(suggested(0, BalanceLevel::Low, Some(530), (500, 2000)), Some((2000, 3)));
        assert_eq!(suggested(0, BalanceLevel::Low, Some(530), (6000, 50_000)), Some((6000, 11)));
        // The highest amount does not even cover the debt.
        assert_eq!(suggested(-9000, BalanceLevel::Negative, Some(530), (500, 2000)), None);
    }

    #[test]
    fn nothing_is_suggested_for_a_sufficient_balance_or_without_a_price() {
        assert_eq!(suggested(90_000, BalanceLevel::Enough, Some(530), (500, 50_000)), None);
        assert_eq!(suggested(0, BalanceLevel::Low, None, (500, 50_000)), None);
        assert_eq!(suggested(0, BalanceLevel::Low, Some(0), (500, 50_000)), None);
        assert_eq!(suggested(0, BalanceLevel::Low, Some(u64::from(u32::MAX)), (500, 50_000)), None);
    }
}
