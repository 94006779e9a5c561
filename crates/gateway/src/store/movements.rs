//! What the office imports line by line, and the balances that it gave.

use contract::{AccountId, MovementId, MovementKind};

use super::{
    Result, Store, Write,
    columns::{TextColumn, movement_word},
};
use crate::clock::Moment;

/// A line of the office. Its note may name a person, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MovementRow {
    #[sqlx(try_from = "String")]
    pub id: MovementId,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    /// The first moment of its day in Italy.
    pub at: Moment,
    #[sqlx(try_from = "TextColumn")]
    pub kind: MovementKind,
    /// What it adds to the balance.
    pub amount_cents: i64,
    /// Empty if there is none.
    pub note: String,
    /// Its id at the office, if its file had one.
    pub office_id: Option<String>,
    /// Without an id: which of the equal lines it is, from 0.
    pub ordinal: i64,
}

/// A stretch of the list of movements: not before `from`, and before a place in it.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    pub from: Moment,
    pub before: Moment,
    /// At the moment `before`, only smaller ids.
    pub before_id: &'a str,
    pub limit: i64,
}

/// One line that has changed a balance: a credit, or a line of the office.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct BalanceLine {
    pub at: Moment,
    pub id: String,
    pub amount_cents: i64,
    /// 1 for a line of the office.
    pub is_office: i64,
}

const SELECT: &str = "SELECT id, account_id, at, kind, amount_cents, note, office_id, ordinal FROM movements";

impl Store {
    /// A stretch of an account's lines, the newest first.
    pub async fn movements_in_time(
        &self,
        account: &AccountId,
        stretch: &Stretch<'_>,
    ) -> Result<Vec<MovementRow>> {
        let sql = format!(
            "{SELECT} WHERE account_id = $1 AND at >= $2 AND at <= $3 AND (at < $3 OR id < $4)
             ORDER BY at DESC, id DESC LIMIT $5"
        );
        Ok(fetch_all!(
            self,
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(account.as_str())
                .bind(stretch.from)
                .bind(stretch.before)
                .bind(stretch.before_id)
                .bind(stretch.limit)
        )?)
    }

    /// Moment and cents of an account's lines from `from` until before `until`.
    pub async fn charged_in_time(
        &self,
        account: &AccountId,
        from: Moment,
        until: Moment,
    ) -> Result<Vec<(Moment, i64)>> {
        Ok(fetch_all!(
            self,
            sqlx::query_as(
                "SELECT at, amount_cents FROM movements WHERE account_id = $1 AND at >= $2 AND at < $3"
            )
            .bind(account.as_str())
            .bind(from)
            .bind(until)
        )?)
    }

    /// The moments of an account's oldest and newest line.
    pub async fn time_of_movements(&self, account: &AccountId) -> Result<Option<(Moment, Moment)>> {
        let (first, last): (Option<Moment>, Option<Moment>) = fetch_one!(
            self,
            sqlx::query_as(
                "SELECT (SELECT min(at) FROM movements WHERE account_id = $1),
                        (SELECT max(at) FROM movements WHERE account_id = $1)"
            )
            .bind(account.as_str())
        )?;
        Ok(first.zip(last))
    }

    /// The balances that the office has given for an account, the oldest first.
    pub async fn office_balances(&self, account: &AccountId) -> Result<Vec<(Moment, i64)>> {
        Ok(fetch_all!(
            self,
            sqlx::query_as("SELECT at, balance_cents FROM office_balances WHERE account_id = $1 ORDER BY at")
                .bind(account.as_str())
        )?)
    }

    /// The first lines that have changed an account's balance after `after` and up to `until`, the oldest first.
    pub async fn balance_lines(
        &self,
        account: &AccountId,
        after: Moment,
        until: Moment,
        limit: i64,
    ) -> Result<Vec<BalanceLine>> {
        Ok(fetch_all!(
            self,
            sqlx::query_as(
                "SELECT at, id, amount_cents, is_office FROM (
                     SELECT credited_at AS at, top_up_id AS id, amount_cents, CAST(0 AS BIGINT) AS is_office
                     FROM credits WHERE account_id = $1 AND credited_at > $2 AND credited_at <= $3
                     UNION ALL
                     SELECT at, id, amount_cents, CAST(1 AS BIGINT) FROM movements
                     WHERE account_id = $1 AND at > $2 AND at <= $3) AS both_kinds
                 ORDER BY at, id LIMIT $4"
            )
            .bind(account.as_str())
            .bind(after)
            .bind(until)
            .bind(limit)
        )?)
    }
}

/// The accounts by their numbers at the office, without those of erased guardians.
pub async fn accounts_by_reference(write: &mut Write) -> Result<Vec<(String, String)>> {
    Ok(fetch_all!(
        write,
        sqlx::query_as(
            "SELECT a.reference, a.id FROM accounts a JOIN guardians g ON g.id = a.guardian_id WHERE g.name <> ''"
        )
    )?)
}

/// An account's lines of these days, by their first moments.
pub async fn of_days(
    write: &mut Write,
    account: &AccountId,
    first: Moment,
    last: Moment,
) -> Result<Vec<MovementRow>> {
    let sql = format!("{SELECT} WHERE account_id = $1 AND at >= $2 AND at <= $3 ORDER BY at, id");
    Ok(fetch_all!(
        write,
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(account.as_str()).bind(first).bind(last)
    )?)
}

/// The account's line with this id at the office.
pub async fn by_office_id(
    write: &mut Write,
    account: &AccountId,
    office_id: &str,
) -> Result<Option<MovementRow>> {
    let sql = format!("{SELECT} WHERE account_id = $1 AND office_id = $2");
    Ok(fetch_optional!(
        write,
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(account.as_str()).bind(office_id)
    )?)
}

pub async fn insert(write: &mut Write, row: &MovementRow) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO movements (id, account_id, at, kind, amount_cents, note, office_id, ordinal)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(row.id.as_str())
        .bind(row.account_id.as_str())
        .bind(row.at)
        .bind(movement_word(row.kind))
        .bind(row.amount_cents)
        .bind(&row.note)
        .bind(row.office_id.as_deref())
        .bind(row.ordinal)
    )?;
    Ok(())
}

/// Adds a balance that the office gives. It replaces those of the same or a later moment: what the office says last counts.
pub async fn note_office_balance(
    write: &mut Write,
    account: &AccountId,
    balance_cents: i64,
    at: Moment,
) -> Result<()> {
    execute!(
        write,
        sqlx::query("DELETE FROM office_balances WHERE account_id = $1 AND at >= $2")
            .bind(account.as_str())
            .bind(at)
    )?;
    execute!(
        write,
        sqlx::query("INSERT INTO office_balances (account_id, at, balance_cents) VALUES ($1, $2, $3)")
            .bind(account.as_str())
            .bind(at)
            .bind(balance_cents)
    )?;
    Ok(())
}
