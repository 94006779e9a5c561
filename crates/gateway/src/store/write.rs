//! A transaction of either database.

use tracing::Span;

use super::{Engine, Result, engine::Connection, postgres::PostgresWrite, writer::SqliteWrite};
use crate::traces::spans;

/// A write in progress. Dropped without `commit`, it never happened.
///
/// In SQLite it sees what the writes before it did, and that may not be on disk yet. A caller that reports what it has
/// read as stored commits first, even if it wrote nothing.
#[derive(Debug)]
pub struct Write {
    pub(super) engine: Engine<SqliteWrite, PostgresWrite>,
    /// Of the request's trace. It ends with the write.
    pub(super) span: Span,
}

impl Write {
    /// Where the macros of `engine` run their statements.
    pub fn engine(&mut self) -> Connection<'_> {
        match &mut self.engine {
            Engine::Sqlite(write) => Engine::Sqlite(write),
            Engine::Postgres(write) => Engine::Postgres(write.connection()),
        }
    }

    /// A write has its place already.
    #[doc(hidden)]
    pub const fn place(&self) -> sqlx::Result<()> {
        Ok(())
    }

    /// PostgreSQL undoes the whole transaction after a statement that failed, and its COMMIT does not say so.
    #[doc(hidden)]
    pub fn noted<T>(&mut self, done: sqlx::Result<T>) -> sqlx::Result<T> {
        if let (Engine::Postgres(write), Err(error)) = (&mut self.engine, &done) {
            write.note(error);
        }
        done
    }

    /// Returns when it is on disk.
    ///
    /// # Errors
    /// It is unknown whether it was written, or a statement of it failed before.
    pub async fn commit(self) -> Result<()> {
        let done = match self.engine {
            Engine::Sqlite(write) => write.commit().await,
            Engine::Postgres(write) => write.commit().await,
        };
        if done.is_ok() {
            spans::committed(&self.span);
        }
        done
    }
}
