//! Top-ups and their credits.

use contract::{AccountId, Anomaly, AttemptOutcome, CheckoutId, Date, TopUpId, TopUpState};
use pagopa::{Amount, FiscalCode, NoticeNumber};
use sqlx::{FromRow, Row as _, sqlite::SqliteRow};

use super::{
    Result, Store, StoreError, Write,
    accounts::{GUARDIAN, Guardian},
    columns::{Cents, OptionalText, TextColumn, anomaly_word, state_word},
};
use crate::clock::Moment;

/// A top-up with the data of its account. It contains names of people, so it has no `Debug`.
#[derive(Clone, FromRow)]
pub struct TopUpRow {
    #[sqlx(try_from = "String")]
    pub id: TopUpId,
    pub guardian_id: String,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    #[sqlx(json)]
    pub children: Vec<String>,
    pub service: String,
    #[sqlx(rename = "amount_cents", try_from = "Cents")]
    pub amount: Amount,
    #[sqlx(try_from = "TextColumn")]
    pub state: TopUpState,
    #[sqlx(try_from = "OptionalText")]
    pub anomaly: Option<Anomaly>,
    pub created_at: Moment,
    #[sqlx(try_from = "String")]
    pub due_date: Date,
    #[sqlx(try_from = "TextColumn")]
    pub notice_number: NoticeNumber,
    pub iupd: String,
    pub subject: String,
    #[sqlx(rename = "fiscal_code", try_from = "TextColumn")]
    pub debtor_code: FiscalCode,
    #[sqlx(rename = "name")]
    pub debtor_name: String,
    pub paid_at: Option<Moment>,
    pub credited_at: Option<Moment>,
    pub checked_at: Option<Moment>,
    pub silent: bool,
    /// Answers of the platform since the last change.
    pub checks: u32,
    /// Questions in a row that had no answer.
    pub failures: u32,
    /// Cancelled here, but the platform has not been seen to agree.
    pub unconfirmed: bool,
    #[sqlx(flatten, try_from = "LastAttempt")]
    pub attempt: Option<AttemptRow>,
}

/// The last visit to the payment page.
#[derive(Debug, Clone, FromRow)]
pub struct AttemptRow {
    #[sqlx(try_from = "String")]
    pub checkout_id: CheckoutId,
    pub redirect_url: String,
    pub opened_at: Moment,
    pub expires_at: Moment,
    #[sqlx(try_from = "OptionalText")]
    pub outcome: Option<AttemptOutcome>,
    pub returned_at: Option<Moment>,
}

/// The columns of an [`AttemptRow`], which are NULL together.
pub struct LastAttempt(Option<AttemptRow>);

impl FromRow<'_, SqliteRow> for LastAttempt {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let checkout: Option<&str> = row.try_get("checkout_id")?;
        checkout.map(|_| AttemptRow::from_row(row)).transpose().map(Self)
    }
}

impl From<LastAttempt> for Option<AttemptRow> {
    fn from(LastAttempt(attempt): LastAttempt) -> Self {
        attempt
    }
}

/// A top-up that is about to be stored.
pub struct NewRow<'a> {
    pub id: &'a TopUpId,
    pub guardian_id: &'a str,
    pub account_id: &'a AccountId,
    pub amount: Amount,
    pub created_at: Moment,
    pub due_date: &'a Date,
    pub notice_number: NoticeNumber,
    pub iupd: &'a str,
    pub subject: &'a str,
    pub next_check_at: Moment,
}

/// Each top-up has a guardian: it is a left join so that a page of the history is read from `top_ups` on, in its order.
const SELECT: &str =
    "SELECT t.id, t.guardian_id, t.account_id, a.children, a.service, t.amount_cents, t.state,
    t.created_at, t.due_date, t.notice_number, t.iupd, t.subject, t.paid_at, t.credited_at, t.checked_at,
    t.silent, t.checks, t.failures, t.unconfirmed, t.anomaly, t.checkout_id, c.redirect_url, c.opened_at, c.expires_at, c.outcome, c.returned_at,
    g.fiscal_code, g.name
    FROM top_ups t JOIN accounts a ON a.id = t.account_id LEFT JOIN guardians g ON g.id = t.guardian_id
    LEFT JOIN checkouts c ON c.id = t.checkout_id";

