//! The two databases, and the macros that run one statement on either.
//!
//! sqlx takes the database from the connection, so a statement is written once: `execute!(write, sqlx::query("…").bind(x))`.
//! Its text must be good for both. Where the databases really differ, a function matches on [`Engine`].

use sqlx::{PgConnection, PgPool, SqliteConnection, SqlitePool};

/// The same part of either database.
#[derive(Debug, Clone, Copy)]
pub enum Engine<S, P> {
    Sqlite(S),
    Postgres(P),
}

/// A connection inside a write.
pub type Connection<'a> = Engine<&'a mut SqliteConnection, &'a mut PgConnection>;

/// The pools that read.
pub type Readers<'a> = Engine<&'a SqlitePool, &'a PgPool>;

/// Runs a statement in a [`Write`](super::Write). Gives the number of rows that it changed.
#[macro_export]
macro_rules! execute {
    ($on:expr, $query:expr $(,)?) => {{
        let done = match $on.place() {
            Ok(_place) => match $on.engine() {
                $crate::store::Engine::Sqlite(to) => {
                    $query.execute(to).await.map(|done| done.rows_affected())
                }
                $crate::store::Engine::Postgres(to) => {
                    $query.execute(to).await.map(|done| done.rows_affected())
                }
            },
            Err(full) => Err(full),
        };
        $on.noted(done)
    }};
}

/// Gives the one row of a query in a [`Write`](super::Write) or outside of any.
#[macro_export]
macro_rules! fetch_one {
    ($on:expr, $query:expr $(,)?) => {{
        let fetched = match $on.place() {
            Ok(_place) => match $on.engine() {
                $crate::store::Engine::Sqlite(from) => $query.fetch_one(from).await,
                $crate::store::Engine::Postgres(from) => $query.fetch_one(from).await,
            },
            Err(full) => Err(full),
        };
        $on.noted(fetched)
    }};
}

/// As [`fetch_one!`], for a row that may be missing.
#[macro_export]
macro_rules! fetch_optional {
    ($on:expr, $query:expr $(,)?) => {{
        let fetched = match $on.place() {
            Ok(_place) => match $on.engine() {
                $crate::store::Engine::Sqlite(from) => $query.fetch_optional(from).await,
                $crate::store::Engine::Postgres(from) => $query.fetch_optional(from).await,
            },
            Err(full) => Err(full),
        };
        $on.noted(fetched)
    }};
}

/// As [`fetch_one!`], for any number of rows.
#[macro_export]
macro_rules! fetch_all {
    ($on:expr, $query:expr $(,)?) => {{
        let fetched = match $on.place() {
            Ok(_place) => match $on.engine() {
                $crate::store::Engine::Sqlite(from) => $query.fetch_all(from).await,
                $crate::store::Engine::Postgres(from) => $query.fetch_all(from).await,
            },
            Err(full) => Err(full),
        };
        $on.noted(fetched)
    }};
}
