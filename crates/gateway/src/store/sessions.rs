//! Sign-in codes and sessions.

use contract::{ChallengeId, Language};
use std::time::Duration;

use super::{
    Result, Store, Write,
    accounts::{GUARDIAN, Guardian},
    columns::TextColumn,
};
use crate::clock::Moment;

/// A clock that was so much ahead has not been set back.
const FAST_CLOCK: Duration = Duration::from_secs(60);

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

/// What a session was begun on, as its guardian would name it: words of ours, never the browser's own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Device {
    pub browser: Option<&'static str>,
    pub system: Option<&'static str>,
}

/// A session in the list of its guardian.
#[derive(sqlx::FromRow)]
pub struct OpenSessionRow {
    pub token_hash: Vec<u8>,
    /// `None` if an older version began it.
    pub started_at: Option<Moment>,
    pub seen_at: Moment,
    pub ends_at: Moment,
    pub browser: Option<String>,
    pub system: Option<String>,
}

/// A valid session.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SessionRow {
    pub token_hash: Vec<u8>,
    #[sqlx(flatten)]
    pub guardian: Guardian,
    pub seen_at: Moment,
    pub ends_at: Moment,
}

pub async fn add_challenge(write: &mut Write, challenge: &Challenge) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO challenges (id, guardian_id, code_hash, language, expires_at, tries_left)
         VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(challenge.id.as_str())
        .bind(&challenge.guardian_id)
        .bind(&challenge.code_hash)
        .bind(challenge.language.tag())
        .bind(challenge.expires_at)
        .bind(challenge.tries_left)
    )?;
    Ok(())
}

/// Uses one try of a valid challenge; a right code uses one too. A code lives `life` long: one that ends later is of a
/// clock that has been set back.
pub async fn take_try(
    write: &mut Write,
    id: &ChallengeId,
    now: Moment,
    life: Duration,
) -> Result<Option<Challenge>> {
    Ok(fetch_optional!(
        write,
        sqlx::query_as(
            "UPDATE challenges SET tries_left = tries_left - 1
         WHERE id = $1 AND NOT used AND tries_left > 0 AND expires_at > $2 AND expires_at <= $3
         RETURNING id, guardian_id, code_hash, language, expires_at, tries_left",
        )
        .bind(id.as_str())
        .bind(now)
        .bind(latest(now, life))
    )?)
}

/// A code works once.
pub async fn use_challenge(write: &mut Write, id: &ChallengeId) -> Result<()> {
    execute!(write, sqlx::query("UPDATE challenges SET used = TRUE WHERE id = $1").bind(id.as_str()))?;
    Ok(())
}

pub async fn add_session(
    write: &mut Write,
    token_hash: &[u8],
    guardian_id: &str,
    device: Device,
    now: Moment,
    ends_at: Moment,
) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO sessions (token_hash, guardian_id, method, seen_at, ends_at, started_at, browser, system)
         VALUES ($1, $2, 'email', $3, $4, $3, $5, $6)",
        )
        .bind(token_hash)
        .bind(guardian_id)
        .bind(now)
        .bind(ends_at)
        .bind(device.browser)
        .bind(device.system)
    )?;
    Ok(())
}

/// Ends the session if it is this guardian's. Returns whether there was one.
pub async fn end_session_of(write: &mut Write, guardian_id: &str, token_hash: &[u8]) -> Result<bool> {
    let ended = execute!(
        write,
        sqlx::query("DELETE FROM sessions WHERE guardian_id = $1 AND token_hash = $2")
            .bind(guardian_id)
            .bind(token_hash)
    )?;
    Ok(ended > 0)
}

/// Ends all sessions of a guardian, and voids the codes that were sent.
pub async fn end_sessions_of(write: &mut Write, guardian_id: &str) -> Result<()> {
    execute!(write, sqlx::query("DELETE FROM sessions WHERE guardian_id = $1").bind(guardian_id))?;
    void_codes_of(write, guardian_id).await
}

/// The session goes on with another token, and all others of the guardian end. False if there is no such session any more;
/// then the write must not be committed.
pub async fn renew_session(
    write: &mut Write,
    guardian_id: &str,
    old_hash: &[u8],
    new_hash: &[u8],
) -> Result<bool> {
    let renewed = execute!(
        write,
        sqlx::query("UPDATE sessions SET token_hash = $3 WHERE guardian_id = $1 AND token_hash = $2")
            .bind(guardian_id)
            .bind(old_hash)
            .bind(new_hash)
    )?;
    execute!(
        write,
        sqlx::query("DELETE FROM sessions WHERE guardian_id = $1 AND token_hash <> $2")
            .bind(guardian_id)
            .bind(new_hash)
    )?;
    Ok(renewed > 0)
}

