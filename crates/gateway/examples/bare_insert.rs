//! The reference for the gateway's speed: the minimum for a durable write over HTTP. One axum handler, one insert, one
//! commit, with the gateway's SQLite settings (WAL, `synchronous=FULL`, one writer).

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use clap::Parser;
use serde::Deserialize;
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{error::Error, path::PathBuf, time::Duration};

#[derive(Parser)]
struct Cli {
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: String,
    /// A new SQLite file.
    #[arg(long)]
    database: PathBuf,
}

#[derive(Deserialize)]
struct Insert {
    account_id: String,
    amount: contract::Money,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let cli = Cli::parse();
    let options = SqliteConnectOptions::new()
        .filename(&cli.database)
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
    let app = Router::new().route("/inserts", post(insert)).with_state(pool);
    let listener = tokio::net::TcpListener::bind(&cli.listen).await?;
    println!("bare: listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

async fn insert(
    State(pool): State<SqlitePool>,
    Json(new): Json<Insert>,
) -> Result<(StatusCode, String), StatusCode> {
    let cents = i64::try_from(new.amount.amount.cents()).map_err(|_| StatusCode::BAD_REQUEST)?;
    let done = sqlx::query("INSERT INTO inserts (account, cents) VALUES (?, ?)")
        .bind(new.account_id)
        .bind(cents)
        .execute(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok((StatusCode::CREATED, done.last_insert_rowid().to_string()))
}
