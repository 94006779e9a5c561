//! Top-ups and the credits they end in.

use contract::{AccountId, AttemptOutcome, CheckoutId, Date, TopUpId, TopUpState};
use pagopa::{Amount, FiscalCode, NoticeNumber};
use sqlx::{Row, sqlite::SqliteRow};

use super::{
    Result, Store, StoreError, Write,
    accounts::{Guardian, amount, cents, children, guardian},
};
use crate::clock::Moment;

/// A top-up with what is shown beside it. Names of people are in it: it has no `Debug`.
#[derive(Clone)]
pub struct TopUpRow {
    pub id: TopUpId,
    pub guardian_id: String,
    pub account_id: AccountId,
    pub children: Vec<String>,
    pub service: String,
    pub amount: Amount,
    pub state: TopUpState,
    pub created_at: Moment,
    pub due_date: Date,
    pub notice_number: NoticeNumber,
    pub iupd: String,
    pub subject: String,
    pub debtor_code: FiscalCode,
    pub debtor_name: String,
    pub paid_at: Option<Moment>,
    pub credited_at: Option<Moment>,
    pub checked_at: Option<Moment>,
    pub silent: bool,
    pub checks: u32,
    pub attempt: Option<AttemptRow>,
}

/// The last visit to the payment page.
#[derive(Debug, Clone)]
pub struct AttemptRow {
    pub checkout_id: CheckoutId,
    pub redirect_url: String,
    pub opened_at: Moment,
    pub expires_at: Moment,
    pub outcome: Option<AttemptOutcome>,
    pub returned_at: Option<Moment>,
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

macro_rules! stored_words {
    ($to:ident, $from:ident, $type:ty, $($variant:path = $word:literal),* $(,)?) => {
        pub(super) const fn $to(value: $type) -> &'static str {
            match value { $($variant => $word),* }
        }
        pub(super) fn $from(word: &str) -> Result<$type> {
            match word {
                $($word => Ok($variant),)*
                _ => Err(StoreError::Corrupt(concat!(stringify!($type), " is not a known word"))),
            }
        }
    };
}
stored_words!(
    state_word,
    state_of,
    TopUpState,
    TopUpState::Opening = "opening",
    TopUpState::Unpaid = "unpaid",
    TopUpState::InProgress = "in_progress",
    TopUpState::Paid = "paid",
    TopUpState::Credited = "credited",
    TopUpState::Expired = "expired",
    TopUpState::Cancelled = "cancelled",
    TopUpState::Anomalous = "anomalous",
);
stored_words!(
    outcome_word,
    outcome_of,
    AttemptOutcome,
    AttemptOutcome::Ok = "ok",
    AttemptOutcome::Cancel = "cancel",
    AttemptOutcome::Error = "error",
    AttemptOutcome::Waiting = "waiting",
);

/// Each top-up has a guardian: it is a left join so that a page of the history is read from `top_ups` on, in its order.
const SELECT: &str =
    "SELECT t.id, t.guardian_id, t.account_id, a.children, a.service, t.amount_cents, t.state,
    t.created_at, t.due_date, t.notice_number, t.iupd, t.subject, t.paid_at, t.credited_at, t.checked_at,
    t.silent, t.checks, t.checkout_id, c.redirect_url, c.opened_at, c.expires_at, c.outcome, c.returned_at,
    g.fiscal_code, g.name
    FROM top_ups t JOIN accounts a ON a.id = t.account_id LEFT JOIN guardians g ON g.id = t.guardian_id
    LEFT JOIN checkouts c ON c.id = t.checkout_id";

const OPEN_CENTS: &str = "SELECT coalesce(sum(amount_cents), 0) FROM top_ups WHERE account_id = ?
    AND state IN ('opening', 'unpaid', 'in_progress')";

fn moment(row: &SqliteRow, column: &str) -> Result<Option<Moment>> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(Moment::from_millis))
}

fn attempt(row: &SqliteRow) -> Result<Option<AttemptRow>> {
    let Some(id) = row.try_get::<Option<String>, _>("checkout_id")? else { return Ok(None) };
    let outcome: Option<String> = row.try_get("outcome")?;
    Ok(Some(AttemptRow {
        checkout_id: id.parse().map_err(|_| StoreError::Corrupt("checkout id"))?,
        redirect_url: row.try_get("redirect_url")?,
        opened_at: Moment::from_millis(row.try_get("opened_at")?),
        expires_at: Moment::from_millis(row.try_get("expires_at")?),
        outcome: outcome.as_deref().map(outcome_of).transpose()?,
        returned_at: moment(row, "returned_at")?,
    }))
}

fn top_up(row: &SqliteRow) -> Result<TopUpRow> {
    let text = |column: &str| row.try_get::<String, _>(column);
    Ok(TopUpRow {
        id: text("id")?.parse().map_err(|_| StoreError::Corrupt("top-up id"))?,
        guardian_id: text("guardian_id")?,
        account_id: text("account_id")?.parse().map_err(|_| StoreError::Corrupt("account id"))?,
        children: children(row)?,
        service: text("service")?,
        amount: amount(row.try_get("amount_cents")?)?,
        state: state_of(&text("state")?)?,
        created_at: Moment::from_millis(row.try_get("created_at")?),
        due_date: text("due_date")?.try_into().map_err(|_| StoreError::Corrupt("due date"))?,
        notice_number: text("notice_number")?.parse().map_err(|_| StoreError::Corrupt("notice number"))?,
        iupd: text("iupd")?,
        subject: text("subject")?,
        debtor_code: text("fiscal_code")?.parse().map_err(|_| StoreError::Corrupt("fiscal_code"))?,
        debtor_name: text("name")?,
        paid_at: moment(row, "paid_at")?,
        credited_at: moment(row, "credited_at")?,
        checked_at: moment(row, "checked_at")?,
        silent: row.try_get("silent")?,
        checks: row.try_get("checks")?,
        attempt: attempt(row)?,
    })
}

