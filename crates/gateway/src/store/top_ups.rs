//! Top-ups. Their credits are in `credits`.

use contract::{
    AccountId, Anomaly, AttemptOutcome, CheckoutId, Date, MovementFilter, PaymentMeans, TopUpId, TopUpState,
};
use pagopa::{Amount, NoticeNumber, PersonCode};
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};
use std::time::Duration;
use ulid::Ulid;

use super::{
    Engine, Result, Store, StoreError, Write,
    accounts::{GUARDIAN, Guardian},
    columns::{Cents, OptionalText, TextColumn, anomaly_word, state_word},
    locks,
    movements::Stretch,
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
    /// The account's number at the office.
    pub reference: String,
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
    pub debtor_code: PersonCode,
    #[sqlx(rename = "name")]
    pub debtor_name: String,
    pub paid_at: Option<Moment>,
    pub credited_at: Option<Moment>,
    /// The credit's receipt, and the balance right after it.
    pub receipt_id: Option<String>,
    pub balance_after_cents: Option<i64>,
    /// How it was paid, and at which payment service provider, if the platform has said so.
    #[sqlx(try_from = "OptionalText")]
    pub means: Option<PaymentMeans>,
    pub provider: Option<String>,
    pub checked_at: Option<Moment>,
    pub silent: bool,
    /// Answers of the platform since the last change.
    #[sqlx(try_from = "i64")]
    pub checks: u32,
    /// Questions in a row that had no answer.
    #[sqlx(try_from = "i64")]
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

impl<'r, R: Row> FromRow<'r, R> for LastAttempt
where
    &'r str: ColumnIndex<R>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
    AttemptRow: FromRow<'r, R>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        let checkout: Option<String> = row.try_get("checkout_id")?;
        checkout.map(|_| AttemptRow::from_row(row)).transpose().map(Self)
    }
}

impl From<LastAttempt> for Option<AttemptRow> {
    fn from(LastAttempt(attempt): LastAttempt) -> Self {
        attempt
    }
}

/// A top-up that is due to be read again.
pub struct Due {
    pub id: String,
    /// An error if a value cannot be read. Other top-ups are not affected.
    pub top_up: Result<TopUpRow>,
}

impl<'r, R: Row> FromRow<'r, R> for Due
where
    &'r str: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    TopUpRow: FromRow<'r, R>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self { id: row.try_get("id")?, top_up: TopUpRow::from_row(row).map_err(Into::into) })
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
    "SELECT t.id, t.guardian_id, t.account_id, a.reference, a.children, a.service, t.amount_cents, t.state,
    t.created_at, t.due_date, t.notice_number, t.iupd, t.subject, t.paid_at, t.credited_at, t.checked_at,
    t.silent, t.checks, t.failures, t.unconfirmed, t.anomaly, t.checkout_id, c.redirect_url, c.opened_at, c.expires_at, c.outcome, c.returned_at,
    g.fiscal_code, g.name, r.receipt_id, r.balance_cents AS balance_after_cents, r.means, r.provider
    FROM top_ups t JOIN accounts a ON a.id = t.account_id LEFT JOIN guardians g ON g.id = t.guardian_id
    LEFT JOIN checkouts c ON c.id = t.checkout_id LEFT JOIN credits r ON r.top_up_id = t.id";

/// Where the list of movements has a top-up, as the index `top_ups_in_time`.
const IN_TIME: &str = "coalesce(t.credited_at, t.created_at)";

const OPEN_CENTS: &str =
    "SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM top_ups WHERE account_id = $1
    AND state IN ('opening', 'unpaid', 'in_progress')";