/// Ends the codes that were sent to a guardian: they no longer sign in.
pub async fn void_codes_of(write: &mut Write, guardian_id: &str) -> Result<()> {
    execute!(write, sqlx::query("DELETE FROM challenges WHERE guardian_id = $1").bind(guardian_id))?;
    Ok(())
}

pub async fn end_session(write: &mut Write, token_hash: &[u8]) -> Result<()> {
    execute!(write, sqlx::query("DELETE FROM sessions WHERE token_hash = $1").bind(token_hash))?;
    Ok(())
}

pub async fn touch_session(write: &mut Write, token_hash: &[u8], now: Moment) -> Result<()> {
    execute!(
        write,
        sqlx::query("UPDATE sessions SET seen_at = $1 WHERE token_hash = $2").bind(now).bind(token_hash)
    )?;
    Ok(())
}

/// The last moment that can be `life` ahead, on a clock that may have been a little fast.
fn latest(now: Moment, life: Duration) -> Moment {
    now.plus(life.saturating_add(FAST_CLOCK))
}

/// Deletes ended sessions and expired codes, and sessions of a future that did not come.
pub async fn purge(write: &mut Write, now: Moment, idle: Duration, absolute: Duration) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "DELETE FROM sessions WHERE ends_at <= $1 OR seen_at <= $2 OR seen_at > $3 OR ends_at > $4"
        )
        .bind(now)
        .bind(now.minus(idle))
        .bind(latest(now, Duration::ZERO))
        .bind(latest(now, absolute))
    )?;
    execute!(write, sqlx::query("DELETE FROM challenges WHERE expires_at <= $1").bind(now))?;
    execute!(write, sqlx::query("DELETE FROM email_changes WHERE expires_at <= $1").bind(now))?;
    Ok(())
}

pub async fn guardian(write: &mut Write, guardian_id: &str) -> Result<Option<Guardian>> {
    let sql = format!("{GUARDIAN} WHERE id = $1");
    Ok(fetch_optional!(write, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(guardian_id))?)
}

impl Store {
    /// Whether a code of this challenge may still be tried.
    pub async fn is_challenge_open(&self, id: &ChallengeId, now: Moment, life: Duration) -> Result<bool> {
        Ok(fetch_one!(
            self,
            sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM challenges
             WHERE id = $1 AND NOT used AND tries_left > 0 AND expires_at > $2 AND expires_at <= $3)",
            )
            .bind(id.as_str())
            .bind(now)
            .bind(latest(now, life))
        )?)
    }

    /// The session of this token, unless it was idle too long or has ended. One that was seen in the future, or would last
    /// longer than a session may, is of a clock that has been set back: it would not end.
    pub async fn session(
        &self,
        token_hash: &[u8],
        now: Moment,
        idle: Duration,
        absolute: Duration,
    ) -> Result<Option<SessionRow>> {
        Ok(fetch_optional!(self, sqlx::query_as(
            "SELECT s.token_hash, s.seen_at, s.ends_at, g.id AS guardian_id, g.email, g.office_email, g.fiscal_code,
                    g.name, coalesce(g.mail_language, g.language) AS language
             FROM sessions s JOIN guardians g ON g.id = s.guardian_id
             WHERE s.token_hash = $1 AND s.ends_at > $2 AND s.seen_at > $3 AND s.seen_at <= $4 AND s.ends_at <= $5",
        ).bind(token_hash).bind(now).bind(now.minus(idle)).bind(latest(now, Duration::ZERO)).bind(latest(now, absolute)))?)
    }

    /// The guardian's sessions that [`Store::session`] would give, the last used first.
    pub async fn sessions_of(
        &self,
        guardian_id: &str,
        now: Moment,
        idle: Duration,
        absolute: Duration,
    ) -> Result<Vec<OpenSessionRow>> {
        Ok(fetch_all!(
            self,
            sqlx::query_as(
                "SELECT token_hash, started_at, seen_at, ends_at, browser, system FROM sessions
             WHERE guardian_id = $1 AND ends_at > $2 AND seen_at > $3 AND seen_at <= $4 AND ends_at <= $5
             ORDER BY seen_at DESC, token_hash",
            )
            .bind(guardian_id)
            .bind(now)
            .bind(now.minus(idle))
            .bind(latest(now, Duration::ZERO))
            .bind(latest(now, absolute))
        )?)
    }
}
