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
pub mod email_changes;
pub mod erase;
pub mod found;
pub mod idempotency;
pub mod inspect;
pub mod installation;
pub mod keep;
pub mod locks;
pub mod movements;
mod now;
pub mod office_mails;
pub mod outbox;
mod postgres;
pub mod quotas;
pub mod ratings;
pub mod report;
pub mod sessions;
pub mod set_back;
mod size;
pub mod statements;
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
use std::{
    path::Path,
    time::{Duration, Instant},
};

use crate::{
    config::Database,
    files,
    queue::{Full, Queue, QueueState, Scarce, Waiting},
    traces::spans,
};

/// Reads that are under way or wait for a connection.
const READS_MAX: usize = 256;
/// Writes that wait: for their turn at SQLite's writer, or for one of PostgreSQL's connections.
const WRITES_WAITING_MAX: usize = 256;
/// So long the first write of a request waits. The phone gets the refusal in time to try again.
const FIRST_WRITE_WAITS: Duration = Duration::from_secs(5);
/// Longer than any wait.
const NEVER: Duration = Duration::from_secs(3600);
/// So long a later one waits: it holds what has been done before. Longer than SQLite waits for another process.
const WRITE_WAITS: Duration = Duration::from_secs(20);

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("database: {0}")]
    Sql(sqlx::Error),
    /// Nothing was read or written.
    #[error(transparent)]
    Full(#[from] Full),
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
            // Serialization failure, deadlock, a lock that was not free in time; the server is shutting down or starting. 5 is
            // SQLite's: another process had the file.
            Self::Sql(sqlx::Error::Database(error)) => error.code().is_some_and(|code| {
                matches!(&*code, "40001" | "40P01" | "55P03" | "5")
                    || code.starts_with("57P")
                    || code.starts_with("08")
            }),
            Self::Sql(error) => {
                matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::PoolClosed)
            }
            Self::Full(Full) => true,
            _ => false,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Configuration(cause) if cause.is::<Full>() => Self::Full(Full),
            other => Self::Sql(other),
        }
    }
}

pub type Result<T> = std::result::Result<T, StoreError>;

pub use engine::Engine;
pub use write::Write;

/// The open database.
#[derive(Clone, Debug)]
pub struct Store {
    engine: Engine<SqliteFile, postgres::Pools>,
    reads: Queue,
    writes: Queue,
}

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
            .acquire_timeout(FIRST_WRITE_WAITS)
            // Who waits is counted; a line for each would be one for every request past saturation.
            .acquire_slow_threshold(NEVER)
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
        let engine = match database {
            Database::Sqlite(path) => Engine::Sqlite(SqliteFile::open(path).await?),
            Database::Postgres(address) => {
                let pools = postgres::Pools::open(address.options()).await;
                Engine::Postgres(pools.map_err(|error| match error {
                    StoreError::Sql(error) => StoreError::Connect(database.clone(), error),
                    other => other,
                })?)
            }
        };
        let reads = Queue::new(Scarce::DatabaseReads, READS_MAX);
        let writes = Queue::new(Scarce::DatabaseWrites, WRITES_WAITING_MAX);
        Ok(Self { engine, reads, writes })
    }

    /// Begins a write. What it has read stays true until it commits: in SQLite always, in PostgreSQL what it has locked
    /// before ([`locks`]).
    pub async fn write(&self) -> Result<Write> {
        self.write_within(self.writes.enter_anyway(), WRITE_WAITS).await
    }

    /// As [`Store::write`], for the first write of a request: nothing is lost if it is refused.
    ///
    /// # Errors
    /// [`StoreError::Full`] at once if too many writes wait, and after five seconds if its turn has not come.
    pub async fn first_write(&self) -> Result<Write> {
        self.write_within(self.writes.enter()?, FIRST_WRITE_WAITS).await
    }

    async fn write_within(&self, waiting: Waiting, patience: Duration) -> Result<Write> {
        let began = Instant::now();
        let span = spans::database_write(match &self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgresql",
        });
        let begun = tokio::time::timeout(patience, async {
            let write = match &self.engine {
                Engine::Sqlite(file) => Engine::Sqlite(file.writer.write().await?),
                Engine::Postgres(pools) => Engine::Postgres(pools.write().await?),
            };
            spans::write_began(&span, began.elapsed());
            Ok(Write { engine: write, span: span.clone() })
        });
        let begun = begun.await;
        drop(waiting);
        begun.unwrap_or_else(|_| {
            self.writes.refused();
            write_failures::count();
            match &self.engine {
                Engine::Sqlite(file) => file.writer.not_begun(),
                Engine::Postgres(pools) => pools.not_begun(),
            }
            Err(StoreError::Full(Full))
        })
    }

    /// Who waits for the database.
    pub fn queues(&self) -> [QueueState; 2] {
        [self.reads.state(), self.writes.state()]
    }

    /// Where the macros of [`engine`] read outside of any write.
    pub fn engine(&self) -> engine::Readers<'_> {
        match &self.engine {
            Engine::Sqlite(file) => Engine::Sqlite(&file.readers),
            Engine::Postgres(pools) => Engine::Postgres(pools.readers()),
        }
    }

    /// A read that failed changes nothing. See [`Write::noted`].
    #[doc(hidden)]
    pub fn noted<T>(&self, done: sqlx::Result<T>) -> sqlx::Result<T> {
        done
    }

    /// The place of a read, until it has been read.
    #[doc(hidden)]
    pub fn place(&self) -> sqlx::Result<Waiting> {
        self.reads.enter().map_err(|full| sqlx::Error::Configuration(Box::new(full)))
    }

    /// Whether the database answers. It reads a table: SQLite answers `SELECT 1` without looking at its file. Never refused: a
    /// gateway with much to do is not one that cannot work.
    pub async fn ping(&self) -> Result<()> {
        const SQL: &str = "SELECT id FROM installation";
        match self.engine() {
            Engine::Sqlite(pool) => sqlx::query(SQL).execute(pool).await.map(|_| ())?,
            Engine::Postgres(pool) => sqlx::query(SQL).execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Whether the database could not carry out the last write.
    pub fn has_failed(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(file) => file.writer.has_failed(),
            Engine::Postgres(pools) => pools.has_failed(),
        }
    }

    /// Whether the database can be written. It is tried only if the last write failed.
    pub async fn can_write(&self) -> bool {
        if !self.has_failed() {
            return true;
        }
        let tried = async {
            let mut write = self.write_within(self.writes.enter_anyway(), FIRST_WRITE_WAITS).await?;
            execute!(write, sqlx::query("UPDATE installation SET id = id"))?;
            write.commit().await
        };
        tried.await.is_ok()
    }

    /// Closes all connections; SQLite's WAL is merged into the file.
    pub async fn close(&self) {
        match &self.engine {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn database_that_is_no_longer_there_does_not_answer() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("test.db").into()).await.unwrap();
        store.ping().await.unwrap();
        let mut write = store.write().await.unwrap();
        execute!(write, sqlx::query("DROP TABLE installation")).unwrap();
        write.commit().await.unwrap();
        assert!(store.ping().await.is_err());
    }
}
