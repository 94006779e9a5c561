//! What is peculiar to PostgreSQL: connections that end, versions side by side, and what its address shows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;
#[path = "crash/processes.rs"]
#[allow(dead_code, reason = "each test file uses its own part of this")]
mod processes;

use common::{ANNA, TestDatabase, TestEnvironment, database::server, key};
use gateway::{
    cli::{backup, migrate::migrate},
    config::Config,
    store::{Store, StoreError},
};
use processes::{Gateway, Sandbox};
use reqwest::StatusCode;
use serde_json::Value;
use sqlx::{Connection as _, PgConnection};
use std::path::Path;

fn config(folder: &Path, database: &str) -> Config {
    let example = include_str!("../gateway.example.toml");
    let address = [("RICARICA_DATABASE".to_owned(), database.to_owned())].into_iter();
    Config::parse(example, &folder.join("gateway.toml"), address).unwrap()
}

async fn new_database() -> TestDatabase {
    TestDatabase::on(server().expect("RICARICA_TEST_DATABASE names a server")).await
}

#[tokio::test]
async fn server_out_of_reach_is_named_with_what_to_do_and_without_the_password() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path(), &format!("postgres://ricarica:segreta@{closed}/mensa"));
    assert!(!format!("{config:?}").contains("segreta"));
    let error = Store::open(&config.database).await.unwrap_err();
    assert!(matches!(error, StoreError::Connect(..)), "{error:?}");
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(text.contains(&format!("postgres://ricarica@{closed}/mensa")), "{text}");
        assert!(!text.contains("segreta"), "{text}");
    }
    assert!(error.to_string().contains("Check that the server runs"), "{error}");
    let error = backup::back_up(&config, &folder.path().join("copy")).await.unwrap_err().to_string();
    assert!(error.contains("use pg_dump") && !error.contains("segreta"), "{error}");
    let error = backup::restore(&config, &folder.path().join("copy")).await.unwrap_err().to_string();
    assert!(error.contains("use pg_dump"), "{error}");
}

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn connections_that_the_server_has_ended_are_replaced() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let mut admin = PgConnection::connect(environment.address()).await.unwrap();
    for euro in 21..24 {
        let ended: i64 = sqlx::query_scalar(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .fetch_one(&mut admin)
        .await
        .unwrap();
        assert!(ended > 0);
        anna.open("Zoé", &format!("{euro}.00")).await;
        assert_eq!(anna.get("/status").await.status, StatusCode::OK);
    }
}

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn held_lock_is_answered_as_unavailable_and_the_request_can_be_repeated() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let body = common::new_top_up(&anna.account("Zoé").await["id"], "25.00");
    let mut other = PgConnection::connect(environment.address()).await.unwrap();
    let mut held = other.begin().await.unwrap();
    sqlx::query("SELECT 1 FROM guardians FOR UPDATE").execute(&mut *held).await.unwrap();
    let mine = key();
    let refused = anna.post_with_key("/api/v1/top-ups", &mine, body.clone()).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!((refused.problem(), refused.header("retry-after")), ("unavailable", "1"));
    held.rollback().await.unwrap();
    let repeated = anna.post_with_key("/api/v1/top-ups", &mine, body).await;
    assert_eq!(repeated.status, StatusCode::CREATED);
}

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn version_before_starts_on_the_tables_of_the_next() {
    let (database, folder) = (new_database().await, tempfile::tempdir().unwrap());
    let config = config(folder.path(), &database.address);
    assert!(migrate(&config).await.unwrap().contains("are up to date"));
    assert!(!config.secret_file.exists(), "only a start makes the secret");
    // As a newer version leaves it.
    let mut admin = PgConnection::connect(&database.address).await.unwrap();
    for sql in [
        "ALTER TABLE accounts ADD COLUMN colour TEXT",
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'colour', TRUE, '', 0)",
    ] {
        sqlx::query(sql).execute(&mut admin).await.unwrap();
    }
    assert!(migrate(&config).await.is_ok());
    let service = gateway::server::start(config).await.unwrap();
    service.store().ping().await.unwrap();
    service.store().close().await;
}

#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn acknowledged_writes_wait_for_the_disk_and_readers_cannot_write() {
    let database = new_database().await;
    let store = Store::open(&database.database()).await.unwrap();
    let mut write = store.write().await.unwrap();
    let setting: String = gateway::fetch_one!(write, sqlx::query_scalar("SHOW synchronous_commit")).unwrap();
    assert_eq!(setting, "on");
    let error = gateway::execute!(store, sqlx::query("DELETE FROM sessions")).unwrap_err().to_string();
    assert!(error.contains("read-only transaction"), "{error}");
    // A value that cannot be read is no failed statement; a statement that fails ends the write.
    let wrong: Result<String, _> = gateway::fetch_one!(write, sqlx::query_scalar("SELECT 1"));
    assert!(wrong.is_err());
    write.commit().await.unwrap();
    let mut write = store.write().await.unwrap();
    assert!(gateway::execute!(write, sqlx::query("SELECT 1/0")).is_err());
    assert!(matches!(write.commit().await, Err(StoreError::Commit)));
    store.close().await;
}

/// Read only: as after a failover. The connection is there, and every write fails.
#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn what_the_server_cannot_carry_out_is_a_failed_write_and_a_wrong_statement_is_none() {
    let database = new_database().await;
    let store = Store::open(&database.database()).await.unwrap();
    for (sql, is_of_the_server) in [("SELECT 1/0", false), ("DELETE FROM sessions", true)] {
        let mut write = store.write().await.unwrap();
        gateway::execute!(write, sqlx::query("SET TRANSACTION READ ONLY")).unwrap();
        assert!(gateway::execute!(write, sqlx::query(sql)).is_err());
        drop(write);
        assert_eq!(store.has_failed(), is_of_the_server, "{sql}");
    }
    assert!(store.can_write().await && !store.has_failed(), "it is tried again");
    store.close().await;
}

/// During an update the gateway of the version before goes on: the advice must not be to restore a backup.
#[tokio::test]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn check_finds_no_fault_in_the_tables_of_the_next_version() {
    let (database, sandbox) = (new_database().await, Sandbox::start());
    let mut gateway = Gateway::prepare(&sandbox);
    gateway.set("RICARICA_DATABASE", database.address.clone());
    gateway.start();
    gateway.kill();
    let mut admin = PgConnection::connect(&database.address).await.unwrap();
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'later', TRUE, '', 0)";
    sqlx::query(later).execute(&mut admin).await.unwrap();
    let report: Value = serde_json::from_slice(&gateway.run(&["check", "--format", "json"]).stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["part"] == "database").unwrap();
    let what = found["what"].as_str().unwrap();
    assert!(
        found["ok"] == true && what.contains("a newer gateway") && what.contains("update this one"),
        "{found}"
    );
}
