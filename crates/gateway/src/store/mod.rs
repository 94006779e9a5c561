//! The database: SQLite in one file, or PostgreSQL for several gateways.
//!
//! All SQL statements of the gateway, each in a function with a name from the domain. Rules are in `service`. A statement is
//! written once for both databases (`engine`).
//!
//! Reads go through a pool of connections. SQLite's writes go through a single connection (`writer`): it has one writer
//! anyway, and the queue for it here is fair, while its busy handler is not. PostgreSQL's have a pool (`postgres`).

#[macro_use]
mod engine;

pub mod accounts;
pub mod app_files;
pub mod backup;
pub mod checkouts;
mod columns;
pub mod copy;
pub mod credits;
pub mod erase;
pub mod found;
pub mod idempotency;
pub mod inspect;
pub mod installation;
pub mod keep;
pub mod locks;
mod now;
pub mod office_mails;
pub mod outbox;
mod postgres;
pub mod quotas;
pub mod sessions;
pub mod set_back;
mod size;
pub mod top_ups;
pub mod undelivered;
pub mod waiting;
pub mod wake;
mod write;
pub mod write_failures;
mod writer;

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, time::Duration};

use crate::{config::Database, files};

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("database: {0}")]
    Sql(#[from] sqlx::Error),
    #[error(
        "cannot connect to {0}: {1}. Check that the server runs and can be reached, that the database is there, and that user \
         and password are right"
    )]
    Connect(Database, sqlx::Error),
    #[error("database migration: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error("cannot make the database's folder: {0}")]
    Folder(std::io::Error),
    #[error("cannot make the database's file readable by its owner alone: {0}")]
    File(std::io::Error),
    /// It is unknown whether it was written. A repeatable request can be repeated.
    #[error("a transaction could not be committed")]
    Commit,
    #[error("a stored value does not hold: {0}")]
    Corrupt(&'static str),
}

impl StoreError {
    /// Whether nothing was written and the same may succeed in a moment: two writes have met in PostgreSQL, or it is out of
    /// reach.
    pub fn is_passing(&self) -> bool {
        match self {
            // Serialization failure, deadlock, a lock that was not free in time; the server is shutting down or starting.
            Self::Sql(sqlx::Error::Database(error)) => error.code().is_some_and(|code| {
                matches!(&*code, "40001" | "40P01" | "55P03")
                    || code.starts_with("57P")
                    || code.starts_with("08")
            }),
            Self::Sql(error) => {
                matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed)
            }
            _ => false,
        }
    }
}

pub type Result<T> = std::result::Result<T, StoreError>;

pub use engine::Engine;
pub use write::Write;

/// The open database.
#[derive(Clone, Debug)]
pub struct Store(Engine<SqliteFile, postgres::Pools>);

#[derive(Clone, Debug)]
struct SqliteFile {
    writer: writer::Writer,
    readers: SqlitePool,
}

impl SqliteFile {
    /// Makes the file when it is not there.
    async fn open(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            files::make_private_folder(folder).map_err(StoreError::Folder)?;
        }
        // SQLite gives the files beside it the same permissions.
        files::make_private(path).map_err(StoreError::File)?;
        for beside in ["-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(beside);
            files::keep_private(Path::new(&name)).map_err(StoreError::File)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged top-up survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted is overwritten: an erased guardian is not in the file's free pages.
            .pragma("secure_delete", "ON")
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
}

impl Store {
    /// Opens the database and brings its tables up to date. SQLite's file is made when it is not there.
    pub async fn open(database: &Database) -> Result<Self> {
        Ok(Self(match database {
            Database::Sqlite(path) => Engine::Sqlite(SqliteFile::open(path).await?),
            Database::Postgres(address) => {
                let pools = postgres::Pools::open(address.options()).await;
                Engine::Postgres(pools.map_err(|error| match error {
                    StoreError::Sql(error) => StoreError::Connect(database.clone(), error),
                    other => other,
                })?)
            }
        }))
    }

    /// Begins a write. What it has read stays true until it commits: in SQLite always, in PostgreSQL what it has locked
    /// before ([`locks`]).
    pub async fn write(&self) -> Result<Write> {
        Ok(Write(match &self.0 {
            Engine::Sqlite(file) => Engine::Sqlite(file.writer.write().await?),
            Engine::Postgres(pools) => Engine::Postgres(pools.write().await?),
        }))
    }

    /// Where the macros of [`engine`] read outside of any write.
    pub fn engine(&self) -> engine::Readers<'_> {
        match &self.0 {
            Engine::Sqlite(file) => Engine::Sqlite(&file.readers),
            Engine::Postgres(pools) => Engine::Postgres(pools.readers()),
        }
    }

    /// A read that failed changes nothing. See [`Write::noted`].
    #[doc(hidden)]
    pub fn noted<T>(&self, done: sqlx::Result<T>) -> sqlx::Result<T> {
        done
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        execute!(self, sqlx::query("SELECT 1"))?;
        Ok(())
    }

    /// Whether the database can be written. It is tried only if the last write failed.
    pub async fn can_write(&self) -> bool {
        let has_failed = match &self.0 {
            Engine::Sqlite(file) => file.writer.has_failed(),
            Engine::Postgres(pools) => pools.has_failed(),
        };
        if !has_failed {
            return true;
        }
        let tried = async {
            let mut write = self.write().await?;
            execute!(write, sqlx::query("UPDATE installation SET id = id"))?;
            write.commit().await
        };
        tried.await.is_ok()
    }

    /// Closes all connections; SQLite's WAL is merged into the file.
    pub async fn close(&self) {
        match &self.0 {
            Engine::Sqlite(file) => {
                file.readers.close().await;
                if let Err(error) = file.writer.close().await {
                    tracing::warn!(%error, "the WAL stays beside the database; it is read at the next start");
                }
            }
            Engine::Postgres(pools) => pools.close().await,
        }
    }
}
