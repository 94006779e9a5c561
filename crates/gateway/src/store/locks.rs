//! Row locks, for writes that rest on what they have read.
//!
//! In SQLite a write is alone, so that nothing has to be locked. In PostgreSQL another gateway may write at the same time:
//! each function here waits until no other write holds the row, and keeps it until the end of this one. What is read before
//! the lock may be old; read after it. The lock is the one of an `UPDATE` that changes no key, so it does not hold up the
//! foreign keys of other rows.
//!
//! All writes lock in one order, or two of them could wait for each other: the guardian, top-ups in the order of their ids,
//! the account, the checkout, all else. PostgreSQL ends one of two writes that do so all the same with an error; it has
//! written nothing, and can be repeated.

use contract::{AccountId, CheckoutId, TopUpId};

use super::{Engine, Result, Write};

/// For one transaction at a time for each guardian: idempotency keys, and the limits of one person.
pub async fn guardian(write: &mut Write, id: &str) -> Result<()> {
    lock(write, "SELECT 1 FROM guardians WHERE id = $1 FOR NO KEY UPDATE", id).await
}

/// For the limits of a balance with its open top-ups.
pub async fn account(write: &mut Write, id: &AccountId) -> Result<()> {
    lock(write, "SELECT 1 FROM accounts WHERE id = $1 FOR NO KEY UPDATE", id.as_str()).await
}

pub(super) async fn top_up(write: &mut Write, id: &TopUpId) -> Result<()> {
    lock(write, "SELECT 1 FROM top_ups WHERE id = $1 FOR NO KEY UPDATE", id.as_str()).await
}

/// All top-ups of a checkout.
pub async fn top_ups_of(write: &mut Write, checkout: &CheckoutId) -> Result<()> {
    lock(
        write,
        "SELECT 1 FROM top_ups WHERE id IN (SELECT top_up_id FROM checkout_items WHERE checkout_id = $1)
         ORDER BY id FOR NO KEY UPDATE",
        checkout.as_str(),
    )
    .await
}

/// For what is decided over all top-ups of a checkout. After the locks on its top-ups.
pub(super) async fn checkout(write: &mut Write, id: &CheckoutId) -> Result<()> {
    lock(write, "SELECT 1 FROM checkouts WHERE id = $1 FOR NO KEY UPDATE", id.as_str()).await
}

async fn lock(write: &mut Write, sql: &'static str, id: &str) -> Result<()> {
    if let Engine::Postgres(connection) = write.engine() {
        let locked = sqlx::query(sql).bind(id).execute(connection).await;
        write.noted(locked)?;
    }
    Ok(())
}

/// For an import, which compares its file with all guardians and accounts. Others may read.
pub async fn guardians_and_accounts(write: &mut Write) -> Result<()> {
    lock_table(write, "LOCK TABLE guardians, accounts IN SHARE ROW EXCLUSIVE MODE").await
}

/// For a change of address, which must not become another guardian's at the same moment. The first lock of its write.
pub async fn guardians(write: &mut Write) -> Result<()> {
    lock_table(write, "LOCK TABLE guardians IN SHARE ROW EXCLUSIVE MODE").await
}

/// One at a time puts mails here, so that the order of their ids is the order in which they appear.
pub(super) async fn undelivered(write: &mut Write) -> Result<()> {
    lock_table(write, "LOCK TABLE undelivered IN SHARE ROW EXCLUSIVE MODE").await
}

/// For the first start: one gateway stores its secret's fingerprint.
pub async fn installation(write: &mut Write) -> Result<()> {
    lock_table(write, "LOCK TABLE installation IN SHARE ROW EXCLUSIVE MODE").await
}

async fn lock_table(write: &mut Write, sql: &'static str) -> Result<()> {
    if let Engine::Postgres(connection) = write.engine() {
        let locked = sqlx::query(sql).execute(connection).await;
        write.noted(locked)?;
    }
    Ok(())
}
