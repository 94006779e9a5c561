//! A transaction of either database.

use super::{Engine, Result, engine::Connection, postgres::PostgresWrite, writer::SqliteWrite};

/// A write in progress. Dropped without `commit`, it never happened.
///
/// In SQLite it sees what the writes before it did, and that may not be on disk yet. A caller that reports what it has
/// read as stored commits first, even if it wrote nothing.
#[derive(Debug)]
pub struct Write(pub(super) Engine<SqliteWrite, PostgresWrite>);

impl Write {
    /// Where the macros of `engine` run their statements.
    pub fn engine(&mut self) -> Connection<'_> {
        match &mut self.0 {
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
        if let (Engine::Postgres(write), Err(error)) = (&mut self.0, &done) {
            write.note(error);
        }
        done
    }

    /// Returns when it is on disk.
    ///
    /// # Errors
    /// It is unknown whether it was written, or a statement of it failed before.
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Engine::Sqlite(write) => write.commit().await,
            Engine::Postgres(write) => write.commit().await,
        }
    }
}
