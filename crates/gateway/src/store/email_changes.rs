//! New addresses that wait for the code that was sent to them.

use contract::ChallengeId;
use std::time::Duration;

use super::{Result, Write};
use crate::clock::Moment;

/// A requested change. The row of an address that another guardian has looks the same: its code was sent to no one.
pub struct EmailChange<'a> {
    pub id: &'a ChallengeId,
    pub guardian_id: &'a str,
    /// In its normal form.
    pub email: &'a str,
    pub code_hash: &'a [u8],
    pub expires_at: Moment,
    pub tries_left: i64,
}

pub async fn add(write: &mut Write, change: &EmailChange<'_>) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO email_changes (id, guardian_id, email, code_hash, expires_at, tries_left)
         VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(change.id.as_str())
        .bind(change.guardian_id)
        .bind(change.email)
        .bind(change.code_hash)
        .bind(change.expires_at)
        .bind(change.tries_left)
    )?;
    Ok(())
}

/// Uses one try of a change that this guardian has asked for; a right code uses one too. Gives the code's hash. A code lives
/// `life` long: one that ends later is of a clock that has been set back.
pub async fn take_try(
    write: &mut Write,
    guardian_id: &str,
    id: &ChallengeId,
    now: Moment,
    life: Duration,
) -> Result<Option<Vec<u8>>> {
    Ok(fetch_optional!(
        write,
        sqlx::query_scalar(
            "UPDATE email_changes SET tries_left = tries_left - 1
         WHERE id = $1 AND guardian_id = $2 AND tries_left > 0 AND expires_at > $3 AND expires_at <= $4
         RETURNING code_hash",
        )
        .bind(id.as_str())
        .bind(guardian_id)
        .bind(now)
        .bind(now.plus(life))
    )?)
}

/// Takes the change, and with it all others of the guardian. Gives its address; `None` if another request has taken it.
pub async fn take(write: &mut Write, guardian_id: &str, id: &ChallengeId) -> Result<Option<String>> {
    let email = fetch_optional!(
        write,
        sqlx::query_scalar("DELETE FROM email_changes WHERE id = $1 AND guardian_id = $2 RETURNING email")
            .bind(id.as_str())
            .bind(guardian_id)
    )?;
    execute!(write, sqlx::query("DELETE FROM email_changes WHERE guardian_id = $1").bind(guardian_id))?;
    Ok(email)
}
