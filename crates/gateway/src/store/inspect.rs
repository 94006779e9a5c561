//! A look at a database that a gateway may be using: nothing is made, and nothing is brought up to date.

use sqlx::{
    Connection as _, PgConnection, SqliteConnection,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};
use std::{collections::BTreeSet, path::Path, time::Duration};

use super::{Result, StoreError};
use crate::config::Database;

/// SQLite's migration that made the table `installation`. Without it nothing is known of the secret.
const INSTALLATION: i64 = 4;

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// Why it cannot be written.
    pub unwritable: Option<String>,
    /// Changes of the tables that this version knows and the database has not had.
    pub missing_migrations: usize,
    /// Changes that a newer version has made.
    pub unknown_migrations: usize,
    /// Of the secret that belongs to it; `None` before the first start.
    pub secret_fingerprint: Option<Vec<u8>>,
}

impl Inspected {
    fn new(done: &[i64], known: &Migrator, unwritable: Option<String>, fingerprint: Option<Vec<u8>>) -> Self {
        let done: BTreeSet<i64> = done.iter().copied().collect();
        let known: BTreeSet<i64> = known.iter().map(|one| one.version).collect();
        Self {
            unwritable,
            missing_migrations: known.difference(&done).count(),
            unknown_migrations: done.difference(&known).count(),
            secret_fingerprint: fingerprint,
        }
    }
}

const DONE: &str = "SELECT version FROM _sqlx_migrations ORDER BY version";
const FINGERPRINT: &str = "SELECT secret_fingerprint FROM installation";
/// A write that changes nothing, down to the disk.
const NOTHING: &str = "UPDATE installation SET id = id";

/// Opens it beside a running gateway.
///
/// # Errors
/// It is not there, cannot be opened, or is no database of the gateway.
pub async fn inspect(database: &Database) -> Result<Inspected> {
    match database {
        Database::Sqlite(file) => sqlite(file).await,
        Database::Postgres(address) => {
            let connected = PgConnection::connect_with(address.options()).await;
            let mut connection = connected.map_err(|error| StoreError::Connect(database.clone(), error))?;
            let seen = look_at_server(&mut connection).await;
            connection.close().await?;
            seen
        }
    }
}

async fn sqlite(file: &Path) -> Result<Inspected> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .busy_timeout(Duration::from_secs(5));
    // A file that may only be read cannot be opened for writing.
    let (mut connection, unwritable) = match SqliteConnection::connect_with(&options).await {
        Ok(connection) => (connection, None),
        Err(error) => {
            let options = SqliteConnectOptions::new().filename(file).read_only(true);
            (SqliteConnection::connect_with(&options).await?, Some(error.to_string()))
        }
    };
    let seen = look_at_file(&mut connection, unwritable).await;
    connection.close().await?;
    seen
}

async fn look_at_file(connection: &mut SqliteConnection, unwritable: Option<String>) -> Result<Inspected> {
    let known = sqlx::migrate!();
    let done: Vec<i64> = sqlx::query_scalar(DONE).fetch_all(&mut *connection).await?;
    if !done.contains(&INSTALLATION) {
        return Ok(Inspected { unknown_migrations: 0, ..Inspected::new(&done, &known, unwritable, None) });
    }
    let unwritable = match unwritable {
        Some(error) => Some(error),
        None => sqlx::query(NOTHING).execute(&mut *connection).await.err().map(|error| error.to_string()),
    };
    let fingerprint = sqlx::query_scalar(FINGERPRINT).fetch_optional(&mut *connection).await?;
    Ok(Inspected::new(&done, &known, unwritable, fingerprint))
}

async fn look_at_server(connection: &mut PgConnection) -> Result<Inspected> {
    let known = sqlx::migrate!("migrations/postgres");
    // An empty database has no tables yet.
    let there: bool = sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await?;
    if !there {
        return Ok(Inspected::new(&[], &known, None, None));
    }
    let done: Vec<i64> = sqlx::query_scalar(DONE).fetch_all(&mut *connection).await?;
    let fingerprint = sqlx::query_scalar(FINGERPRINT).fetch_optional(&mut *connection).await?;
    let unwritable =
        sqlx::query(NOTHING).execute(&mut *connection).await.err().map(|error| error.to_string());
    Ok(Inspected::new(&done, &known, unwritable, fingerprint))
}
