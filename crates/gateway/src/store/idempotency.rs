//! Idempotency keys make a `POST` safe to repeat (draft-ietf-httpapi-idempotency-key-header).

use contract::IdempotencyKey;
use std::time::Duration;

use super::{Result, Store, Write};
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

const LOOK_UP: &str = "SELECT body_hash, resource_id, status, body, lease_until FROM idempotency_keys
                       WHERE guardian_id = ? AND key = ?";

#[derive(sqlx::FromRow)]
struct KeyRow {
    body_hash: Vec<u8>,
    resource_id: String,
    status: Option<u16>,
    body: Option<String>,
    lease_until: Moment,
}

fn known(row: Option<KeyRow>, body_hash: &[u8], now: Moment) -> Known {
    let Some(row) = row else { return Known::Nothing };
    if row.body_hash != body_hash {
        return Known::OtherBody;
    }
    match (row.status, row.body) {
        (Some(status), Some(body)) => Known::Answered { status, body },
        _ if row.lease_until > now => Known::InFlight,
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
        let row = sqlx::query_as(LOOK_UP).bind(guardian_id).bind(key.as_str());
        Ok(known(row.fetch_optional(self.readers()).await?, body_hash, now))
    }
}

/// Inside this write.
pub async fn look_up(
    write: &mut Write,
    guardian_id: &str,
    key: &IdempotencyKey,
    body_hash: &[u8],
    now: Moment,
) -> Result<Known> {
    let row = sqlx::query_as(LOOK_UP).bind(guardian_id).bind(key.as_str());
    Ok(known(row.fetch_optional(&mut **write).await?, body_hash, now))
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
    sqlx::query(
        "INSERT INTO idempotency_keys (guardian_id, key, body_hash, resource_id, lease_until, created_at)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (guardian_id, key) DO UPDATE SET lease_until = excluded.lease_until",
    )
    .bind(guardian_id)
    .bind(key.as_str())
    .bind(body_hash)
    .bind(resource_id)
    .bind(now.plus(lease))
    .bind(now)
    .execute(&mut **write)
    .await?;
    Ok(())
}

pub async fn answer(
    write: &mut Write,
    guardian_id: &str,
    key: &IdempotencyKey,
    status: u16,
    body: &str,
) -> Result<()> {
    sqlx::query("UPDATE idempotency_keys SET status = ?, body = ? WHERE guardian_id = ? AND key = ?")
        .bind(status)
        .bind(body)
        .bind(guardian_id)
        .bind(key.as_str())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Deletes the key of a request that failed, so that it can be used again.
pub async fn forget(write: &mut Write, guardian_id: &str, key: &IdempotencyKey) -> Result<()> {
    sqlx::query("DELETE FROM idempotency_keys WHERE guardian_id = ? AND key = ? AND status IS NULL")
        .bind(guardian_id)
        .bind(key.as_str())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Called at the start, when no request is being processed.
pub async fn end_all_leases(write: &mut Write) -> Result<()> {
    sqlx::query("UPDATE idempotency_keys SET lease_until = 0 WHERE status IS NULL")
        .execute(&mut **write)
        .await?;
    Ok(())
}

pub async fn purge(write: &mut Write, now: Moment) -> Result<()> {
    sqlx::query("DELETE FROM idempotency_keys WHERE created_at < ?")
        .bind(now.minus(ANSWER_LIFETIME))
        .execute(&mut **write)
        .await?;
    Ok(())
}
