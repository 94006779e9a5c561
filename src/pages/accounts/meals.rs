//! How many meals a balance pays for.

use contract::Account;

/// Whole meals that the balance pays for. `None` if a meal has no price or the balance is below zero.
pub fn meals_left(account: &Account) -> Option<u64> {
    let price = account.meal_price?.amount.cents();
    let balance = u64::try_from(account.balance.cents()).ok()?;
    balance.checked_div(price)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{BalanceLevel, Money, SignedMoney};
    use pagopa::Amount;

    fn account(balance: i64, price: Option<u64>) -> Account {
        Account {
            id: "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap(),
            children: vec!["Anna".into()],
            service: contract::Localised { it: "Mensa".into(), fr: None, en: None },
            balance: SignedMoney::from_cents(balance).unwrap(),
            balance_level: BalanceLevel::Enough,
            meal_price: price.map(|cents| Money::from(Amount::from_cents(cents).unwrap())),
            limits: None,
        }
    }

    #[test]
    fn a_part_of_a_meal_does_not_count() {
        assert_eq!(meals_left(&account(2649, Some(530))), Some(4));
        assert_eq!(meals_left(&account(2650, Some(530))), Some(5));
        assert_eq!(meals_left(&account(0, Some(530))), Some(0));
    }

    #[test]
    fn a_debt_a_free_meal_or_an_unknown_price_has_no_count() {
        assert_eq!(meals_left(&account(-1, Some(530))), None);
        assert_eq!(meals_left(&account(1000, None)), None);
        assert_eq!(meals_left(&account(1000, Some(0))), None);
    }
}
