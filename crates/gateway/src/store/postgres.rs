//! PostgreSQL: its connections, its schema and its transactions.
//!
//! A write is a transaction at READ COMMITTED. What it rests on it locks by row (`locks`), so that two gateways do not both
//! act on what only one of them may.

use sqlx::{
    Connection as _, PgConnection, PgPool, Postgres, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use super::{NEVER, Result, StoreError, WRITE_WAITS, write_failures};

/// How long the server may take to answer the listener for wake-ups.
const LISTENER_WAITS: Duration = Duration::from_secs(10);
/// Connections of one gateway. A read never waits for a write, so each kind has its own.
const WRITERS: u32 = 12;
const READERS: u32 = 8;
/// How long a read waits for a free connection, or for a server that is being restarted.
const READ_WAITS: Duration = Duration::from_secs(5);

/// The open database.
#[derive(Clone, Debug)]
pub(super) struct Pools {
    writers: PgPool,
    readers: PgPool,
    of_listener: PgPool,
    /// The last write could not be begun, carried out or committed.
    failed: Arc<AtomicBool>,
}

/// The connection of the listener for wake-ups; made when it is first used.
fn of_listener(options: &PgConnectOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .acquire_timeout(LISTENER_WAITS)
        .connect_lazy_with(options.clone())
}

impl Pools {
    /// Connects, and brings the tables up to date. Several gateways may do so at once: one does the work.
    pub async fn open(options: &PgConnectOptions) -> Result<Self> {
        let options = options.clone().application_name("ricarica");
        migrate(&options).await?;
        let pool = |connections, waits| {
            let pool = PgPoolOptions::new().max_connections(connections).min_connections(1);
            pool.acquire_timeout(waits).acquire_slow_threshold(NEVER)
        };
        let options = options.options([
            // An acknowledged top-up survives a power cut.
            ("synchronous_commit", "on"),
            // As long as another process may hold SQLite's file.
            ("lock_timeout", "10s"),
            // A gateway that hangs, or whose network is gone, does not hold its locks for ever.
            ("idle_in_transaction_session_timeout", "60s"),
        ]);
        let of_listener = of_listener(&options);
        let read_only = options.clone().options([("default_transaction_read_only", "on")]);
        let writers = pool(WRITERS, WRITE_WAITS).connect_with(options).await?;
        let readers = pool(READERS, READ_WAITS).connect_with(read_only).await?;
        Ok(Self { writers, readers, of_listener, failed: Arc::new(AtomicBool::new(false)) })
    }

    pub fn readers(&self) -> &PgPool {
        &self.readers
    }

    pub fn of_listener(&self) -> &PgPool {
        &self.of_listener
    }

    pub fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// A write has waited in vain.
    pub fn not_begun(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    pub async fn write(&self) -> Result<PostgresWrite> {
        let begun = self.writers.begin().await;
        if begun.is_err() {
            write_failures::count();
            self.failed.store(true, Ordering::Relaxed);
        }
        Ok(PostgresWrite { transaction: begun?, is_broken: false, failed: Arc::clone(&self.failed) })
    }

    pub async fn close(&self) {
        self.of_listener.close().await;
        self.readers.close().await;
        self.writers.close().await;
    }
}

/// On a connection of its own, because it may wait longer for its lock than others may. A newer gateway may have brought
/// the schema further: each version works with the schema of the next one (docs/operating.md).
async fn migrate(options: &PgConnectOptions) -> Result<()> {
    let mut connection = PgConnection::connect_with(options).await?;
    let mut migrations = sqlx::migrate!("migrations/postgres");
    migrations.set_ignore_missing(true);
    migrations.run(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

/// A transaction. Dropped without `commit`, it is undone.
#[derive(Debug)]
pub struct PostgresWrite {
    transaction: Transaction<'static, Postgres>,
    /// A statement has failed, so that the database undoes all of it.
    is_broken: bool,
    failed: Arc<AtomicBool>,
}

impl PostgresWrite {
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    pub fn note(&mut self, error: &sqlx::Error) {
        // The statement was carried out where only its answer could not be read.
        let is_answer = matches!(
            error,
            sqlx::Error::RowNotFound | sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)
        );
        self.is_broken |= !is_answer;
        if keeps_from_writing(error) {
            write_failures::count();
            self.failed.store(true, Ordering::Relaxed);
        }
    }

    pub async fn commit(self) -> Result<()> {
        if self.is_broken {
            return Err(StoreError::Commit);
        }
        let done = self.transaction.commit().await;
        self.failed.store(done.is_err(), Ordering::Relaxed);
        done.map_err(|error| {
            write_failures::count();
            tracing::error!(%error, "a transaction could not be committed");
            StoreError::Commit
        })
    }
}

/// Whether the reason is the server and not the statement: no room (53), read only (25006), an error of its disk (58), its end
/// (57P), no connection (08). A commit after it is never tried, so this is where it is noticed.
fn keeps_from_writing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            code == "25006" || ["53", "57P", "58", "08"].iter().any(|class| code.starts_with(class))
        }),
        sqlx::Error::Io(_) => true,
        _ => false,
    }
}
