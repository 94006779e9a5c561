//! Mail that must be sent. It is stored in the same transaction as its cause.

use contract::{CheckoutId, Language, TopUpId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::{
    Result, Store, StoreError, Write,
    columns::{TextColumn, UnknownWord},
    locks,
    wake::{self, Work},
};
use crate::clock::Moment;

/// How long a receipt waits for those of the other top-ups of its checkout: one payment is one mail. The platform may
/// report them one after the other.
const TOGETHER: Duration = Duration::from_secs(30);

/// The kind of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailKind {
    /// A top-up was credited.
    Receipt,
    /// The guardian requested the notice by e-mail.
    Notice,
    /// Somebody without access wrote to the office.
    Request,
    /// The guardian requested the receipt of a credited top-up as PDF.
    ReceiptPdf,
    /// The guardian has changed the address: to the one before.
    EmailChanged,
    /// The guardian asks the office for erasure.
    Erasure,
}

impl MailKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Notice => "notice",
            Self::Request => "request",
            Self::ReceiptPdf => "receipt_pdf",
            Self::EmailChanged => "email_changed",
            Self::Erasure => "erasure",
        }
    }
}

impl TryFrom<TextColumn> for MailKind {
    type Error = UnknownWord;
    fn try_from(TextColumn(word): TextColumn) -> std::result::Result<Self, UnknownWord> {
        match word.as_str() {
            "receipt" => Ok(Self::Receipt),
            "notice" => Ok(Self::Notice),
            "request" => Ok(Self::Request),
            "receipt_pdf" => Ok(Self::ReceiptPdf),
            "email_changed" => Ok(Self::EmailChanged),
            "erasure" => Ok(Self::Erasure),
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
#[derive(Debug)]
pub enum DueMail {
    Receipt(TopUpMail),
    Notice(TopUpMail),
    ReceiptPdf(TopUpMail),
    Request(OfficeRequest, Language),
    EmailChanged(EmailChanged, Language),
    Erasure(ErasureMail),
}

/// A change of address, for a mail to the one before. It contains an address, so it has no `Debug` that shows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChanged {
    /// The address before.
    pub email: String,
    /// Milliseconds since 1970.
    pub at: i64,
}

impl std::fmt::Debug for EmailChanged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmailChanged").finish_non_exhaustive()
    }
}

/// A guardian's wish to be erased, as it is stored. The guardian is another column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureAsked {
    pub reference: String,
    /// Milliseconds since 1970.
    pub at: i64,
}

/// The same with the guardian as they are now, for the office.
pub struct ErasureMail {
    pub guardian_id: String,
    pub name: String,
    pub email: String,
    pub asked: ErasureAsked,
}

impl std::fmt::Debug for ErasureMail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ErasureMail").finish_non_exhaustive()
    }
}

/// A mail about a top-up, to its guardian.
#[derive(Debug)]
pub struct TopUpMail {
    pub top_up_id: TopUpId,
    /// The last visit of the top-up to the payment page.
    pub checkout_id: Option<String>,
    /// The guardian's current address.
    pub email: String,
    pub language: Language,
    /// The account's current balance, whole cents.
    pub balance_cents: i64,
}

/// What somebody without access writes to the office. It contains names, so it has no `Debug` that shows them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeRequest {
    pub name: String,
    pub child: String,
    pub school: String,
    pub email: String,
    /// May be empty.
    pub message: String,
}

impl std::fmt::Debug for OfficeRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfficeRequest").finish_non_exhaustive()
    }
}

/// A receipt in the guardian's language. A top-up has one. It waits if other top-ups of the same checkout may be
/// credited next; the last one sends all.
pub async fn add_receipt(
    write: &mut Write,
    top_up_id: &TopUpId,
    checkout_id: Option<&CheckoutId>,
    now: Moment,
) -> Result<()> {
    if let Some(checkout_id) = checkout_id {
        // Two of them that are credited at once would each wait for the other.
        locks::checkout(write, checkout_id).await?;
    }
    let due = match checkout_id {
        Some(checkout_id) if others_follow(write, top_up_id, checkout_id).await? => now.plus(TOGETHER),
        _ => now,
    };
    execute!(write, sqlx::query(
        "INSERT INTO outbox (kind, top_up_id, next_try_at) VALUES ('receipt', $1, $2) ON CONFLICT DO NOTHING",
    )
    .bind(top_up_id.as_str())
    .bind(due)
    )?;
    if let Some(checkout_id) = checkout_id.filter(|_| due == now) {
        execute!(
            write,
            sqlx::query(
                "UPDATE outbox SET next_try_at = $1 WHERE kind = 'receipt' AND tries = 0 AND top_up_id IN
                 (SELECT top_up_id FROM checkout_items WHERE checkout_id = $2)",
            )
            .bind(now)
            .bind(checkout_id.as_str())
        )?;
    }
    if due == now {
        wake::announce(write, Work::Mail).await?;
    }
    Ok(())
}