const OPEN_CENTS: &str = "SELECT coalesce(sum(amount_cents), 0) FROM top_ups WHERE account_id = ?
    AND state IN ('opening', 'unpaid', 'in_progress')";

impl Store {
    /// The top-up, if it is this guardian's.
    pub async fn top_up_of(&self, guardian_id: &str, id: &TopUpId) -> Result<Option<TopUpRow>> {
        let sql = format!("{SELECT} WHERE t.id = ? AND t.guardian_id = ?");
        let top_up = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).bind(guardian_id);
        Ok(top_up.fetch_optional(self.readers()).await?)
    }

    /// The top-up of any guardian: for readers with its notice's key, and for jobs.
    pub async fn top_up(&self, id: &TopUpId) -> Result<Option<TopUpRow>> {
        let sql = format!("{SELECT} WHERE t.id = ?");
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).fetch_optional(self.readers()).await?)
    }

    /// A top-up and its guardian, for the platform.
    pub async fn top_up_and_guardian(&self, id: &TopUpId) -> Result<(TopUpRow, Guardian)> {
        let sql = format!("{SELECT} WHERE t.id = ?");
        let top_up = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str());
        let top_up: TopUpRow = top_up.fetch_one(self.readers()).await?;
        let sql = format!("{GUARDIAN} WHERE id = ?");
        let guardian = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(&top_up.guardian_id);
        let guardian = guardian.fetch_one(self.readers()).await?;
        Ok((top_up, guardian))
    }

    /// Newest first, from `before` (exclusive) on.
    pub async fn history(
        &self,
        guardian_id: &str,
        before: Option<&TopUpId>,
        limit: u32,
    ) -> Result<Vec<TopUpRow>> {
        // No id is greater than 26 times Z, so the first page needs no statement of its own.
        let before = before.map_or("ZZZZZZZZZZZZZZZZZZZZZZZZZZ", TopUpId::as_str);
        let sql = format!("{SELECT} WHERE t.guardian_id = ? AND t.id < ? ORDER BY t.id DESC LIMIT ?");
        let top_ups = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(guardian_id).bind(before).bind(limit);
        Ok(top_ups.fetch_all(self.readers()).await?)
    }

    /// Those that are due to be read again at the platform, the longest waiting first.
    pub async fn due(&self, now: Moment, limit: u32) -> Result<Vec<TopUpRow>> {
        let sql = format!("{SELECT} WHERE t.next_check_at <= ? ORDER BY t.next_check_at LIMIT ?");
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(now).bind(limit).fetch_all(self.readers()).await?)
    }

    /// Cents of all open top-ups of an account, read outside any write.
    pub async fn open_cents_of(&self, account: &AccountId) -> Result<i64> {
        Ok(sqlx::query_scalar(OPEN_CENTS).bind(account.as_str()).fetch_one(self.readers()).await?)
    }

    /// Those of one checkout, in the cart's order.
    pub async fn top_ups_of_checkout(&self, id: &CheckoutId) -> Result<Vec<TopUpRow>> {
        let sql = format!(
            "{SELECT} JOIN checkout_items i ON i.top_up_id = t.id WHERE i.checkout_id = ? ORDER BY i.position"
        );
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).fetch_all(self.readers()).await?)
    }
}

/// Inside this write.
pub async fn get(write: &mut Write, id: &TopUpId) -> Result<Option<TopUpRow>> {
    let sql = format!("{SELECT} WHERE t.id = ?");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).fetch_optional(&mut **write).await?)
}

/// Those of one checkout, inside this write.
pub async fn of_checkout(write: &mut Write, id: &CheckoutId) -> Result<Vec<TopUpRow>> {
    let sql = format!("{SELECT} JOIN checkout_items i ON i.top_up_id = t.id WHERE i.checkout_id = ?");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).fetch_all(&mut **write).await?)
}

