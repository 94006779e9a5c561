//! Amounts to choose with one tap: the debt first, then round numbers of meals, or of euro if meals have no price.

use contract::{Account, TopUpLimits};
use pagopa::Amount;

/// Meals in a school week, a fortnight, a month, half a term.
const MEALS: [u64; 4] = [5, 10, 20, 40];
/// Euro, if a meal has no price.
const EURO: [u64; 4] = [10, 25, 50, 100];

/// The meaning of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The debt: it brings a negative balance to zero.
    Due,
    /// A number of meals.
    Meals(u64),
    /// A round number.
    Plain,
}

/// One amount to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuickAmount {
    pub amount: Amount,
    pub kind: Kind,
}

/// The amounts within the account's limits, without duplicates.
pub fn quick_amounts(account: &Account) -> Vec<QuickAmount> {
    let Some(limits) = account.limits else { return Vec::new() };
    let mut found: Vec<QuickAmount> = Vec::new();
    let round = match account.meal_price.map(|price| price.amount.cents()).filter(|&price| price > 0) {
        Some(price) => MEALS.map(|meals| (meals.saturating_mul(price), Kind::Meals(meals))),
        None => EURO.map(|euro| (euro.saturating_mul(100), Kind::Plain)),
    };
    for (cents, kind) in due(account).into_iter().chain(round) {
        let Some(amount) = within(cents, limits) else { continue };
        if found.iter().all(|other| other.amount != amount) {
            found.push(QuickAmount { amount, kind });
        }
    }
    found
}

/// The debt of a negative balance, in cents.
fn due(account: &Account) -> Option<(u64, Kind)> {
    let balance = account.balance.cents();
    (balance < 0).then(|| (balance.unsigned_abs(), Kind::Due))
}

fn within(cents: u64, limits: TopUpLimits) -> Option<Amount> {
    let amount = Amount::from_cents(cents).ok()?;
    (limits.least.amount <= amount && amount <= limits.most.amount).then_some(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{BalanceLevel, Money, SignedMoney};

    fn money(cents: u64) -> Money {
        Amount::from_cents(cents).unwrap().into()
    }

    fn account(balance: i64, price: Option<u64>, limits: Option<(u64, u64)>) -> Account {
        Account {
            id: "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap(),
            children: vec!["Anna".into()],
            service: contract::Localised { it: "Mensa".into(), fr: None, en: None },
            balance: SignedMoney::from_cents(balance).unwrap(),
            balance_level: BalanceLevel::Enough,
            meal_price: price.map(money),
            limits: limits.map(|(least, most)| TopUpLimits { least: money(least), most: money(most) }),
        }
    }

    fn offered(account: &Account) -> Vec<(u64, Kind)> {
        quick_amounts(account).into_iter().map(|quick| (quick.amount.cents(), quick.kind)).collect()
    }

    #[test]
    fn amounts_are_multiples_of_the_meal() {
        let account = account(1000, Some(530), Some((500, 50_000)));
        let expected = [
            (2650, Kind::Meals(5)),
            (5300, Kind::Meals(10)),
            (10_600, Kind::Meals(20)),
            (21_200, Kind::Meals(40)),
        ];
        assert_eq!(offered(&account), expected);
    }

    #[test]
    fn without_a_price_they_are_round_euro() {
        let account = account(1000, None, Some((500, 50_000)));
        assert_eq!(
            offered(&account),
            [(1000, Kind::Plain), (2500, Kind::Plain), (5000, Kind::Plain), (10_000, Kind::Plain)]
        );
    }

    #[test]
    fn the_debt_comes_first() {
        let account = account(-1240, Some(530), Some((500, 50_000)));
        assert_eq!(offered(&account).first(), Some(&(1240, Kind::Due)));
    }

    #[test]
    fn a_debt_of_five_meals_is_offered_once_as_debt() {
        let account = account(-2650, Some(530), Some((500, 50_000)));
        assert_eq!(offered(&account).iter().filter(|(cents, _)| *cents == 2650).count(), 1);
        assert_eq!(offered(&account).first(), Some(&(2650, Kind::Due)));
    }

    #[test]
    fn nothing_beyond_the_limits_is_offered() {
        assert_eq!(
            offered(&account(-350, Some(530), Some((3000, 11_000)))),
            [(5300, Kind::Meals(10)), (10_600, Kind::Meals(20))]
        );
        assert_eq!(offered(&account(0, Some(530), None)), []);
        assert_eq!(offered(&account(0, Some(u64::from(u32::MAX)), Some((500, 50_000)))), []);
    }

    #[test]
    fn a_free_meal_counts_as_no_price() {
        let account = account(0, Some(0), Some((500, 50_000)));
        assert_eq!(offered(&account).len(), 4);
    }
}
