//! Deletes what has been kept long enough, in parts: what is old is looked for outside any write ([`Store::old`]), because that
//! may read a large table; each write then deletes a few of them, if they are still old ([`delete`]).

use sqlx::AssertSqlSafe;

use super::{Engine, Result, Store, Write, locks};
use crate::clock::Moment;

/// What may be many rows.
#[derive(Debug, Clone)]
pub enum Old {
    /// Visits to the payment page that were opened before this moment, but those of a top-up that is still open.
    Checkouts(Moment),
    /// Top-ups without a payment that are no longer read at the platform. The first id that stays: an id begins with the
    /// moment at which it was made.
    Unpaid(String),
    /// Credited top-ups with their credits, and anomalous ones. A credit stays while the account's balance rests on it: until
    /// an import has brought a balance of later.
    Payments { credited_before: Moment, made_before: String },
}

/// What is old in a table. `$1` is an id, which is added to the question.
const CHECKOUTS: &str = "SELECT c.id FROM checkouts c WHERE c.opened_at < $2 AND NOT EXISTS
     (SELECT 1 FROM checkout_items i JOIN top_ups t ON t.id = i.top_up_id
      WHERE i.checkout_id = c.id AND t.state IN ('opening', 'unpaid', 'in_progress', 'paid'))";
const UNPAID: &str = "SELECT t.id FROM top_ups t
     WHERE t.id < $2 AND t.state IN ('expired', 'cancelled') AND t.next_check_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM credits c WHERE c.top_up_id = t.id)
     AND NOT EXISTS (SELECT 1 FROM checkout_items i WHERE i.top_up_id = t.id)";
const PAYMENTS: &str = "SELECT t.id FROM top_ups t LEFT JOIN credits c ON c.top_up_id = t.id
     LEFT JOIN accounts a ON a.id = c.account_id
     WHERE t.id < $2 AND t.next_check_at IS NULL
     AND ((t.state = 'credited' AND c.credited_at < $3 AND c.credited_at <= a.imported_at)
          OR (t.state = 'anomalous' AND c.top_up_id IS NULL))
     AND NOT EXISTS (SELECT 1 FROM checkout_items i WHERE i.top_up_id = t.id)";

impl Store {
    /// The greatest id of a credited top-up and the last moment of an import: the newest that the database knows. Top-ups
    /// without a credit do not count: a gateway whose clock is wrong makes them, and no platform answers it.
    pub async fn newest(&self) -> Result<(Option<String>, Option<Moment>)> {
        Ok(fetch_one!(
            self,
            sqlx::query_as(
                "SELECT (SELECT max(top_up_id) FROM credits), (SELECT max(imported_at) FROM accounts)"
            )
        )?)
    }

    /// The ids of the first that are old, after this one.
    pub async fn old(&self, old: &Old, after: &str, limit: i64) -> Result<Vec<String>> {
        let page = |select: &str, id: &str, limit: &str| {
            format!("{select} AND {id} > $1 ORDER BY {id} LIMIT {limit}")
        };
        Ok(match old {
            Old::Checkouts(before) => {
                let sql = page(CHECKOUTS, "c.id", "$3");
                fetch_all!(
                    self,
                    sqlx::query_scalar(AssertSqlSafe(sql)).bind(after).bind(*before).bind(limit)
                )?
            }
            Old::Unpaid(before) => {
                let sql = page(UNPAID, "t.id", "$3");
                fetch_all!(self, sqlx::query_scalar(AssertSqlSafe(sql)).bind(after).bind(before).bind(limit))?
            }
            Old::Payments { credited_before, made_before } => {
                let sql = page(PAYMENTS, "t.id", "$4");
                fetch_all!(
                    self,
                    sqlx::query_scalar(AssertSqlSafe(sql))
                        .bind(after)
                        .bind(made_before)
                        .bind(*credited_before)
                        .bind(limit)
                )?
            }
        })
    }
}

/// Deletes those of these that are old. What another gateway is writing stays: a payment that arrives late must not lose its
/// credit to a deletion that was decided before. Returns how many.
pub async fn delete(write: &mut Write, old: &Old, ids: &[String]) -> Result<u64> {
    let mut deleted = 0;
    for id in ids {
        if is_old(write, old, id).await? {
            deleted += match old {
                Old::Checkouts(_) => delete_checkout(write, id).await?,
                Old::Unpaid(_) | Old::Payments { .. } => delete_top_up(write, id).await?,
            };
        }
    }
    Ok(deleted)
}

