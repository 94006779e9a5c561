//! Erases a guardian. What must be kept loses name and address (docs/decisions/0038).

use contract::TopUpId;
use pagopa::PersonCode;

use super::{
    Result, StoreError, Write,
    accounts::{GUARDIAN, Guardian},
    keep,
    outbox::OfficeRequest,
};
use crate::email::{normalised, with_unicode_domain};

/// What was deleted, and what stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erased {
    pub sessions: u64,
    pub codes: u64,
    pub keys: u64,
    /// Mails that waited or did not arrive.
    pub mails: u64,
    pub checkouts: u64,
    pub top_ups: u64,
    /// Meals and other lines that the office imported.
    pub movements: u64,
    pub accounts: u64,
    /// Payments, and what may still turn out to be one.
    pub kept_top_ups: i64,
    pub kept_accounts: i64,
}

/// Who has this address, in its normal form.
pub async fn by_email(write: &mut Write, email: &str) -> Result<Option<Guardian>> {
    let sql = format!("{GUARDIAN} WHERE email IN ($1, $2) ORDER BY email LIMIT 1");
    Ok(fetch_optional!(
        write,
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(email).bind(with_unicode_domain(email))
    )?)
}

/// Who has this fiscal code.
pub async fn by_fiscal_code(write: &mut Write, code: PersonCode) -> Result<Option<Guardian>> {
    let sql = format!("{GUARDIAN} WHERE fiscal_code = $1");
    Ok(fetch_optional!(write, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(code.to_string()))?)
}

/// Top-ups that can be paid, or whose money is on its way.
pub async fn open_top_ups(write: &mut Write, guardian_id: &str) -> Result<Vec<TopUpId>> {
    let ids: Vec<String> = fetch_all!(write, sqlx::query_scalar(
        "SELECT id FROM top_ups WHERE guardian_id = $1 AND state IN ('opening', 'unpaid', 'in_progress', 'paid') ORDER BY id",
    )
    .bind(guardian_id))?;
    ids.into_iter().map(|id| id.parse().map_err(|_| StoreError::Corrupt("top-up id"))).collect()
}

/// Deletes everything of the guardian that need not be kept. The rest has no name, no address and no child any more; the
/// fiscal code stays as long as a top-up does.
pub async fn erase(write: &mut Write, guardian: &Guardian) -> Result<Erased> {
    let id = &guardian.id;
    let mut erased = Erased { mails: delete_requests(write, &guardian.email).await?, ..Erased::default() };
    erased.mails += delete(
        write,
        "DELETE FROM undelivered WHERE guardian_id = $1 OR top_up_id IN (SELECT id FROM top_ups WHERE guardian_id = $1)",
        id,
    )
    .await?;
    erased.mails += delete(
        write,
        "DELETE FROM outbox WHERE guardian_id = $1 OR top_up_id IN (SELECT id FROM top_ups WHERE guardian_id = $1)",
        id,
    )
    .await?;
    erased.sessions = delete(write, "DELETE FROM sessions WHERE guardian_id = $1", id).await?;
    erased.codes = delete(write, "DELETE FROM challenges WHERE guardian_id = $1", id).await?;
    erased.codes += delete(write, "DELETE FROM email_changes WHERE guardian_id = $1", id).await?;
    erased.keys = delete(write, "DELETE FROM idempotency_keys WHERE guardian_id = $1", id).await?;
    let checkouts: Vec<String> =
        fetch_all!(write, sqlx::query_scalar("SELECT id FROM checkouts WHERE guardian_id = $1").bind(id))?;
    for checkout in checkouts {
        erased.checkouts += keep::delete_checkout(write, &checkout).await?;
    }
    erased.top_ups = delete(
        write,
        "DELETE FROM top_ups WHERE guardian_id = $1 AND state IN ('expired', 'cancelled') AND next_check_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM credits c WHERE c.top_up_id = top_ups.id)",
        id,
    )
    .await?;
    erased.movements = delete(
        write,
        "DELETE FROM movements WHERE account_id IN (SELECT id FROM accounts WHERE guardian_id = $1)",
        id,
    )
    .await?;
    delete(
        write,
        "DELETE FROM office_balances WHERE account_id IN (SELECT id FROM accounts WHERE guardian_id = $1)",
        id,
    )
    .await?;
    erased.accounts = delete(
        write,
        "DELETE FROM accounts WHERE guardian_id = $1
         AND NOT EXISTS (SELECT 1 FROM top_ups t WHERE t.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM credits c WHERE c.account_id = accounts.id)",
        id,
    )
    .await?;
    delete(write, "UPDATE accounts SET children = '[]' WHERE guardian_id = $1", id).await?;
    erased.kept_top_ups = count(write, "SELECT count(*) FROM top_ups WHERE guardian_id = $1", id).await?;
    erased.kept_accounts = count(write, "SELECT count(*) FROM accounts WHERE guardian_id = $1", id).await?;
    let last = if erased.kept_top_ups == 0 && erased.kept_accounts == 0 {
        "DELETE FROM guardians WHERE id = $1"
    } else {
        // Addresses are unique; an id is no address, so it cannot be used to sign in.
        "UPDATE guardians SET name = '', email = id, office_email = NULL, language = 'it', mail_language = NULL,
         erasure_asked_at = NULL WHERE id = $1"
    };
    delete(write, last, id).await?;
    Ok(erased)
}

async fn delete(write: &mut Write, sql: &'static str, id: &str) -> Result<u64> {
    Ok(execute!(write, sqlx::query(sql).bind(id))?)
}

async fn count(write: &mut Write, sql: &'static str, id: &str) -> Result<i64> {
    Ok(fetch_one!(write, sqlx::query_scalar(sql).bind(id))?)
}

/// What somebody with this address wrote to the office and has not arrived there.
async fn delete_requests(write: &mut Write, email: &str) -> Result<u64> {
    let mut deleted = 0;
    for (select, sql) in [
        ("SELECT id, request FROM outbox WHERE kind = 'request'", "DELETE FROM outbox WHERE id = $1"),
        (
            "SELECT id, request FROM undelivered WHERE kind = 'request'",
            "DELETE FROM undelivered WHERE id = $1",
        ),
    ] {
        let requests: Vec<(i64, String)> = fetch_all!(write, sqlx::query_as(select))?;
        for (id, request) in requests {
            if is_from(&request, email) {
                deleted += execute!(write, sqlx::query(sql).bind(id))?;
            }
        }
    }
    Ok(deleted)
}

/// One that cannot be read does not keep others from being erased: it is theirs if the address stands in it.
fn is_from(request: &str, email: &str) -> bool {
    match serde_json::from_str::<OfficeRequest>(request) {
        Ok(request) => normalised(&request.email) == normalised(email),
        Err(_) => request.to_lowercase().contains(&email.to_lowercase()),
    }
}
