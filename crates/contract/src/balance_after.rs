//! What a top-up makes of a balance. Every promise about money is computed here: on the home page, at the amount, on
//! the quick amounts and in mails.

use crate::{Account, BalanceLevel, Money, SignedMoney, TopUpLimits};
use pagopa::Amount;

/// Meals in a school week, a fortnight and a month.
const WEEK: u64 = 5;
const FORTNIGHT: u64 = 10;
const MONTH: u64 = 20;
/// Balances to choose from if a meal has no price, in euro.
const ROUND: [u64; 4] = [10, 25, 50, 100];

/// A balance before and after a top-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BalanceAfter {
    pub before: SignedMoney,
    pub amount: Amount,
    pub after: SignedMoney,
    /// Whole meals that the balance then pays for. `None` if a meal has no price or a debt remains.
    pub meals: Option<u64>,
    /// What is still owed.
    pub debt: Option<Amount>,
}

impl BalanceAfter {
    /// `None` if the sum is beyond the range of money.
    pub fn new(before: SignedMoney, meal_price: Option<Money>, amount: Amount) -> Option<Self> {
        let cents = before.cents().checked_add(i64::try_from(amount.cents()).ok()?)?;
        let after = SignedMoney::from_cents(cents)?;
        let meals = u64::try_from(cents).ok().and_then(|cents| cents.checked_div(price(meal_price)?));
        let debt = (cents < 0).then(|| after.amount.magnitude());
        Some(Self { before, amount, after, meals, debt })
    }
}

/// The meaning of a quick amount: its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The debt is settled, and nothing is left.
    BackToZero,
    /// The debt is settled, and the top-up pays for the meals of this time.
    Week,
    Fortnight,
    Month,
    /// The debt is settled, and the top-up adds a round number of euro: a meal has no price.
    Round,
}

/// An amount to choose with one tap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuickAmount {
    pub purpose: Purpose,
    pub result: BalanceAfter,
}

impl Account {
    /// The balance after a top-up of this amount.
    pub fn after(&self, amount: Amount) -> Option<BalanceAfter> {
        BalanceAfter::new(self.balance, self.meal_price, amount)
    }

    /// Whole meals that the balance pays for now. `None` if a meal has no price or the balance is negative.
    pub fn meals_left(&self) -> Option<u64> {
        self.after(Amount::ZERO)?.meals
    }

    /// Whether the balance is low or negative.
    pub fn is_in_need(&self) -> bool {
        self.balance_level != BalanceLevel::Enough
    }

    /// Whether a top-up of this amount is within the limits.
    pub fn allows(&self, amount: Amount) -> bool {
        self.limits.is_some_and(|limits| limits.allow(amount))
    }

    /// What a negative balance owes, in cents.
    fn debt_cents(&self) -> u64 {
        let balance = self.balance.cents();
        if balance < 0 { balance.unsigned_abs() } else { 0 }
    }

    /// The suggested top-up of a low or negative balance: the debt and the meals of a fortnight, or the debt alone if a
    /// meal has no price, each within the limits. `None` if it would neither settle a debt nor pay for a meal.
    pub fn suggestion(&self) -> Option<BalanceAfter> {
        let limits = self.limits.filter(|_| self.is_in_need())?;
        let meals = price(self.meal_price).and_then(|price| price.checked_mul(FORTNIGHT)).unwrap_or(0);
        let wanted = self.debt_cents().checked_add(meals)?;
        let cents = wanted.clamp(limits.least.amount.cents(), limits.most.amount.cents());
        let result = self.after(Amount::from_cents(cents).ok()?)?;
        (self.debt_cents() > 0 || result.meals.is_some_and(|meals| meals > 0)).then_some(result)
    }