impl Store {
    /// The top-up, if it is this guardian's.
    pub async fn top_up_of(&self, guardian_id: &str, id: &TopUpId) -> Result<Option<TopUpRow>> {
        let sql = format!("{SELECT} WHERE t.id = $1 AND t.guardian_id = $2");
        Ok(fetch_optional!(
            self,
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).bind(guardian_id)
        )?)
    }

    /// The top-up of any guardian: for readers with its notice's key, and for jobs.
    pub async fn top_up(&self, id: &TopUpId) -> Result<Option<TopUpRow>> {
        let sql = format!("{SELECT} WHERE t.id = $1");
        Ok(fetch_optional!(self, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()))?)
    }

    /// A top-up and its guardian, for the platform.
    pub async fn top_up_and_guardian(&self, id: &TopUpId) -> Result<(TopUpRow, Guardian)> {
        let sql = format!("{SELECT} WHERE t.id = $1");
        let top_up: TopUpRow = fetch_one!(self, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()))?;
        let sql = format!("{GUARDIAN} WHERE id = $1");
        let guardian = fetch_one!(self, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(&top_up.guardian_id))?;
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
        let sql = format!("{SELECT} WHERE t.guardian_id = $1 AND t.id < $2 ORDER BY t.id DESC LIMIT $3");
        Ok(fetch_all!(
            self,
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(guardian_id).bind(before).bind(i64::from(limit))
        )?)
    }

    /// A stretch of the list of movements, the newest first. `account` is empty for all of them.
    pub async fn top_ups_in_time(
        &self,
        guardian_id: &str,
        account: &str,
        filter: Option<MovementFilter>,
        stretch: &Stretch<'_>,
    ) -> Result<Vec<TopUpRow>> {
        let states = match filter {
            None => "",
            Some(MovementFilter::Credited) => "AND t.state = 'credited'",
            Some(MovementFilter::Open) => {
                "AND t.state IN ('opening', 'unpaid', 'in_progress', 'paid', 'anomalous')"
            }
            Some(MovementFilter::Over) => "AND t.state IN ('expired', 'cancelled')",
            Some(MovementFilter::Office) => return Ok(Vec::new()),
        };
        let sql = format!(
            "{SELECT} WHERE t.guardian_id = $1 AND {IN_TIME} >= $2 AND {IN_TIME} <= $3 AND ({IN_TIME} < $3 OR t.id < $4)
             AND ($5 = '' OR t.account_id = $5) {states} ORDER BY {IN_TIME} DESC, t.id DESC LIMIT $6"
        );
        Ok(fetch_all!(
            self,
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(guardian_id)
                .bind(stretch.from)
                .bind(stretch.before)
                .bind(stretch.before_id)
                .bind(account)
                .bind(stretch.limit)
        )?)
    }

    /// Moment and cents of the guardian's top-ups that were credited from `from` until before `until`. `account` is empty for
    /// all of them.
    pub async fn credited_in_time(
        &self,
        guardian_id: &str,
        account: &str,
        from: Moment,
        until: Moment,
    ) -> Result<Vec<(Moment, i64)>> {
        let sql = format!(
            "SELECT {IN_TIME}, t.amount_cents FROM top_ups t WHERE t.guardian_id = $1 AND {IN_TIME} >= $2 AND {IN_TIME} < $3
             AND t.state = 'credited' AND ($4 = '' OR t.account_id = $4)"
        );
        Ok(fetch_all!(
            self,
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(guardian_id).bind(from).bind(until).bind(account)
        )?)
    }

    /// Where the guardian's oldest and newest top-up are in the list of movements.
    pub async fn time_of_top_ups(&self, guardian_id: &str) -> Result<Option<(Moment, Moment)>> {
        let sql = |order: &str| {
            format!(
                "SELECT {IN_TIME} FROM top_ups t WHERE t.guardian_id = $1 ORDER BY {IN_TIME} {order}, t.id {order} LIMIT 1"
            )
        };
        let mut ends = [None, None];
        for (end, order) in ends.iter_mut().zip(["ASC", "DESC"]) {
            *end =
                fetch_optional!(self, sqlx::query_scalar(sqlx::AssertSqlSafe(sql(order))).bind(guardian_id))?;
        }
        let [first, last] = ends;
        Ok(first.zip(last))
    }

    /// When the next one is due to be read again at the platform, if it is by this moment.
    pub async fn next_due(&self, by: Moment) -> Result<Option<Moment>> {
        Ok(fetch_one!(
            self,
            sqlx::query_scalar("SELECT min(next_check_at) FROM top_ups WHERE next_check_at <= $1").bind(by)
        )?)
    }

    /// Cents of all open top-ups of an account, read outside any write.
    pub async fn open_cents_of(&self, account: &AccountId) -> Result<i64> {
        Ok(fetch_one!(self, sqlx::query_scalar(OPEN_CENTS).bind(account.as_str()))?)
    }

    /// Those of one checkout, in the cart's order.
    pub async fn top_ups_of_checkout(&self, id: &CheckoutId) -> Result<Vec<TopUpRow>> {
        let sql = format!(
            "{SELECT} JOIN checkout_items i ON i.top_up_id = t.id WHERE i.checkout_id = $1 ORDER BY i.position"
        );
        Ok(fetch_all!(self, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()))?)
    }
}