impl Store {
    /// The top-up, if it is this guardian's.
    pub async fn top_up_of(&self, guardian_id: &str, id: &TopUpId) -> Result<Option<TopUpRow>> {
        let sql = format!("{SELECT} WHERE t.id = ? AND t.guardian_id = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id.as_str())
            .bind(guardian_id)
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(top_up).transpose()
    }

    /// The top-up, whosever it is: for those who hold its notice's key.
    pub async fn top_up(&self, id: &TopUpId) -> Result<Option<TopUpRow>> {
        let sql = format!("{SELECT} WHERE t.id = ?");
        let row =
            sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).fetch_optional(self.readers()).await?;
        row.as_ref().map(top_up).transpose()
    }

    /// A top-up and whose it is, for the platform.
    pub async fn top_up_and_guardian(&self, id: &TopUpId) -> Result<(TopUpRow, Guardian)> {
        let sql = format!("{SELECT} WHERE t.id = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).fetch_one(self.readers()).await?;
        let row = top_up(&row)?;
        let owner = sqlx::query(
            "SELECT id AS guardian_id, email, fiscal_code, name, language FROM guardians WHERE id = ?",
        )
        .bind(&row.guardian_id)
        .fetch_one(self.readers())
        .await?;
        Ok((row, guardian(&owner)?))
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
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(guardian_id)
            .bind(before)
            .bind(limit)
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(top_up).collect()
    }

    /// Those whose turn has come to be read again, the longest waiting first.
    pub async fn due(&self, now: Moment, limit: u32) -> Result<Vec<TopUpRow>> {
        let sql = format!("{SELECT} WHERE t.next_check_at <= ? ORDER BY t.next_check_at LIMIT ?");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(now.millis())
            .bind(limit)
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(top_up).collect()
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
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).fetch_all(self.readers()).await?;
        rows.iter().map(top_up).collect()
    }
}

/// As it is inside this write.
pub async fn get(write: &mut Write, id: &TopUpId) -> Result<Option<TopUpRow>> {
    let sql = format!("{SELECT} WHERE t.id = ?");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).fetch_optional(&mut **write).await?;
    row.as_ref().map(top_up).transpose()
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
    .bind(cents(new.amount))
    .bind(new.created_at.millis())
    .bind(new.due_date.as_str())
    .bind(new.notice_number.to_string())
    .bind(new.iupd)
    .bind(new.subject)
    .bind(new.next_check_at.millis())
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
    .bind(cents(of))
    .fetch_optional(&mut **write)
    .await?;
    id.map(|id| id.parse().map_err(|_| StoreError::Corrupt("top-up id"))).transpose()
}

/// Cents of all open top-ups of an account: they count against the cap on its balance.
pub async fn open_cents(write: &mut Write, account: &AccountId) -> Result<i64> {
    Ok(sqlx::query_scalar(OPEN_CENTS).bind(account.as_str()).fetch_one(&mut **write).await?)
}

/// Writes what a step of its life changed.
pub async fn save(write: &mut Write, row: &TopUpRow, next_check_at: Option<Moment>) -> Result<()> {
    sqlx::query(
        "UPDATE top_ups SET state = ?, notice_number = ?, paid_at = ?, credited_at = ?, checked_at = ?, silent = ?,
                checks = ?, next_check_at = ?, checkout_id = ? WHERE id = ?",
    )
    .bind(state_word(row.state))
    .bind(row.notice_number.to_string())
    .bind(row.paid_at.map(Moment::millis))
    .bind(row.credited_at.map(Moment::millis))
    .bind(row.checked_at.map(Moment::millis))
    .bind(row.silent)
    .bind(row.checks)
    .bind(next_check_at.map(Moment::millis))
    .bind(row.attempt.as_ref().map(|attempt| attempt.checkout_id.as_str()))
    .bind(row.id.as_str())
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Credits the account unless this top-up or this receipt has been credited before. True when it did.
pub async fn credit(
    write: &mut Write,
    row: &TopUpRow,
    receipt_id: &str,
    paid: Moment,
    now: Moment,
) -> Result<bool> {
    let inserted = sqlx::query(
        "INSERT INTO credits (top_up_id, receipt_id, account_id, amount_cents, paid_at, credited_at)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(row.id.as_str())
    .bind(receipt_id)
    .bind(row.account_id.as_str())
    .bind(cents(row.amount))
    .bind(paid.millis())
    .bind(now.millis())
    .execute(&mut **write)
    .await?
    .rows_affected();
    if inserted == 0 {
        return Ok(false);
    }
    sqlx::query("UPDATE accounts SET credited_cents = credited_cents + ? WHERE id = ?")
        .bind(cents(row.amount))
        .bind(row.account_id.as_str())
        .execute(&mut **write)
        .await?;
    Ok(true)
}
