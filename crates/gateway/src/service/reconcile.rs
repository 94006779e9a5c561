//! Reads again, at the payment platform, the top-ups whose turn has come.

use futures_util::{StreamExt, stream};
use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use super::{
    Service,
    refresh_top_up::{Asker, LONGEST_INTERVAL},
    repeatable::{LEASE, while_renewing},
};
use crate::{
    clock::Moment,
    store::{
        StoreError, set_back,
        top_ups::{self, Due},
    },
};

/// Number of top-ups in one round.
pub const BATCH: u32 = 64;
/// Number of simultaneous requests to the platform.
const AT_ONCE: usize = 8;
/// Between two rounds that take fewer than they may.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
/// A top-up that cannot be read from the database, or not be stored, waits so long.
const BROKEN: Duration = Duration::from_secs(3600);
/// Longer than the longest interval.
const FUTURE: Duration = LONGEST_INTERVAL.saturating_add(Duration::from_secs(24 * 3600));
/// Longer than any pause after a question without an answer.
const NEAR_FUTURE: Duration = Duration::from_secs(2 * 3600);
/// Longer than a mail waits for its next try.
const LONGEST_MAIL_PAUSE: Duration = Duration::from_secs(24 * 3600);

impl Service {
    /// Returns their number.
    pub async fn reconcile(&self) -> Result<usize, StoreError> {
        self.follow_the_clock().await?;
        // A platform that does not answer is not asked for each of them.
        if !self.platform().is_available() {
            return Ok(0);
        }
        let (due, until) = self.claim_due().await?;
        let ids: Vec<String> = due.iter().map(|due| due.id.clone()).collect();
        let until = AtomicI64::new(until.millis());
        let renew = async || {
            let from = Moment::from_millis(until.load(Ordering::Relaxed));
            let mut write = self.store().write().await?;
            let next = write.now().await?.plus(LEASE);
            top_ups::renew_claim(&mut write, &ids, from, next).await?;
            write.commit().await?;
            until.store(next.millis(), Ordering::Relaxed);
            Ok(())
        };
        while_renewing(self.reconcile_all(due), renew).await;
        Ok(ids.len())
    }

    /// The time until the next top-up is due, at most this.
    pub async fn until_next_due(&self, at_most: Duration) -> Result<Duration, StoreError> {
        if !self.platform().is_available() {
            return Ok(at_most);
        }
        let now = self.store().now().await?;
        let due = self.store().next_due(now.plus(at_most)).await?;
        // One that is due already has become so since the round, or another gateway takes it at this moment.
        Ok(due.map_or(at_most, |due| now.until(due).clamp(SHORTEST_PAUSE.min(at_most), at_most)))
    }

    async fn reconcile_all(&self, due: Vec<Due>) {
        let mut work = stream::iter(due)
            .map(|due| {
                let service = self.clone();
                async move { service.reconcile_one(due).await }
            })
            .buffer_unordered(AT_ONCE);
        // One that fails does not stop the others.
        while let Some(done) = work.next().await {
            if let Err(error) = done {
                tracing::error!(%error, "a top-up could not be reconciled");
            }
        }
    }

    /// No other gateway takes them until the returned moment.
    async fn claim_due(&self) -> Result<(Vec<Due>, Moment), StoreError> {
        let now = self.store().now().await?;
        if self.store().next_due(now).await?.is_none() {
            return Ok((Vec::new(), now));
        }
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        let until = now.plus(LEASE);
        let due = top_ups::claim_due(&mut write, now, until, BATCH).await?;
        write.commit().await?;
        Ok((due, until))
    }

    async fn reconcile_one(&self, due: Due) -> Result<(), StoreError> {
        let error = match due.top_up {
            Ok(row) => match self.refresh_by(Asker::Reconciliation, &row).await {
                Ok(_) => return Ok(()),
                Err(error) => error,
            },
            Err(error) => error,
        };
        tracing::error!(top_up = due.id, %error, "a top-up could not be reconciled; it is tried again in an hour");
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        top_ups::postpone(&mut write, &due.id, now.plus(BROKEN)).await?;
        write.commit().await
    }

    /// At the first round, and whenever the clock has been set back.
    async fn follow_the_clock(&self) -> Result<(), StoreError> {
        let now = self.store().now().await?;
        if now.millis() >= self.inner.last_round.swap(now.millis(), Ordering::Relaxed) {
            return Ok(());
        }
        let (count, mails) = match self.leave_the_future(now).await {
            Ok(left) => left,
            Err(error) => {
                // The next round tries again.
                self.inner.last_round.store(i64::MAX, Ordering::Relaxed);
                return Err(error);
            }
        };
        if count > 0 || mails > 0 {
            tracing::warn!(
                count,
                mails,
                "the clock has been set back: top-ups are read again, and waiting mails sent"
            );
        }
        Ok(())
    }

    async fn leave_the_future(&self, now: Moment) -> Result<(u64, u64), StoreError> {
        let mut write = self.store().write().await?;
        let count = top_ups::leave_the_future(&mut write, now, FUTURE, NEAR_FUTURE).await?;
        let mails = set_back::send_mails_of_the_future(&mut write, now, LONGEST_MAIL_PAUSE).await?;
        write.commit().await?;
        Ok((count, mails))
    }
}