    /// The quick amounts within the limits, without duplicates: the debt first.
    pub fn quick_amounts(&self) -> Vec<QuickAmount> {
        let Some(limits) = self.limits else { return Vec::new() };
        let debt = self.debt_cents();
        let with_debt = |cents: u64| cents.saturating_add(debt);
        let further = match price(self.meal_price) {
            Some(price) => {
                let meals = |count: u64| with_debt(price.saturating_mul(count));
                vec![
                    (meals(WEEK), Purpose::Week),
                    (meals(FORTNIGHT), Purpose::Fortnight),
                    (meals(MONTH), Purpose::Month),
                ]
            }
            None => ROUND.iter().map(|euro| (with_debt(euro.saturating_mul(100)), Purpose::Round)).collect(),
        };
        let mut found: Vec<QuickAmount> = Vec::new();
        for (cents, purpose) in std::iter::once((debt, Purpose::BackToZero)).chain(further) {
            let amount = Amount::from_cents(cents).ok().filter(|amount| limits.allow(*amount));
            let Some(result) = amount.and_then(|amount| self.after(amount)) else { continue };
            if found.iter().all(|other| other.result.amount != result.amount) {
                found.push(QuickAmount { purpose, result });
            }
        }
        found
    }
}

impl TopUpLimits {
    pub fn allow(self, amount: Amount) -> bool {
        !amount.is_zero() && self.least.amount <= amount && amount <= self.most.amount
    }
}