async fn others_follow(write: &mut Write, top_up_id: &TopUpId, checkout_id: &CheckoutId) -> Result<bool> {
    Ok(fetch_one!(
        write,
        sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM checkout_items i JOIN top_ups t ON t.id = i.top_up_id
             WHERE i.checkout_id = $1 AND t.checkout_id = i.checkout_id AND t.id <> $2
             AND t.state IN ('in_progress', 'paid'))",
        )
        .bind(checkout_id.as_str())
        .bind(top_up_id.as_str())
    )?)
}

/// A mail with a PDF about a top-up, in the language of the request. Each request is another mail.
pub async fn add_pdf(
    write: &mut Write,
    kind: MailKind,
    top_up_id: &TopUpId,
    language: Language,
    now: Moment,
) -> Result<()> {
    execute!(
        write,
        sqlx::query("INSERT INTO outbox (kind, top_up_id, language, next_try_at) VALUES ($1, $2, $3, $4)")
            .bind(kind.word())
            .bind(top_up_id.as_str())
            .bind(language.tag())
            .bind(now)
    )?;
    wake::announce(write, Work::Mail).await
}

/// A request to the office, from a page in this language.
pub async fn add_request(
    write: &mut Write,
    request: &OfficeRequest,
    language: Language,
    now: Moment,
) -> Result<()> {
    let json =
        serde_json::to_string(request).map_err(|_| StoreError::Corrupt("a request cannot be written"))?;
    execute!(
        write,
        sqlx::query(
            "INSERT INTO outbox (kind, request, language, next_try_at) VALUES ('request', $1, $2, $3)"
        )
        .bind(json)
        .bind(language.tag())
        .bind(now)
    )?;
    wake::announce(write, Work::Mail).await
}

/// A mail to the address that a guardian had before.
pub async fn add_email_changed(
    write: &mut Write,
    guardian_id: &str,
    changed: &EmailChanged,
    now: Moment,
) -> Result<()> {
    add_about_guardian(write, MailKind::EmailChanged, guardian_id, changed, now).await
}

/// A mail to the office.
pub async fn add_erasure(
    write: &mut Write,
    guardian_id: &str,
    asked: &ErasureAsked,
    now: Moment,
) -> Result<()> {
    add_about_guardian(write, MailKind::Erasure, guardian_id, asked, now).await
}

async fn add_about_guardian(
    write: &mut Write,
    kind: MailKind,
    guardian_id: &str,
    content: &impl Serialize,
    now: Moment,
) -> Result<()> {
    let json = serde_json::to_string(content).map_err(|_| StoreError::Corrupt("a mail cannot be written"))?;
    execute!(
        write,
        sqlx::query("INSERT INTO outbox (kind, guardian_id, request, next_try_at) VALUES ($1, $2, $3, $4)")
            .bind(kind.word())
            .bind(guardian_id)
            .bind(json)
            .bind(now)
    )?;
    wake::announce(write, Work::Mail).await
}

