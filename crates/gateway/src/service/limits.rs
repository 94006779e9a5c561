//! What may be topped up, and how much attention a balance needs.

use contract::{BalanceLevel, TopUpLimits};
use pagopa::Amount;

use crate::config;

/// The least and the most of one top-up now; `None` when the balance is at its cap.
///
/// `open_cents` are the top-ups that may still be paid. A debt can always be settled: when it is larger
/// than the most, the most is the debt.
pub fn limits(config: &config::TopUpLimits, balance_cents: i64, open_cents: i64) -> Option<TopUpLimits> {
    let cap = i64::try_from(config.balance_cap.cents()).unwrap_or(i64::MAX);
    let headroom = cap.saturating_sub(balance_cents).saturating_sub(open_cents);
    let debt = balance_cents.saturating_neg();
    let most = i64::try_from(config.most.cents()).unwrap_or(i64::MAX).max(debt).min(headroom);
    let most = u64::try_from(most).ok().and_then(|cents| Amount::from_cents(cents).ok())?;
    (most >= config.least).then(|| TopUpLimits { least: config.least.into(), most: most.into() })
}

/// `Low` if fewer meals are left than configured; without a price, if less than the least
/// top-up is left.
pub fn level(config: &config::TopUpLimits, balance_cents: i64, meal_price: Option<Amount>) -> BalanceLevel {
    if balance_cents < 0 {
        return BalanceLevel::Negative;
    }
    let threshold = match meal_price {
        Some(price) => price.cents().saturating_mul(u64::from(config.low_balance_meals)),
        None => config.least.cents(),
    };
    if balance_cents.unsigned_abs() < threshold { BalanceLevel::Low } else { BalanceLevel::Enough }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro(cents: u64) -> Amount {
        Amount::from_cents(cents).unwrap()
    }

    fn config() -> config::TopUpLimits {
        config::TopUpLimits {
            least: euro(500),
            most: euro(50_000),
            balance_cap: euro(100_000),
            low_balance_meals: 5,
            due_days: 30,
        }
    }

    fn most(balance: i64, open: i64) -> Option<u64> {
        limits(&config(), balance, open).map(|limits| limits.most.amount.cents())
    }

    #[test]
    fn the_cap_on_the_balance_lowers_the_most() {
        assert_eq!(most(0, 0), Some(50_000));
        assert_eq!(most(80_000, 0), Some(20_000));
        assert_eq!(most(60_000, 20_000), Some(20_000));
        assert_eq!(most(99_500, 0), Some(500));
        assert_eq!(most(99_501, 0), None);
        assert_eq!(most(200_000, 0), None);
    }

    #[test]
    fn a_debt_above_the_most_can_be_settled_at_once() {
        assert_eq!(most(-75_000, 0), Some(75_000));
    }

    #[test]
    fn low_is_counted_in_meals() {
        let level = |cents| level(&config(), cents, Some(euro(530)));
        assert_eq!(level(-1), BalanceLevel::Negative);
        assert_eq!(level(0), BalanceLevel::Low);
        assert_eq!(level(2649), BalanceLevel::Low);
        assert_eq!(level(2650), BalanceLevel::Enough);
        assert_eq!(super::level(&config(), 499, None), BalanceLevel::Low);
        assert_eq!(super::level(&config(), 500, None), BalanceLevel::Enough);
    }
}
