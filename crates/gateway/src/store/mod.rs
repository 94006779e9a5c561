//! The database: SQLite in one file.
//!
//! All SQL statements of the gateway, each in a function with a name from the domain. Rules are in `service`.
//!
//! Reads go through a pool of connections, writes through a single one (`writer`): SQLite has one writer anyway, and
//! the queue for it here is fair, while its busy handler is not.

pub mod accounts;
pub mod checkouts;
mod columns;
pub mod found;
pub mod idempotency;
pub mod installation;
pub mod outbox;
pub mod sessions;
pub mod top_ups;
mod writer;

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, time::Duration};

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("database: {0}")]
    Sql(#[from] sqlx::Error),
    #[error("database migration: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error("cannot make the database's folder: {0}")]
    Folder(std::io::Error),
    /// It is unknown whether it was written. A repeatable request can be repeated.
    #[error("a transaction could not be committed")]
    Commit,
    #[error("a stored value does not hold: {0}")]
    Corrupt(&'static str),
}

pub type Result<T> = std::result::Result<T, StoreError>;

pub use writer::Write;

/// The open database.
#[derive(Clone, Debug)]
pub struct Store {
    writer: writer::Writer,
    readers: SqlitePool,
}

impl Store {
    /// Opens the file, makes it when it is not there, and brings its tables up to date.
    pub async fn open(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(StoreError::Folder)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged top-up survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // `gateway import` may write while the server runs.
            .busy_timeout(Duration::from_secs(10));
        let writer = writer::Writer::open(&options).await?;
        // A connection to a file does not go away by itself: asking it first whether it is there costs as much as
        // a small query.
        let readers = SqlitePoolOptions::new()
            .test_before_acquire(false)
            .max_connections(4)
            .min_connections(1)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await?;
        Ok(Self { writer, readers })
    }

    /// Begins a write at once, so that what it reads stays true until it commits.
    pub async fn write(&self) -> Result<Write> {
        self.writer.write().await
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute(&self.readers).await?;
        Ok(())
    }

    /// Closes all connections; the WAL is merged into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        if let Err(error) = self.writer.close().await {
            tracing::warn!(%error, "the WAL stays beside the database; it is read at the next start");
        }
    }
}
