//! Mails that did not arrive and are not tried again. `keep` deletes them.

use contract::TopUpId;

use super::{
    Result, Store, Write,
    columns::{Readable, TextColumn, UnknownWord},
    locks,
    outbox::MailKind,
    wake::{self, Work},
};
use crate::clock::Moment;

/// A mail that did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Undelivered {
    pub id: i64,
    /// `None` for a sign-in code, which is never stored.
    #[sqlx(try_from = "TextColumn")]
    pub kind: Option<MailKind>,
    /// The number of an account of the guardian; `None` for what somebody without access wrote to the office.
    pub account: Option<String>,
    /// What the mail server said, without addresses and fiscal codes.
    pub reason: String,
    pub at: Moment,
}

impl TryFrom<TextColumn> for Option<MailKind> {
    type Error = UnknownWord;
    fn try_from(TextColumn(word): TextColumn) -> std::result::Result<Self, UnknownWord> {
        if word == "code" { Ok(None) } else { MailKind::try_from(TextColumn(word)).map(Some) }
    }
}

/// Ends a mail of the outbox: it leaves the queue and stays here.
pub async fn end(write: &mut Write, outbox_id: i64, reason: &str, at: Moment) -> Result<()> {
    locks::undelivered(write).await?;
    execute!(
        write,
        sqlx::query(
            "INSERT INTO undelivered (kind, guardian_id, top_up_id, request, language, reason, at)
         SELECT o.kind, coalesce(o.guardian_id, t.guardian_id), o.top_up_id, o.request, o.language, $1, $2
         FROM outbox o LEFT JOIN top_ups t ON t.id = o.top_up_id WHERE o.id = $3",
        )
        .bind(reason)
        .bind(at)
        .bind(outbox_id)
    )?;
    execute!(write, sqlx::query("DELETE FROM outbox WHERE id = $1").bind(outbox_id))?;
    Ok(())
}

/// A sign-in code did not reach its guardian. One row for each guardian: the last one.
pub async fn add_code(write: &mut Write, guardian_id: &str, reason: &str, at: Moment) -> Result<()> {
    locks::undelivered(write).await?;
    execute!(
        write,
        sqlx::query(
            "INSERT INTO undelivered (kind, guardian_id, reason, at) VALUES ('code', $1, $2, $3)
         ON CONFLICT (guardian_id) WHERE kind = 'code' DO UPDATE SET
             told = CASE WHEN undelivered.reason = excluded.reason THEN undelivered.told ELSE FALSE END,
             reason = excluded.reason, at = excluded.at",
        )
        .bind(guardian_id)
        .bind(reason)
        .bind(at)
    )?;
    Ok(())
}

/// A code has arrived: the mailbox is not dead.
pub async fn forget_code(write: &mut Write, guardian_id: &str) -> Result<()> {
    execute!(
        write,
        sqlx::query("DELETE FROM undelivered WHERE kind = 'code' AND guardian_id = $1").bind(guardian_id)
    )?;
    Ok(())
}

/// Puts all but codes back into the outbox, to be sent now. Returns how many.
pub async fn send_again(write: &mut Write, now: Moment) -> Result<u64> {
    // None is added between the two statements.
    locks::undelivered(write).await?;
    let count = execute!(
        write,
        sqlx::query(
            "INSERT INTO outbox (kind, top_up_id, guardian_id, request, language, next_try_at)
         SELECT kind, top_up_id, CASE WHEN kind IN ('email_changed', 'erasure') THEN guardian_id END, request, language, $1
         FROM undelivered WHERE kind <> 'code' ORDER BY id
         ON CONFLICT DO NOTHING",
        )
        .bind(now)
    )?;
    execute!(write, sqlx::query("DELETE FROM undelivered WHERE kind <> 'code'"))?;
    wake::announce(write, Work::Mail).await?;
    Ok(count)
}

/// The office has had a mail about these.
pub async fn set_told(write: &mut Write, up_to: i64) -> Result<()> {
    execute!(write, sqlx::query("UPDATE undelivered SET told = TRUE WHERE id <= $1").bind(up_to))?;
    Ok(())
}

const SELECT: &str = "SELECT u.id, u.kind, u.reason, u.at,
    coalesce((SELECT a.reference FROM top_ups t JOIN accounts a ON a.id = t.account_id WHERE t.id = u.top_up_id),
             (SELECT min(a.reference) FROM accounts a WHERE a.guardian_id = u.guardian_id)) AS account
    FROM undelivered u";

impl Store {
    /// The newest first. A row that cannot be read is left out, and logged.
    pub async fn undelivered(&self, untold_only: bool, limit: u32) -> Result<Vec<Undelivered>> {
        let sql = format!("{SELECT} WHERE (NOT u.told OR NOT $1) ORDER BY u.id DESC LIMIT $2");
        let rows = fetch_all!(
            self,
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(untold_only).bind(i64::from(limit))
        )?;
        Ok(Readable::all(rows, "an undelivered mail"))
    }

    pub async fn has_undelivered_code(&self, guardian_id: &str) -> Result<bool> {
        Ok(fetch_one!(
            self,
            sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM undelivered WHERE kind = 'code' AND guardian_id = $1)",
            )
            .bind(guardian_id)
        )?)
    }

    /// Those about a top-up, the oldest first.
    pub async fn undelivered_of(&self, top_up: &TopUpId) -> Result<Vec<Undelivered>> {
        let sql = format!("{SELECT} WHERE u.top_up_id = $1 ORDER BY u.id");
        let rows = fetch_all!(self, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(top_up.as_str()))?;
        Ok(Readable::all(rows, "an undelivered mail"))
    }
}
