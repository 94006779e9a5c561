//! Quotas that all gateways share.
//!
//! A quota of `n` an hour refills evenly, by one every `n`th part of an hour (the generic cell rate algorithm, ITU-T I.371).
//! So one moment is all that is stored of it: when it will be whole again.

use std::time::Duration;

use super::{Engine, Result, Write};
use crate::clock::Moment;

const HOUR: Duration = Duration::from_secs(3600);
/// No quota is whole later than in an hour. One that is, by more than this, is of a clock that has been set back.
const CLOCK_SET_BACK: Duration = Duration::from_secs(60);

/// What became of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    Granted,
    /// The time until the next one, at most an hour.
    Refused(Duration),
}

/// Uses up one of `per_hour`, if one is left. One statement decides and counts: of two requests at once that take the last
/// one, one is refused.
pub async fn take(write: &mut Write, key: &[u8], per_hour: u32, now: Moment) -> Result<Taken> {
    let count = per_hour.max(1);
    let one = (HOUR / count).max(Duration::from_millis(1));
    let others = one.saturating_mul(count - 1);
    let taken: Option<Moment> = fetch_optional!(
        write,
        sqlx::query_scalar(
            "INSERT INTO quotas (key, whole_at) VALUES ($1, $2 + $3)
             ON CONFLICT (key) DO UPDATE SET whole_at = $3 +
                 CASE WHEN quotas.whole_at > $2 AND quotas.whole_at <= $5 THEN quotas.whole_at ELSE $2 END
             WHERE quotas.whole_at <= $4 OR quotas.whole_at > $5
             RETURNING whole_at",
        )
        .bind(key)
        .bind(now)
        .bind(i64::try_from(one.as_millis()).unwrap_or(i64::MAX))
        .bind(now.plus(others))
        .bind(now.plus(HOUR + CLOCK_SET_BACK))
    )?;
    if taken.is_some() {
        return Ok(Taken::Granted);
    }
    let whole_at: Option<Moment> =
        fetch_optional!(write, sqlx::query_scalar("SELECT whole_at FROM quotas WHERE key = $1").bind(key))?;
    // Deleted meanwhile: it is whole.
    let pause = whole_at.map_or(Duration::ZERO, |whole_at| now.plus(others).until(whole_at));
    // Another write may have counted at a later moment than `now`.
    Ok(Taken::Refused(pause.min(one)))
}

/// Deletes those that are whole.
pub async fn purge(write: &mut Write, now: Moment) -> Result<()> {
    let whole = "DELETE FROM quotas WHERE whole_at <= $1 OR whole_at > $2";
    // A request locks several of them in its own order: this waits for none of them.
    let free = "DELETE FROM quotas WHERE key IN
         (SELECT key FROM quotas WHERE whole_at <= $1 OR whole_at > $2 FOR UPDATE SKIP LOCKED)";
    let future = now.plus(HOUR + CLOCK_SET_BACK);
    let done = match write.engine() {
        Engine::Sqlite(to) => sqlx::query(whole).bind(now).bind(future).execute(to).await.map(drop),
        Engine::Postgres(to) => sqlx::query(free).bind(now).bind(future).execute(to).await.map(drop),
    };
    Ok(write.noted(done)?)
}