/// Takes those that are due to be read again at the platform, the longest waiting first. Until `until` no other gateway
/// takes them; reading one sets the time of its next question.
pub async fn claim_due(write: &mut Write, now: Moment, until: Moment, limit: u32) -> Result<Vec<Due>> {
    let due = "SELECT id FROM top_ups WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $2";
    // What another gateway takes at this moment is its own.
    let free = format!("{due} FOR NO KEY UPDATE SKIP LOCKED");
    let limit = i64::from(limit);
    let ids: sqlx::Result<Vec<String>> = match write.engine() {
        Engine::Sqlite(from) => sqlx::query_scalar(due).bind(now).bind(limit).fetch_all(from).await,
        Engine::Postgres(from) => {
            let free = sqlx::query_scalar(sqlx::AssertSqlSafe(free)).bind(now).bind(limit);
            free.fetch_all(from).await
        }
    };
    let mut ids = write.noted(ids)?;
    ids.sort_unstable();
    let mut due = Vec::with_capacity(ids.len());
    for id in &ids {
        let sql = format!("{SELECT} WHERE t.id = $1");
        due.push(fetch_one!(write, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id))?);
        postpone(write, id, until).await?;
    }
    Ok(due)
}

/// Goes on with those that were taken until `from`. Those that have been read since have another time.
pub async fn renew_claim(write: &mut Write, ids: &[String], from: Moment, until: Moment) -> Result<()> {
    for id in ids {
        execute!(
            write,
            sqlx::query("UPDATE top_ups SET next_check_at = $1 WHERE id = $2 AND next_check_at = $3")
                .bind(until)
                .bind(id)
                .bind(from)
        )?;
    }
    Ok(())
}

/// Inside this write. No other write changes it until this one ends.
pub async fn get(write: &mut Write, id: &TopUpId) -> Result<Option<TopUpRow>> {
    locks::top_up(write, id).await?;
    let sql = format!("{SELECT} WHERE t.id = $1");
    Ok(fetch_optional!(write, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()))?)
}

/// Those of one checkout, inside this write. No other write changes them until this one ends.
pub async fn of_checkout(write: &mut Write, id: &CheckoutId) -> Result<Vec<TopUpRow>> {
    locks::top_ups_of(write, id).await?;
    let sql = format!("{SELECT} JOIN checkout_items i ON i.top_up_id = t.id WHERE i.checkout_id = $1");
    Ok(fetch_all!(write, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()))?)
}

pub async fn insert(write: &mut Write, new: &NewRow<'_>) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO top_ups (id, guardian_id, account_id, amount_cents, state, created_at, due_date,
                              notice_number, iupd, subject, next_check_at)
         VALUES ($1, $2, $3, $4, 'opening', $5, $6, $7, $8, $9, $10)",
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
    )?;
    Ok(())
}

/// Stores a top-up that the platform has and this database had not. It is payable until the platform is read.
pub async fn insert_found(write: &mut Write, new: &NewRow<'_>, now: Moment) -> Result<()> {
    insert(write, new).await?;
    execute!(
        write,
        sqlx::query("UPDATE top_ups SET state = $1, found_at = $2 WHERE id = $3")
            .bind(state_word(TopUpState::Unpaid))
            .bind(now)
            .bind(new.id.as_str())
    )?;
    Ok(())
}

