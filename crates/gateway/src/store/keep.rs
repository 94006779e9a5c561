//! Deletes what has been kept long enough. Each call deletes a part, so that other writes are not held up.

use super::{Engine, Result, Write, locks};
use crate::clock::Moment;

/// The greatest id of a top-up and the last moment of an import: the newest that the database knows.
pub async fn newest(write: &mut Write) -> Result<(Option<String>, Option<Moment>)> {
    Ok(fetch_one!(
        write,
        sqlx::query_as("SELECT (SELECT max(id) FROM top_ups), (SELECT max(imported_at) FROM accounts)")
    )?)
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

/// Visits to the payment page, but those of a top-up that is still open. Returns how many.
pub async fn checkouts_before(write: &mut Write, before: Moment, limit: i64) -> Result<u64> {
    let ids: Vec<String> = fetch_all!(
        write,
        sqlx::query_scalar(
            "SELECT c.id FROM checkouts c WHERE c.opened_at < $1 AND NOT EXISTS
             (SELECT 1 FROM checkout_items i JOIN top_ups t ON t.id = i.top_up_id
              WHERE i.checkout_id = c.id AND t.state IN ('opening', 'unpaid', 'in_progress', 'paid'))
         ORDER BY c.id LIMIT $2",
        )
        .bind(before)
        .bind(limit)
    )?;
    let mut deleted = 0;
    for id in ids {
        deleted += delete_checkout(write, &id).await?;
    }
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

/// Top-ups without a payment that are no longer read at the platform. `before` is the first id that stays: an id begins with
/// the moment at which it was made.
pub async fn unpaid_before(write: &mut Write, before: &str, limit: i64) -> Result<u64> {
    let sql = unlocked(
        write,
        "SELECT t.id FROM top_ups t WHERE t.id < $1 AND t.state IN ('expired', 'cancelled') AND t.next_check_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM credits c WHERE c.top_up_id = t.id)
         AND NOT EXISTS (SELECT 1 FROM checkout_items i WHERE i.top_up_id = t.id)
         ORDER BY t.id LIMIT $2",
    );
    let ids: Vec<String> =
        fetch_all!(write, sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(before).bind(limit))?;
    delete_top_ups(write, &ids).await
}

/// Credited top-ups with their credits, and anomalous ones. A credit stays while the account's balance rests on it: until an
/// import has brought a balance of later.
pub async fn payments_before(
    write: &mut Write,
    credited_before: Moment,
    made_before: &str,
    limit: i64,
) -> Result<u64> {
    let sql = unlocked(
        write,
        "SELECT t.id FROM top_ups t LEFT JOIN credits c ON c.top_up_id = t.id LEFT JOIN accounts a ON a.id = c.account_id
         WHERE t.id < $1 AND t.next_check_at IS NULL
         AND ((t.state = 'credited' AND c.credited_at < $2 AND c.credited_at <= a.imported_at)
              OR (t.state = 'anomalous' AND c.top_up_id IS NULL))
         AND NOT EXISTS (SELECT 1 FROM checkout_items i WHERE i.top_up_id = t.id)
         ORDER BY t.id LIMIT $3",
    );
    let ids: Vec<String> = fetch_all!(
        write,
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(made_before).bind(credited_before).bind(limit)
    )?;
    delete_top_ups(write, &ids).await
}

/// The same top-ups without those that another gateway is writing, which stay locked until this write ends: a payment that
/// arrives late must not lose its credit to a deletion that was decided before.
fn unlocked(write: &mut Write, select: &str) -> String {
    match write.engine() {
        Engine::Sqlite(_) => select.to_owned(),
        Engine::Postgres(_) => format!("{select} FOR UPDATE OF t SKIP LOCKED"),
    }
}

async fn delete_top_ups(write: &mut Write, ids: &[String]) -> Result<u64> {
    let mut deleted = 0;
    for id in ids {
        for sql in [
            "DELETE FROM outbox WHERE top_up_id = $1",
            "DELETE FROM undelivered WHERE top_up_id = $1",
            "DELETE FROM credits WHERE top_up_id = $1",
        ] {
            execute!(write, sqlx::query(sql).bind(id))?;
        }
        let done = execute!(write, sqlx::query("DELETE FROM top_ups WHERE id = $1").bind(id))?;
        deleted += done;
    }
    Ok(deleted)
}

/// Accounts and guardians that were erased and whose last top-up is gone. Returns how many guardians.
pub async fn emptied(write: &mut Write) -> Result<u64> {
    // An import locks them in this order.
    locks::guardians_and_accounts(write).await?;
    execute!(
        write,
        sqlx::query(
            "DELETE FROM accounts WHERE guardian_id IN (SELECT id FROM guardians WHERE name = '')
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
         AND NOT EXISTS (SELECT 1 FROM undelivered u WHERE u.guardian_id = guardians.id)",
        )
    )?;
    Ok(deleted)
}
