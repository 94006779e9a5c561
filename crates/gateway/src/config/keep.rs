//! The section `keep`: how long rows stay in the database (docs/privacy.md).

use serde::Deserialize;
use std::time::Duration;

use super::ConfigError;

const DAY: u64 = 24 * 3600;

/// How long what is over is kept. What has a lower limit by law cannot be shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keep {
    /// Credited and anomalous top-ups with their credits: until so many whole years after the year of the payment have
    /// passed. Accounting records are kept for ten years (art. 2220 of the Italian civil code).
    pub payments_years: u16,
    /// Top-ups that were never paid and can no longer be paid, in days after they were made.
    pub unpaid_days: u32,
    /// Visits to the payment page, in days.
    pub checkouts_days: u32,
    /// Meals and other lines that the office imports, in days after their day: they say on which days a child ate at school.
    pub movements_days: u32,
    /// Mails that did not arrive, with what people without access wrote to the office, in days.
    pub undelivered_days: u32,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            payments_years: 10,
            unpaid_days: 730,
            checkouts_days: 180,
            movements_days: 730,
            undelivered_days: 30,
        }
    }
}

impl Keep {
    pub fn unpaid(&self) -> Duration {
        days(self.unpaid_days)
    }
    pub fn checkouts(&self) -> Duration {
        days(self.checkouts_days)
    }
    pub fn movements(&self) -> Duration {
        days(self.movements_days)
    }
    pub fn undelivered(&self) -> Duration {
        days(self.undelivered_days)
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let range = |key: &str, value: u32, least: u32, most: u32, why: &str| {
            if (least..=most).contains(&value) {
                return Ok(());
            }
            Err(ConfigError::Rule(format!("keep.{key} must be {least} to {most}: {why}")))
        };
        let years = u32::from(self.payments_years);
        range("payments_years", years, 10, 30, "accounting records are kept for ten years")?;
        // A notice is payable for at most 365 days, and read for 180 days more.
        range("unpaid_days", self.unpaid_days, 550, 3650, "until then it may still be found paid")?;
        range(
            "checkouts_days",
            self.checkouts_days,
            30,
            550,
            "guardians come back to the outcome of a payment",
        )?;
        range("movements_days", self.movements_days, 60, 3650, "guardians look at the months before")?;
        range("undelivered_days", self.undelivered_days, 7, 365, "the office reads of them by mail")
    }
}

fn days(days: u32) -> Duration {
    Duration::from_secs(u64::from(days).saturating_mul(DAY))
}
