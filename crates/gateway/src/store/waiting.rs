//! What waits, for `/metrics`: how much, and since when.

use super::{Result, Store};
use crate::clock::Moment;

/// One queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Waiting {
    pub length: i64,
    /// When the longest waiting became due; of undelivered mails, when the oldest was given up.
    pub oldest: Option<Moment>,
}

/// All queues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllWaiting {
    /// All of them; `oldest` is of those that are due.
    pub outbox: Waiting,
    /// Mails of the outbox that have failed before.
    pub outbox_retrying: i64,
    /// Those that are due.
    pub office_mails: Waiting,
    /// Top-ups that are due to be read at the platform.
    pub reconciliation: Waiting,
    pub undelivered: Waiting,
}

impl Store {
    /// Cheap: each is a small table or the beginning of an index.
    pub async fn waiting(&self, now: Moment) -> Result<AllWaiting> {
        Ok(AllWaiting {
            outbox: fetch_one!(
                self,
                sqlx::query_as(
                    "SELECT count(*) AS length, min(CASE WHEN next_try_at <= $1 THEN next_try_at END) AS oldest FROM outbox",
                )
                .bind(now)
            )?,
            outbox_retrying: fetch_one!(self, sqlx::query_scalar("SELECT count(*) FROM outbox WHERE tries > 0"))?,
            office_mails: fetch_one!(
                self,
                sqlx::query_as(
                    "SELECT count(*) AS length, min(next_try_at) AS oldest FROM office_mails
                     WHERE wanted > 0 AND next_try_at <= $1",
                )
                .bind(now)
            )?,
            reconciliation: fetch_one!(
                self,
                sqlx::query_as(
                    "SELECT count(*) AS length, min(next_check_at) AS oldest FROM top_ups WHERE next_check_at <= $1",
                )
                .bind(now)
            )?,
            undelivered: fetch_one!(
                self,
                sqlx::query_as("SELECT count(*) AS length, min(at) AS oldest FROM undelivered")
            )?,
        })
    }
}