/// Takes mails that are due until this moment. False if another gateway has taken or sent one of them; then the write must
/// not be committed.
pub async fn claim(write: &mut Write, ids: &[i64], now: Moment, until: Moment) -> Result<bool> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    for id in ids {
        let claimed = execute!(write, sqlx::query(
            "UPDATE outbox SET claimed_until = $1 WHERE id = $2 AND claimed_until <= $3 AND next_try_at <= $3",
        ).bind(until).bind(id).bind(now))?;
        if claimed == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Goes on with mails that this gateway has taken.
pub async fn renew(write: &mut Write, ids: &[i64], until: Moment) -> Result<()> {
    for id in ids {
        execute!(
            write,
            sqlx::query("UPDATE outbox SET claimed_until = $1 WHERE id = $2").bind(until).bind(id)
        )?;
    }
    Ok(())
}

/// Sent, or no longer needed.
pub async fn remove(write: &mut Write, id: i64) -> Result<()> {
    execute!(write, sqlx::query("DELETE FROM outbox WHERE id = $1").bind(id))?;
    Ok(())
}

pub async fn postpone(write: &mut Write, id: i64, until: Moment) -> Result<()> {
    execute!(
        write,
        sqlx::query("UPDATE outbox SET tries = tries + 1, next_try_at = $1, claimed_until = 0 WHERE id = $2")
            .bind(until)
            .bind(id)
    )?;
    Ok(())
}

/// A row of the outbox, with what its mail is about.
#[derive(sqlx::FromRow)]
struct OutboxRow {
    id: i64,
    kind: String,
    tries: i64,
    request: Option<String>,
    top_up_id: Option<String>,
    checkout_id: Option<String>,
    guardian_id: Option<String>,
    name: Option<String>,
    email: Option<String>,
    language: Option<String>,
    balance_cents: Option<i64>,
}

impl OutboxRow {
    fn mail(self) -> Result<DueMail> {
        let kind =
            MailKind::try_from(TextColumn(self.kind)).map_err(|_| StoreError::Corrupt("a mail's kind"))?;
        let language = self.language.ok_or(StoreError::Corrupt("a mail without a language"))?;
        let language = Language::from(TextColumn(language));
        match kind {
            MailKind::Request => {
                let request = content(self.request.as_deref(), "a request to the office")?;
                return Ok(DueMail::Request(request, language));
            }
            MailKind::EmailChanged => {
                let changed = content(self.request.as_deref(), "a change of address")?;
                return Ok(DueMail::EmailChanged(changed, language));
            }
            MailKind::Erasure => {
                let asked = content(self.request.as_deref(), "a request for erasure")?;
                let (Some(guardian_id), Some(name), Some(email)) = (self.guardian_id, self.name, self.email)
                else {
                    return Err(StoreError::Corrupt("a mail without its guardian"));
                };
                return Ok(DueMail::Erasure(ErasureMail { guardian_id, name, email, asked }));
            }
            MailKind::Receipt | MailKind::Notice | MailKind::ReceiptPdf => {}
        }
        let (Some(top_up_id), Some(email), Some(balance_cents)) =
            (self.top_up_id, self.email, self.balance_cents)
        else {
            return Err(StoreError::Corrupt("a mail without its top-up"));
        };
        let top_up_id = top_up_id.parse().map_err(|_| StoreError::Corrupt("top-up id"))?;
        let mail = TopUpMail { top_up_id, checkout_id: self.checkout_id, email, language, balance_cents };
        match kind {
            MailKind::Receipt => Ok(DueMail::Receipt(mail)),
            MailKind::Notice => Ok(DueMail::Notice(mail)),
            MailKind::ReceiptPdf => Ok(DueMail::ReceiptPdf(mail)),
            MailKind::Request | MailKind::EmailChanged | MailKind::Erasure => {
                Err(StoreError::Corrupt("a mail about a top-up"))
            }
        }
    }
}

/// What is stored as JSON.
fn content<T: for<'de> Deserialize<'de>>(json: Option<&str>, what: &'static str) -> Result<T> {
    json.and_then(|json| serde_json::from_str(json).ok()).ok_or(StoreError::Corrupt(what))
}

impl Store {
    /// The mails that are due, the longest waiting first.
    pub async fn mails_due(&self, now: Moment, limit: u32) -> Result<Vec<DueRow>> {
        let rows: Vec<OutboxRow> = fetch_all!(self, sqlx::query_as(
            "SELECT o.id, o.kind, o.tries, o.top_up_id, o.request, t.checkout_id, g.id AS guardian_id, g.name, g.email,
                    coalesce(g.mail_language, o.language, g.language) AS language,
                    a.imported_balance_cents + a.credited_cents AS balance_cents
             FROM outbox o LEFT JOIN top_ups t ON t.id = o.top_up_id LEFT JOIN accounts a ON a.id = t.account_id
             LEFT JOIN guardians g ON g.id = coalesce(o.guardian_id, t.guardian_id)
             WHERE o.next_try_at <= $1 AND o.claimed_until <= $1 ORDER BY o.next_try_at, o.id LIMIT $2",
        ).bind(now).bind(i64::from(limit)))?;
        let due = |row: OutboxRow| DueRow {
            id: row.id,
            tries: u32::try_from(row.tries).unwrap_or(u32::MAX),
            mail: row.mail(),
        };
        Ok(rows.into_iter().map(due).collect())
    }
}