pub async fn insert(write: &mut Write, new: &NewRow<'_>) -> Result<()> {
    sqlx::query(
        "INSERT INTO top_ups (id, guardian_id, account_id, amount_cents, state, created_at, due_date,
                              notice_number, iupd, subject, next_check_at)
         VALUES (?, ?, ?, ?, 'opening', ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.id.as_str())
    .bind(new.guardian_id)
    .bind(new.account_id.as_str())
    .bind(Cents::from(new.amount))
    .bind(new.created_at)
    .bind(new.due_date.as_str())
    .bind(new.notice_number.to_string())
    .bind(new.iupd)
    .bind(new.subject)
    .bind(new.next_check_at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Stores a top-up that the platform has and this database had not. It is payable until the platform is read.
pub async fn insert_found(write: &mut Write, new: &NewRow<'_>, now: Moment) -> Result<()> {
    insert(write, new).await?;
    sqlx::query("UPDATE top_ups SET state = ?, found_at = ? WHERE id = ?")
        .bind(state_word(TopUpState::Unpaid))
        .bind(now)
        .bind(new.id.as_str())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// An open top-up of the same account and amount, the newest.
pub async fn open_equal(write: &mut Write, account: &AccountId, of: Amount) -> Result<Option<TopUpId>> {
    let id: Option<String> = sqlx::query_scalar(
        "SELECT id FROM top_ups WHERE account_id = ? AND amount_cents = ?
         AND state IN ('opening', 'unpaid', 'in_progress') ORDER BY id DESC LIMIT 1",
    )
    .bind(account.as_str())
    .bind(Cents::from(of))
    .fetch_optional(&mut **write)
    .await?;
    id.map(|id| id.parse().map_err(|_| StoreError::Corrupt("top-up id"))).transpose()
}

/// Cents of all open top-ups of an account: they count against the cap on its balance.
pub async fn open_cents(write: &mut Write, account: &AccountId) -> Result<i64> {
    Ok(sqlx::query_scalar(OPEN_CENTS).bind(account.as_str()).fetch_one(&mut **write).await?)
}

/// Stores the changes of a transition.
pub async fn save(write: &mut Write, row: &TopUpRow, next_check_at: Option<Moment>) -> Result<()> {
    sqlx::query(
        "UPDATE top_ups SET state = ?, anomaly = ?, due_date = ?, notice_number = ?, paid_at = ?, credited_at = ?,
                checked_at = ?, silent = ?, checks = ?, failures = ?, unconfirmed = ?, next_check_at = ?,
                checkout_id = ? WHERE id = ?",
    )
    .bind(state_word(row.state))
    .bind(row.anomaly.map(anomaly_word))
    .bind(row.due_date.as_str())
    .bind(row.notice_number.to_string())
    .bind(row.paid_at)
    .bind(row.credited_at)
    .bind(row.checked_at)
    .bind(row.silent)
    .bind(row.checks)
    .bind(row.failures)
    .bind(row.unconfirmed)
    .bind(next_check_at)
    .bind(row.attempt.as_ref().map(|attempt| attempt.checkout_id.as_str()))
    .bind(row.id.as_str())
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// What became of a credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credit {
    Done,
    /// This top-up has been credited before.
    Already,
    /// The receipt has credited another top-up.
    ReceiptOfAnother,
}

/// Credits the account unless this top-up or this receipt has been credited before.
pub async fn credit(
    write: &mut Write,
    row: &TopUpRow,
    receipt_id: &str,
    paid: Option<Moment>,
    now: Moment,
) -> Result<Credit> {
    let inserted = sqlx::query(
        "INSERT INTO credits (top_up_id, receipt_id, account_id, amount_cents, paid_at, credited_at)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(row.id.as_str())
    .bind(receipt_id)
    .bind(row.account_id.as_str())
    .bind(Cents::from(row.amount))
    .bind(paid)
    .bind(now)
    .execute(&mut **write)
    .await?
    .rows_affected();
    if inserted == 0 {
        let own = sqlx::query("SELECT 1 FROM credits WHERE top_up_id = ?").bind(row.id.as_str());
        let own = own.fetch_optional(&mut **write).await?;
        return Ok(if own.is_some() { Credit::Already } else { Credit::ReceiptOfAnother });
    }
    sqlx::query("UPDATE accounts SET credited_cents = credited_cents + ? WHERE id = ?")
        .bind(Cents::from(row.amount))
        .bind(row.account_id.as_str())
        .execute(&mut **write)
        .await?;
    Ok(Credit::Done)
}
