//! A copy of the database, and what is in it.

use sqlx::{
    Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteRow},
};
use std::path::Path;

use super::{Result, StoreError};

/// What a copy contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    pub accounts: i64,
    pub top_ups: i64,
    pub credits: i64,
    /// Sum of the credits, in cents.
    pub credited_cents: i64,
    /// Of the secret that belongs to the database; `None` before the first start.
    pub secret_fingerprint: Option<Vec<u8>>,
}

/// Copies the database as it is at one moment, while others go on writing. `copy` must not exist.
pub async fn copy_into(database: &Path, copy: &Path) -> Result<()> {
    let mut connection = read_only(database).await?;
    let name = copy.to_str().ok_or(StoreError::Corrupt("the path of the copy is not UTF-8"))?;
    let done = sqlx::query("VACUUM INTO ?").bind(name).execute(&mut connection).await;
    connection.close().await?;
    done?;
    Ok(())
}

/// Checks the whole file, and counts what is in it.
///
/// # Errors
/// The file is damaged, or no database of the gateway.
pub async fn examine(file: &Path) -> Result<Contents> {
    let mut connection = read_only(file).await?;
    let contents = contents(&mut connection).await;
    connection.close().await?;
    contents
}

async fn contents(connection: &mut SqliteConnection) -> Result<Contents> {
    let sound: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut *connection).await?;
    let dangling: Option<SqliteRow> =
        sqlx::query("PRAGMA foreign_key_check").fetch_optional(&mut *connection).await?;
    if sound != "ok" || dangling.is_some() {
        return Err(StoreError::Corrupt("the database file is damaged"));
    }
    let (accounts, top_ups, credits, credited_cents) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM accounts), (SELECT count(*) FROM top_ups), (SELECT count(*) FROM credits),
                (SELECT coalesce(sum(amount_cents), 0) FROM credits)",
    )
    .fetch_one(&mut *connection)
    .await?;
    let fingerprint = sqlx::query_scalar("SELECT secret_fingerprint FROM installation");
    let secret_fingerprint = fingerprint.fetch_optional(&mut *connection).await?;
    Ok(Contents { accounts, top_ups, credits, credited_cents, secret_fingerprint })
}

async fn read_only(file: &Path) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    Ok(SqliteConnection::connect_with(&options).await?)
}