/// How many top-ups a guardian has opened since then, and when the first of them was made.
pub async fn opened_since(
    write: &mut Write,
    guardian_id: &str,
    since: Moment,
) -> Result<(u32, Option<Moment>)> {
    // An id begins with the moment at which it was made, so that this reads the end of an index.
    let first = Ulid::from_parts(u64::try_from(since.millis()).unwrap_or(0), 0).to_string();
    let (count, first): (i64, Option<Moment>) = fetch_one!(write, sqlx::query_as(
        "SELECT count(*), min(created_at) FROM top_ups WHERE guardian_id = $1 AND id >= $2 AND found_at IS NULL",
    ).bind(guardian_id).bind(&first))?;
    Ok((u32::try_from(count).unwrap_or(u32::MAX), first))
}

/// The newest open top-up of an account.
pub async fn open_any(write: &mut Write, account: &AccountId) -> Result<Option<TopUpId>> {
    let id: Option<String> = fetch_optional!(
        write,
        sqlx::query_scalar(
            "SELECT id FROM top_ups WHERE account_id = $1
         AND state IN ('opening', 'unpaid', 'in_progress') ORDER BY id DESC LIMIT 1",
        )
        .bind(account.as_str())
    )?;
    id.map(|id| id.parse().map_err(|_| StoreError::Corrupt("top-up id"))).transpose()
}

/// Reads it again at this moment.
pub async fn postpone(write: &mut Write, id: &str, until: Moment) -> Result<()> {
    execute!(write, sqlx::query("UPDATE top_ups SET next_check_at = $1 WHERE id = $2").bind(until).bind(id))?;
    Ok(())
}

/// Reads at once what was to be read, or was read, in a future that did not come: the clock has been set back. Returns
/// how many.
pub async fn leave_the_future(
    write: &mut Write,
    now: Moment,
    longest: Duration,
    soon: Duration,
) -> Result<u64> {
    Ok(execute!(write, sqlx::query(
        "UPDATE top_ups SET next_check_at = $1, checked_at = CASE WHEN checked_at > $1 THEN NULL ELSE checked_at END
         WHERE next_check_at IS NOT NULL AND (checked_at > $2 OR next_check_at > $3
            OR ((failures > 0 OR checked_at IS NULL) AND next_check_at > $4))",
    )
    .bind(now)
    .bind(now.plus(Duration::from_secs(60)))
    .bind(now.plus(longest))
    .bind(now.plus(soon))
    )?)
}

/// An open top-up of the same account and amount, the newest.
pub async fn open_equal(write: &mut Write, account: &AccountId, of: Amount) -> Result<Option<TopUpId>> {
    let id: Option<String> = fetch_optional!(
        write,
        sqlx::query_scalar(
            "SELECT id FROM top_ups WHERE account_id = $1 AND amount_cents = $2
         AND state IN ('opening', 'unpaid', 'in_progress') ORDER BY id DESC LIMIT 1",
        )
        .bind(account.as_str())
        .bind(Cents::from(of))
    )?;
    id.map(|id| id.parse().map_err(|_| StoreError::Corrupt("top-up id"))).transpose()
}

/// Cents of all open top-ups of an account: they count against the cap on its balance.
pub async fn open_cents(write: &mut Write, account: &AccountId) -> Result<i64> {
    Ok(fetch_one!(write, sqlx::query_scalar(OPEN_CENTS).bind(account.as_str()))?)
}

/// Stores the changes of a transition.
pub async fn save(write: &mut Write, row: &TopUpRow, next_check_at: Option<Moment>) -> Result<()> {
    execute!(write, sqlx::query(
        "UPDATE top_ups SET state = $1, anomaly = $2, due_date = $3, notice_number = $4, paid_at = $5, credited_at = $6,
                checked_at = $7, silent = $8, checks = $9, failures = $10, unconfirmed = $11, next_check_at = $12,
                checkout_id = $13 WHERE id = $14",
    )
    .bind(state_word(row.state))
    .bind(row.anomaly.map(anomaly_word))
    .bind(row.due_date.as_str())
    .bind(row.notice_number.to_string())
    .bind(row.paid_at)
    .bind(row.credited_at)
    .bind(row.checked_at)
    .bind(row.silent)
    .bind(i64::from(row.checks))
    .bind(i64::from(row.failures))
    .bind(row.unconfirmed)
    .bind(next_check_at)
    .bind(row.attempt.as_ref().map(|attempt| attempt.checkout_id.as_str()))
    .bind(row.id.as_str())
    )?;
    Ok(())
}
