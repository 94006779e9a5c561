//! Mail that must be sent. It is stored in the same transaction as its cause.

use contract::{Language, TopUpId};
use sqlx::{FromRow as _, Row as _};

use super::{
    Result, Store, StoreError, Write,
    columns::{TextColumn, UnknownWord},
};
use crate::clock::Moment;

/// The kind of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailKind {
    /// A top-up was credited.
    Receipt,
    /// The guardian requested the notice by e-mail.
    Notice,
}

impl TryFrom<TextColumn> for MailKind {
    type Error = UnknownWord;
    fn try_from(TextColumn(word): TextColumn) -> std::result::Result<Self, UnknownWord> {
        match word.as_str() {
            "receipt" => Ok(Self::Receipt),
            "notice" => Ok(Self::Notice),
            _ => Err(UnknownWord),
        }
    }
}

/// A row of the outbox that is due.
#[derive(Debug)]
pub struct DueRow {
    pub id: i64,
    pub tries: u32,
    /// An error if a value cannot be read. Other mails are not affected.
    pub mail: Result<DueMail>,
}

/// A mail that is due.
#[derive(Debug, sqlx::FromRow)]
pub struct DueMail {
    pub id: i64,
    #[sqlx(try_from = "TextColumn")]
    pub kind: MailKind,
    #[sqlx(try_from = "String")]
    pub top_up_id: TopUpId,
    /// The guardian's current address.
    pub email: String,
    #[sqlx(try_from = "TextColumn")]
    pub language: Language,
    /// The account's current balance, whole cents.
    pub balance_cents: i64,
}

/// A receipt in the guardian's language. A top-up has one.
pub async fn add_receipt(write: &mut Write, top_up_id: &TopUpId, now: Moment) -> Result<()> {
    sqlx::query(
        "INSERT INTO outbox (kind, top_up_id, next_try_at) VALUES ('receipt', ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(top_up_id.as_str())
    .bind(now)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// A notice in the language of the request. Each request is another mail.
pub async fn add_notice(
    write: &mut Write,
    top_up_id: &TopUpId,
    language: Language,
    now: Moment,
) -> Result<()> {
    sqlx::query("INSERT INTO outbox (kind, top_up_id, language, next_try_at) VALUES ('notice', ?, ?, ?)")
        .bind(top_up_id.as_str())
        .bind(language.tag())
        .bind(now)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Sent, or no longer needed.
pub async fn remove(write: &mut Write, id: i64) -> Result<()> {
    sqlx::query("DELETE FROM outbox WHERE id = ?").bind(id).execute(&mut **write).await?;
    Ok(())
}

pub async fn postpone(write: &mut Write, id: i64, until: Moment) -> Result<()> {
    sqlx::query("UPDATE outbox SET tries = tries + 1, next_try_at = ? WHERE id = ?")
        .bind(until)
        .bind(id)
        .execute(&mut **write)
        .await?;
    Ok(())
}

impl Store {
    /// The mails that are due, the longest waiting first.
    pub async fn mails_due(&self, now: Moment, limit: u32) -> Result<Vec<DueRow>> {
        let due = sqlx::query(
            "SELECT o.id, o.kind, o.tries, o.top_up_id, g.email, coalesce(o.language, g.language) AS language,
                    a.imported_balance_cents + a.credited_cents AS balance_cents
             FROM outbox o JOIN top_ups t ON t.id = o.top_up_id JOIN accounts a ON a.id = t.account_id
             JOIN guardians g ON g.id = t.guardian_id
             WHERE o.next_try_at <= ? ORDER BY o.next_try_at, o.id LIMIT ?",
        );
        let rows = due.bind(now).bind(limit).fetch_all(self.readers()).await?;
        let rows = rows.iter().map(|row| {
            let mail = DueMail::from_row(row).map_err(StoreError::from);
            Ok(DueRow { id: row.try_get("id")?, tries: row.try_get("tries")?, mail })
        });
        rows.collect()
    }
}
