//! Idempotency keys make a `POST` safe to repeat (draft-ietf-httpapi-idempotency-key-header).

use contract::IdempotencyKey;
use std::time::Duration;

use super::{Result, Store, Write, locks};
use crate::clock::Moment;

/// How long an answer is stored.
const ANSWER_LIFETIME: Duration = Duration::from_secs(48 * 3600);

/// The state of a key.
pub enum Known {
    /// The request is new.
    Nothing,
    /// The same key with another body.
    OtherBody,
    /// Another request with this key is in progress.
    InFlight,
    /// Its request began and was never answered: continue with this resource.
    Interrupted { resource_id: String },
    /// The stored answer.
    Answered { status: u16, body: String },
}

/// A key made so far in the future is of a clock that has been set back: its lease has no meaning.
const CLOCK_SET_BACK: Duration = Duration::from_secs(60);

const LOOK_UP: &str =
    "SELECT body_hash, resource_id, status, body, lease_until, created_at FROM idempotency_keys
                       WHERE guardian_id = $1 AND key = $2";

#[derive(sqlx::FromRow)]
struct KeyRow {
    body_hash: Vec<u8>,
    resource_id: String,
    status: Option<i64>,
    body: Option<String>,
    lease_until: Moment,
    created_at: Moment,
}

fn known(row: Option<KeyRow>, body_hash: &[u8], now: Moment) -> Known {
    let Some(row) = row else { return Known::Nothing };
    if row.body_hash != body_hash {
        return Known::OtherBody;
    }
    match (row.status.and_then(|status| u16::try_from(status).ok()), row.body) {
        (Some(status), Some(body)) => Known::Answered { status, body },
        _ if row.lease_until > now && row.created_at < now.plus(CLOCK_SET_BACK) => Known::InFlight,
        _ => Known::Interrupted { resource_id: row.resource_id },
    }
}

impl Store {
    /// Outside any write.
    pub async fn known(
        &self,
        guardian_id: &str,
        key: &IdempotencyKey,
        body_hash: &[u8],
        now: Moment,
    ) -> Result<Known> {
        Ok(known(
            fetch_optional!(self, sqlx::query_as(LOOK_UP).bind(guardian_id).bind(key.as_str()))?,
            body_hash,
            now,
        ))
    }
}

/// Inside this write. The guardian's other writes with a key wait until it ends.
pub async fn look_up(
    write: &mut Write,
    guardian_id: &str,
    key: &IdempotencyKey,
    body_hash: &[u8],
    now: Moment,
) -> Result<Known> {
    locks::guardian(write, guardian_id).await?;
    Ok(known(
        fetch_optional!(write, sqlx::query_as(LOOK_UP).bind(guardian_id).bind(key.as_str()))?,
        body_hash,
        now,
    ))
}

/// Takes the key for a piece of work, or takes over one that was interrupted.
pub async fn begin(
    write: &mut Write,
    guardian_id: &str,
    key: &IdempotencyKey,
    body_hash: &[u8],
    resource_id: &str,
    now: Moment,
    lease: Duration,
) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO idempotency_keys (guardian_id, key, body_hash, resource_id, lease_until, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (guardian_id, key) DO UPDATE SET lease_until = excluded.lease_until",
        )
        .bind(guardian_id)
        .bind(key.as_str())
        .bind(body_hash)
        .bind(resource_id)
        .bind(now.plus(lease))
        .bind(now)
    )?;
    Ok(())
}

pub async fn answer(
    write: &mut Write,
    guardian_id: &str,
    key: &IdempotencyKey,
    status: u16,
    body: &str,
) -> Result<()> {
    execute!(
        write,
        sqlx::query("UPDATE idempotency_keys SET status = $1, body = $2 WHERE guardian_id = $3 AND key = $4")
            .bind(i64::from(status))
            .bind(body)
            .bind(guardian_id)
            .bind(key.as_str())
    )?;
    Ok(())
}

/// Deletes the key of a request that failed, so that it can be used again.
pub async fn forget(write: &mut Write, guardian_id: &str, key: &IdempotencyKey) -> Result<()> {
    execute!(
        write,
        sqlx::query("DELETE FROM idempotency_keys WHERE guardian_id = $1 AND key = $2 AND status IS NULL")
            .bind(guardian_id)
            .bind(key.as_str())
    )?;
    Ok(())
}

/// The work goes on: its lease begins anew. Nothing happens once it is answered.
pub async fn renew(write: &mut Write, guardian_id: &str, key: &IdempotencyKey, until: Moment) -> Result<()> {
    execute!(write, sqlx::query(
        "UPDATE idempotency_keys SET lease_until = $1 WHERE guardian_id = $2 AND key = $3 AND status IS NULL",
    )
    .bind(until)
    .bind(guardian_id)
    .bind(key.as_str())
    )?;
    Ok(())
}

pub async fn purge(write: &mut Write, now: Moment) -> Result<()> {
    execute!(
        write,
        sqlx::query("DELETE FROM idempotency_keys WHERE created_at < $1").bind(now.minus(ANSWER_LIFETIME))
    )?;
    Ok(())
}
