//! The reference for the gateway's speed: the minimum for a durable write over HTTP. One axum handler, one insert, one
//! commit, with the gateway's settings of the same engine (SQLite: WAL, `synchronous=FULL`, one writer; PostgreSQL: twelve
//! connections, `synchronous_commit=on`).

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use clap::Parser;
use gateway::config::Database;
use serde::Deserialize;
use sqlx::{
    PgPool, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{error::Error, time::Duration};

#[derive(Parser)]
struct Cli {
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: String,
    /// A new SQLite file, or the address of a database of PostgreSQL.
    #[arg(long)]
    database: Database,
}

#[derive(Deserialize)]
struct Insert {
    account_id: String,
    amount: contract::Money,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let cli = Cli::parse();
    let inserts = match &cli.database {
        Database::Sqlite(file) => {
            let options = SqliteConnectOptions::new()
                .filename(file)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10));
            let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
            sqlx::query(
                "CREATE TABLE inserts (id INTEGER PRIMARY KEY, account TEXT NOT NULL, cents INTEGER NOT NULL) STRICT",
            )
            .execute(&pool)
            .await?;
            Router::new().route("/inserts", post(into_sqlite)).with_state(pool)
        }
        Database::Postgres(address) => {
            let _ = rustls::crypto::ring::default_provider().install_default();
            let options = address.options().clone().options([("synchronous_commit", "on")]);
            let pool = PgPoolOptions::new().max_connections(12).connect_with(options).await?;
            sqlx::query(
                "CREATE TABLE IF NOT EXISTS inserts (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account TEXT NOT NULL,
                 cents BIGINT NOT NULL)",
            )
            .execute(&pool)
            .await?;
            Router::new().route("/inserts", post(into_postgres)).with_state(pool)
        }
    };
    let listener = tokio::net::TcpListener::bind(&cli.listen).await?;
    println!("bare: listening on http://{}", listener.local_addr()?);
    axum::serve(listener, inserts).await?;
    Ok(())
}

type Answer = Result<(StatusCode, String), StatusCode>;

fn cents(insert: &Insert) -> Result<i64, StatusCode> {
    i64::try_from(insert.amount.amount.cents()).map_err(|_| StatusCode::BAD_REQUEST)
}

async fn into_sqlite(State(pool): State<SqlitePool>, Json(new): Json<Insert>) -> Answer {
    let done = sqlx::query("INSERT INTO inserts (account, cents) VALUES (?, ?)")
        .bind(&new.account_id)
        .bind(cents(&new)?)
        .execute(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok((StatusCode::CREATED, done.last_insert_rowid().to_string()))
}

async fn into_postgres(State(pool): State<PgPool>, Json(new): Json<Insert>) -> Answer {
    let id: i64 = sqlx::query_scalar("INSERT INTO inserts (account, cents) VALUES ($1, $2) RETURNING id")
        .bind(&new.account_id)
        .bind(cents(&new)?)
        .fetch_one(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok((StatusCode::CREATED, id.to_string()))
}
