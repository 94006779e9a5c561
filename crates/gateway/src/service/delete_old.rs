//! Deletes what has been kept as long as the configuration says (docs/privacy.md).

use contract::Date;
use std::time::Duration;
use ulid::Ulid;

use super::Service;
use crate::{
    clock::{Moment, start_of_italian_day},
    store::{
        StoreError,
        keep::{self, Old},
    },
};

/// Rows that one write deletes: a guardian's write waits no longer than for these.
const BATCH: i64 = 100;

/// A database in which nothing has happened for so long has a clock that is wrong, or rests: nothing of it is deleted.
const RESTING: Duration = Duration::from_secs(400 * 24 * 3600);

/// How many were deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deleted {
    pub undelivered: u64,
    pub checkouts: u64,
    pub unpaid: u64,
    pub payments: u64,
    pub movements: u64,
    pub guardians: u64,
}

impl Service {
    /// In this order: a visit to the payment page keeps its top-ups, and a top-up its account. Each kind by itself: one that
    /// cannot be deleted does not keep the others. Returns the last error; each is logged.
    pub async fn delete_old(&self, now: Moment) -> Result<Deleted, StoreError> {
        if self.is_resting(now).await? {
            tracing::warn!("nothing new for 400 days, or the clock is ahead: old rows are kept");
            return Ok(Deleted::default());
        }
        let (keep, mut failed) = (&self.config().keep, None);
        let mut count = |kind: &'static str, done: Result<u64, StoreError>| {
            done.unwrap_or_else(|error| {
                tracing::error!(%error, kind, "old rows could not be deleted");
                failed = Some(error);
                0
            })
        };
        let unpaid = Old::Unpaid(first_id_of(now.minus(keep.unpaid())));
        let deleted = Deleted {
            undelivered: count("undelivered", self.delete_old_undelivered(now).await),
            checkouts: count(
                "checkouts",
                self.delete_in_parts(&Old::Checkouts(now.minus(keep.checkouts()))).await,
            ),
            unpaid: count("unpaid", self.delete_in_parts(&unpaid).await),
            payments: count("payments", self.delete_old_payments(now).await),
            movements: count("movements", self.delete_old_movements(now).await),
            guardians: count("guardians", self.delete_emptied().await),
        };
        if deleted != Deleted::default() {
            let Deleted { undelivered, checkouts, unpaid, payments, movements, guardians } = deleted;
            tracing::info!(
                undelivered,
                checkouts,
                unpaid,
                payments,
                movements,
                guardians,
                "old rows were deleted"
            );
        }
        failed.map_or(Ok(deleted), Err)
    }

    async fn delete_old_undelivered(&self, now: Moment) -> Result<u64, StoreError> {
        let mut write = self.store().write().await?;
        let before = now.minus(self.config().keep.undelivered());
        let deleted = keep::undelivered_before(&mut write, before).await?;
        write.commit().await?;
        Ok(deleted)
    }

    /// Until nothing is left to be deleted. Between two parts other writes have their turn.
    async fn delete_in_parts(&self, old: &Old) -> Result<u64, StoreError> {
        let (mut all, mut after) = (0, String::new());
        loop {
            let ids = self.store().old(old, &after, BATCH).await?;
            let Some(last) = ids.last() else { return Ok(all) };
            let mut write = self.store().write().await?;
            all += keep::delete(&mut write, old, &ids).await?;
            write.commit().await?;
            after.clone_from(last);
        }
    }

    async fn delete_old_payments(&self, now: Moment) -> Result<u64, StoreError> {
        let first_kept = first_kept_day(now, self.config().keep.payments_years);
        let first_kept = first_kept.ok_or(StoreError::Corrupt("the clock has no year"))?;
        let credited_before = start_of_italian_day(&first_kept);
        let made_before = first_id_of(credited_before);
        self.delete_in_parts(&Old::Payments { credited_before, made_before }).await
    }

    /// By whole days, so that no day is there in part.
    async fn delete_old_movements(&self, now: Moment) -> Result<u64, StoreError> {
        let first_kept = now.minus(self.config().keep.movements()).italian_day();
        let before = start_of_italian_day(&first_kept);
        let mut all = 0;
        loop {
            let mut write = self.store().write().await?;
            let deleted = keep::movements_before(&mut write, before, BATCH).await?;
            write.commit().await?;
            all += deleted;
            if deleted == 0 {
                return Ok(all);
            }
        }
    }

    async fn delete_emptied(&self) -> Result<u64, StoreError> {
        let mut write = self.store().write().await?;
        let deleted = keep::emptied(&mut write).await?;
        write.commit().await?;
        Ok(deleted)
    }

    /// A clock that is years ahead must not delete payments.
    async fn is_resting(&self, now: Moment) -> Result<bool, StoreError> {
        let (credited, imported) = self.store().newest().await?;
        let made = credited
            .and_then(|id| id.parse::<Ulid>().ok())
            .and_then(|id| i64::try_from(id.timestamp_ms()).ok());
        let newest = imported.max(made.map(Moment::from_millis));
        Ok(newest.is_some_and(|newest| newest.until(now) > RESTING))
    }
}

/// Ids begin with their moment: those before it are smaller.
fn first_id_of(moment: Moment) -> String {
    Ulid::from_parts(u64::try_from(moment.millis()).unwrap_or(0), 0).to_string()
}

/// What was paid in a year is kept until that many whole years after it have passed.
fn first_kept_day(now: Moment, years: u16) -> Option<Date> {
    // Seven days more: a clock that is a little fast at New Year must not delete a year too early.
    let now = now.minus(Duration::from_secs(7 * 24 * 3600));
    let year: i32 = now.italian_day().as_str().get(..4)?.parse().ok()?;
    Date::try_from(format!("{:04}-01-01", year.checked_sub(i32::from(years))?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payment_is_kept_for_whole_years_after_its_own() {
        for (now, years, first_kept) in [
            ("2036-12-31T12:00:00Z", 10, "2026-01-01"),
            ("2037-01-05T12:00:00Z", 10, "2026-01-01"),
            ("2037-01-09T12:00:00Z", 10, "2027-01-01"),
            ("2026-11-30T12:00:00Z", 30, "1996-01-01"),
        ] {
            let day = first_kept_day(Moment::parse(now).unwrap(), years).unwrap();
            assert_eq!(day.as_str(), first_kept, "{now}");
        }
    }
}