/// The price of a meal in cents, unless it is free.
fn price(meal_price: Option<Money>) -> Option<u64> {
    meal_price.map(|price| price.amount.cents()).filter(|price| *price > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Localised;
    use proptest::prelude::*;

    fn money(cents: u64) -> Money {
        Amount::from_cents(cents).unwrap().into()
    }

    fn account(balance: i64, price: Option<u64>, limits: Option<(u64, u64)>) -> Account {
        Account {
            id: "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap(),
            children: vec!["Anna".into()],
            service: Localised { it: "Mensa".into(), fr: None, en: None },
            balance: SignedMoney::from_cents(balance).unwrap(),
            balance_level: if balance < 0 { BalanceLevel::Negative } else { BalanceLevel::Low },
            balance_at: None,
            meal_price: price.map(money),
            limits: limits.map(|(least, most)| TopUpLimits { least: money(least), most: money(most) }),
        }
    }

    fn usual(balance: i64, price: Option<u64>) -> Account {
        account(balance, price, Some((500, 50_000)))
    }

    fn offered(account: &Account) -> Vec<(Purpose, u64, Option<u64>)> {
        let each = |quick: QuickAmount| (quick.purpose, quick.result.amount.cents(), quick.result.meals);
        account.quick_amounts().into_iter().map(each).collect()
    }

    fn suggested(account: &Account) -> Option<(u64, Option<u64>)> {
        account.suggestion().map(|result| (result.amount.cents(), result.meals))
    }

    #[test]
    fn ten_meals_on_a_debt_leave_ten_meals() {
        let luca = usual(-1440, Some(480));
        assert_eq!(
            offered(&luca),
            [
                (Purpose::BackToZero, 1440, Some(0)),
                (Purpose::Week, 3840, Some(5)),
                (Purpose::Fortnight, 6240, Some(10)),
                (Purpose::Month, 11_040, Some(20)),
            ]
        );
        assert_eq!(suggested(&luca), Some((6240, Some(10))));
    }

    #[test]
    fn a_small_amount_leaves_a_debt_and_no_meals() {
        let after = usual(-1440, Some(480)).after(Amount::from_cents(1000).unwrap()).unwrap();
        assert_eq!((after.after.cents(), after.meals), (-440, None));
        assert_eq!(after.debt.map(Amount::cents), Some(440));
    }

    #[test]
    fn a_part_of_a_meal_does_not_count() {
        assert_eq!(usual(2649, Some(530)).meals_left(), Some(4));
        assert_eq!(usual(2650, Some(530)).meals_left(), Some(5));
        assert_eq!(usual(0, Some(530)).meals_left(), Some(0));
        for (balance, price) in [(-1, Some(530)), (1000, None), (1000, Some(0))] {
            assert_eq!(usual(balance, price).meals_left(), None);
        }
    }

    #[test]
    fn without_a_price_the_quick_amounts_are_round_balances() {
        let amounts = |balance, price| -> Vec<u64> {
            offered(&usual(balance, price)).into_iter().map(|(_, cents, _)| cents).collect()
        };
        assert_eq!(amounts(0, None), [1000, 2500, 5000, 10_000]);
        assert_eq!(amounts(0, Some(0)), [1000, 2500, 5000, 10_000]);
        assert_eq!(amounts(-1240, None), [1240, 2240, 3740, 6240, 11_240]);
    }

    #[test]
    fn nothing_beyond_the_limits_is_offered() {
        let purposes = |account: &Account| -> Vec<Purpose> {
            offered(account).into_iter().map(|(purpose, ..)| purpose).collect()
        };
        assert_eq!(
            purposes(&account(-350, Some(530), Some((3000, 9000)))),
            [Purpose::Week, Purpose::Fortnight],
            "3.50 is below the least, a month above the most"
        );
        assert!(purposes(&account(0, Some(530), None)).is_empty());
        assert!(purposes(&usual(0, Some(u64::from(u32::MAX)))).is_empty());
    }

    #[test]
    fn only_a_low_or_negative_balance_has_a_suggestion() {
        assert_eq!(suggested(&usual(600, Some(530))), Some((5300, Some(11))));
        let mut enough = usual(600, Some(530));
        enough.balance_level = BalanceLevel::Enough;
        assert_eq!(suggested(&enough), None);
        assert_eq!(suggested(&usual(600, None)), None, "no price and no debt");
        assert_eq!(suggested(&usual(-1440, None)), Some((1440, None)), "without a price the debt alone");
        assert_eq!(suggested(&account(-1440, Some(480), None)), None, "at its cap");
    }

    #[test]
    fn a_suggestion_is_within_the_limits() {
        assert_eq!(suggested(&account(-1000, Some(480), Some((500, 3000)))), Some((3000, Some(4))));
        assert_eq!(suggested(&account(-100, None, Some((500, 3000)))), Some((500, None)));
        let large = account(-9000, Some(480), Some((500, 3000)));
        assert_eq!(large.suggestion().and_then(|result| result.debt).map(Amount::cents), Some(6000));
        assert_eq!(suggested(&account(0, Some(10_000), Some((500, 3000)))), None, "it pays for no meal");
    }

    #[test]
    fn a_balance_beyond_the_range_of_money_promises_nothing() {
        assert_eq!(usual(9_999_999_999, Some(480)).after(Amount::from_cents(1).unwrap()), None);
    }

    fn accounts() -> impl Strategy<Value = Account> {
        let limits = proptest::option::of(
            (0..2000_u64, 0..200_000_u64).prop_map(|(least, more)| (least, least + more)),
        );
        (-300_000..300_000_i64, proptest::option::of(0..2000_u64), limits)
            .prop_map(|(balance, price, limits)| account(balance, price, limits))
    }

    /// The account once the top-up is credited.
    fn credited(account: &Account, amount: Amount) -> Account {
        let mut after = account.clone();
        let cents = account.balance.cents() + i64::try_from(amount.cents()).unwrap();
        after.balance = SignedMoney::from_cents(cents).unwrap();
        after
    }

    proptest! {
        #[test]
        fn a_promise_is_what_the_balance_is_afterwards(account in accounts(), cents in 0..200_000_u64) {
            let amount = Amount::from_cents(cents).unwrap();
            let promise = account.after(amount).unwrap();
            let then = credited(&account, amount);
            prop_assert_eq!(promise.after, then.balance);
            prop_assert_eq!(promise.meals, then.meals_left());
            prop_assert_eq!(promise.debt.map_or(0, Amount::cents), then.debt_cents());
        }

        #[test]
        fn suggestion_quick_amount_and_typed_amount_promise_the_same(account in accounts()) {
            for result in account.quick_amounts().iter().map(|quick| quick.result).chain(account.suggestion()) {
                prop_assert_eq!(account.after(result.amount), Some(result));
                prop_assert!(account.allows(result.amount));
            }
        }

        #[test]
        fn a_quick_amount_keeps_its_word(account in accounts()) {
            for QuickAmount { purpose, result } in account.quick_amounts() {
                let meals = match purpose {
                    Purpose::BackToZero => {
                        prop_assert_eq!(result.after.cents(), 0);
                        continue;
                    }
                    Purpose::Week => WEEK,
                    Purpose::Fortnight => FORTNIGHT,
                    Purpose::Month => MONTH,
                    Purpose::Round => {
                        prop_assert_eq!(result.debt, None);
                        continue;
                    }
                };
                if account.balance.cents() <= 0 {
                    prop_assert_eq!(result.meals, Some(meals));
                } else {
                    prop_assert!(result.meals >= Some(meals));
                }
            }
        }
    }
}
