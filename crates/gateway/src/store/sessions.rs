//! Sign-in codes and sessions.

use contract::{ChallengeId, Language};
use std::time::Duration;

use super::{
    Result, Store, Write,
    accounts::{GUARDIAN, Guardian},
    columns::TextColumn,
};
use crate::clock::Moment;

/// A requested code. `guardian_id` is `None` for an unknown address.
#[derive(sqlx::FromRow)]
pub struct Challenge {
    #[sqlx(try_from = "String")]
    pub id: ChallengeId,
    pub guardian_id: Option<String>,
    pub code_hash: Vec<u8>,
    #[sqlx(try_from = "TextColumn")]
    pub language: Language,
    pub expires_at: Moment,
    pub tries_left: i64,
}

/// A valid session.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SessionRow {
    #[sqlx(flatten)]
    pub guardian: Guardian,
    pub seen_at: Moment,
    pub ends_at: Moment,
}

pub async fn add_challenge(write: &mut Write, challenge: &Challenge) -> Result<()> {
    sqlx::query(
        "INSERT INTO challenges (id, guardian_id, code_hash, language, expires_at, tries_left)
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(challenge.id.as_str())
    .bind(&challenge.guardian_id)
    .bind(&challenge.code_hash)
    .bind(challenge.language.tag())
    .bind(challenge.expires_at)
    .bind(challenge.tries_left)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Uses one try of a valid challenge; a right code uses one too.
pub async fn take_try(write: &mut Write, id: &ChallengeId, now: Moment) -> Result<Option<Challenge>> {
    let challenge = sqlx::query_as(
        "UPDATE challenges SET tries_left = tries_left - 1
         WHERE id = ? AND used = 0 AND tries_left > 0 AND expires_at > ?
         RETURNING id, guardian_id, code_hash, language, expires_at, tries_left",
    );
    Ok(challenge.bind(id.as_str()).bind(now).fetch_optional(&mut **write).await?)
}

/// A code works once.
pub async fn use_challenge(write: &mut Write, id: &ChallengeId) -> Result<()> {
    sqlx::query("UPDATE challenges SET used = 1 WHERE id = ?")
        .bind(id.as_str())
        .execute(&mut **write)
        .await?;
    Ok(())
}

pub async fn add_session(
    write: &mut Write,
    token_hash: &[u8],
    guardian_id: &str,
    now: Moment,
    ends_at: Moment,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO sessions (token_hash, guardian_id, method, seen_at, ends_at) VALUES (?, ?, 'email', ?, ?)",
    )
    .bind(token_hash)
    .bind(guardian_id)
    .bind(now)
    .bind(ends_at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

pub async fn end_session(write: &mut Write, token_hash: &[u8]) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = ?").bind(token_hash).execute(&mut **write).await?;
    Ok(())
}

pub async fn touch_session(write: &mut Write, token_hash: &[u8], now: Moment) -> Result<()> {
    sqlx::query("UPDATE sessions SET seen_at = ? WHERE token_hash = ?")
        .bind(now)
        .bind(token_hash)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Deletes ended sessions and expired codes.
pub async fn purge(write: &mut Write, now: Moment, idle: Duration) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE ends_at <= ? OR seen_at <= ?")
        .bind(now)
        .bind(now.minus(idle))
        .execute(&mut **write)
        .await?;
    sqlx::query("DELETE FROM challenges WHERE expires_at <= ?").bind(now).execute(&mut **write).await?;
    Ok(())
}

pub async fn guardian(write: &mut Write, guardian_id: &str) -> Result<Option<Guardian>> {
    let sql = format!("{GUARDIAN} WHERE id = ?");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(guardian_id).fetch_optional(&mut **write).await?)
}

impl Store {
    /// The session of this token, unless it was idle too long or has ended.
    pub async fn session(
        &self,
        token_hash: &[u8],
        now: Moment,
        idle: Duration,
    ) -> Result<Option<SessionRow>> {
        let session = sqlx::query_as(
            "SELECT s.seen_at, s.ends_at, g.id AS guardian_id, g.email, g.fiscal_code, g.name, g.language
             FROM sessions s JOIN guardians g ON g.id = s.guardian_id
             WHERE s.token_hash = ? AND s.ends_at > ? AND s.seen_at > ?",
        );
        let session = session.bind(token_hash).bind(now).bind(now.minus(idle));
        Ok(session.fetch_optional(self.readers()).await?)
    }
}