/// In this write. A top-up stays as it is until the write ends.
async fn is_old(write: &mut Write, old: &Old, id: &str) -> Result<bool> {
    let free = match write.engine() {
        Engine::Sqlite(_) => "",
        Engine::Postgres(_) => "FOR UPDATE OF t SKIP LOCKED",
    };
    let found: Option<String> = match old {
        Old::Checkouts(before) => {
            let sql = format!("{CHECKOUTS} AND c.id = $1");
            fetch_optional!(write, sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).bind(*before))?
        }
        Old::Unpaid(before) => {
            let sql = format!("{UNPAID} AND t.id = $1 {free}");
            fetch_optional!(write, sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).bind(before))?
        }
        Old::Payments { credited_before, made_before } => {
            let sql = format!("{PAYMENTS} AND t.id = $1 {free}");
            fetch_optional!(
                write,
                sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).bind(made_before).bind(*credited_before)
            )?
        }
    };
    Ok(found.is_some())
}

/// Mails that did not arrive, and what the office has been told.
pub async fn undelivered_before(write: &mut Write, before: Moment) -> Result<u64> {
    let deleted = execute!(write, sqlx::query("DELETE FROM undelivered WHERE at < $1").bind(before))?;
    execute!(
        write,
        sqlx::query("DELETE FROM office_mails WHERE wanted = 0 AND next_try_at < $1").bind(before)
    )?;
    Ok(deleted)
}

/// Lines of the office of days before this moment, at most so many, and the balances that it gave before.
pub async fn movements_before(write: &mut Write, before: Moment, limit: i64) -> Result<u64> {
    execute!(write, sqlx::query("DELETE FROM office_balances WHERE at < $1").bind(before))?;
    let deleted = execute!(
        write,
        sqlx::query("DELETE FROM movements WHERE id IN (SELECT id FROM movements WHERE at < $1 LIMIT $2)")
            .bind(before)
            .bind(limit)
    )?;
    Ok(deleted)
}

/// One visit with its items. Its top-ups stay.
pub(super) async fn delete_checkout(write: &mut Write, id: &str) -> Result<u64> {
    execute!(
        write,
        sqlx::query(
            "UPDATE top_ups SET checkout_id = NULL WHERE checkout_id = $1
         AND id IN (SELECT top_up_id FROM checkout_items WHERE checkout_id = $1)",
        )
        .bind(id)
    )?;
    execute!(write, sqlx::query("DELETE FROM checkout_items WHERE checkout_id = $1").bind(id))?;
    let deleted = execute!(write, sqlx::query("DELETE FROM checkouts WHERE id = $1").bind(id))?;
    Ok(deleted)
}

async fn delete_top_up(write: &mut Write, id: &str) -> Result<u64> {
    for sql in [
        "DELETE FROM outbox WHERE top_up_id = $1",
        "DELETE FROM undelivered WHERE top_up_id = $1",
        "DELETE FROM credits WHERE top_up_id = $1",
    ] {
        execute!(write, sqlx::query(sql).bind(id))?;
    }
    Ok(execute!(write, sqlx::query("DELETE FROM top_ups WHERE id = $1").bind(id))?)
}

/// Accounts and guardians that were erased and whose last top-up is gone. Returns how many guardians.
///
/// By the guardian first, of whom there is an index: only one whose last top-up is gone is looked for by account in the whole
/// table, because an import may have moved an account from one guardian to another.
pub async fn emptied(write: &mut Write) -> Result<u64> {
    // An import locks them in this order.
    locks::guardians_and_accounts(write).await?;
    execute!(
        write,
        sqlx::query(
            "DELETE FROM accounts WHERE guardian_id IN (SELECT id FROM guardians WHERE name = '')
         AND NOT EXISTS (SELECT 1 FROM top_ups t WHERE t.guardian_id = accounts.guardian_id)
         AND NOT EXISTS (SELECT 1 FROM top_ups t WHERE t.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM credits c WHERE c.account_id = accounts.id)",
        )
    )?;
    let deleted = execute!(
        write,
        sqlx::query(
            "DELETE FROM guardians WHERE name = ''
         AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.guardian_id = guardians.id)
         AND NOT EXISTS (SELECT 1 FROM top_ups t WHERE t.guardian_id = guardians.id)
         AND NOT EXISTS (SELECT 1 FROM checkouts c WHERE c.guardian_id = guardians.id)
         AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.guardian_id = guardians.id)
         AND NOT EXISTS (SELECT 1 FROM challenges h WHERE h.guardian_id = guardians.id)
         AND NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.guardian_id = guardians.id)
         AND NOT EXISTS (SELECT 1 FROM email_changes e WHERE e.guardian_id = guardians.id)
         AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.guardian_id = guardians.id)
         AND NOT EXISTS (SELECT 1 FROM undelivered u WHERE u.guardian_id = guardians.id)",
        )
    )?;
    Ok(deleted)
}
