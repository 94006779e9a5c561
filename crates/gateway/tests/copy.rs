//! `gateway copy`: a municipality moves from SQLite to PostgreSQL, and back.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestDatabase, TestEnvironment, database::server, key, platform::sql};
use gateway::{cli::copy::copy, config::Database, installation, store::Store};
use serde_json::json;

/// A database with something in every table that has something in practice.
async fn town() -> TestEnvironment {
    let environment = TestEnvironment::start().await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let paid = anna.open("Zoé", "25.00").await;
    environment.pay_at_counter(&paid["notice"]).await;
    environment.mail(ANNA, "25,00", 0).await;
    let open = bruno.open("Sofia", "31.05").await;
    let body = json!({ "top_up_ids": [open["id"]], "sign_in": "email", "language": "it" });
    bruno.post_with_key("/api/v1/checkouts", &key(), body).await;
    environment.guest().post("/api/v1/sign-in-codes", json!({ "email": BRUNO, "language": "fr" })).await;
    let change = json!({ "email": "anna.nuova@example.org", "language": "it" });
    anna.post("/api/v1/me/email-changes", change).await;
    let store = environment.service.store();
    sql(store, "INSERT INTO office_mails (kind, cause, detail, wanted, next_try_at) VALUES ('unassigned', '', '[]', 1, 9)").await;
    sql(store, "INSERT INTO undelivered (kind, request, reason, at) VALUES ('request', '{\"è\":1}', 'r', 1)")
        .await;
    environment
}

async fn balances(database: &Database) -> Vec<(String, i64)> {
    let store = Store::open(database).await.unwrap();
    let sql = "SELECT reference, imported_balance_cents + credited_cents FROM accounts ORDER BY reference";
    let balances = gateway::fetch_all!(store, sqlx::query_as(sql)).unwrap();
    store.close().await;
    balances
}

/// The id of the next mail.
async fn next_mail(database: &Database) -> i64 {
    let store = Store::open(database).await.unwrap();
    let mut write = store.write().await.unwrap();
    let sql = "INSERT INTO outbox (kind, request, language, next_try_at) VALUES ('request', '{}', 'it', 0) RETURNING id";
    gateway::fetch_one!(write, sqlx::query_scalar(sql)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a server of PostgreSQL: cargo xtask postgres"]
async fn town_moves_between_databases_with_the_same_balances_to_the_cent() {
    let environment = town().await;
    let config = environment.service.config().clone();
    let source = config.database.clone();
    environment.end().await;
    let before = balances(&source).await;
    assert_eq!(before.iter().map(|(_, cents)| cents).sum::<i64>(), 1240 - 820 + 2500);

    // Through a file and a server: whichever it began with, it comes back to the same kind.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.db").to_str().unwrap().to_owned();
    let server = TestDatabase::on(server().expect("RICARICA_TEST_DATABASE names a server")).await;
    let mut from = environment.address().to_owned();
    for to in [format!("sqlite:{file}"), server.address.clone()] {
        let said = copy(&from, &to).await.unwrap();
        assert!(
            said.contains("accounts: 3 rows, 29.20 EUR") && said.contains("credits: 1 rows, 25.00 EUR"),
            "{said}"
        );
        let to_database: Database = to.parse().unwrap();
        assert_eq!(balances(&to_database).await, before);
        assert!(next_mail(&to_database).await > 1, "the id of the mail that was sent is never used again");
        let again = copy(&from, &to).await.unwrap();
        assert!(again.contains("nothing was changed"), "{again}");
        from = to;
    }
    // A gateway with the same secret goes on there; with another it would not start.
    let moved = gateway::config::Config { database: server.database(), ..config };
    let (store, _) = installation::open(&moved).await.unwrap();
    store.close().await;

    sql(
        &Store::open(&server.database()).await.unwrap(),
        "UPDATE accounts SET credited_cents = credited_cents + 1",
    )
    .await;
    let refused = copy(&from.replace(&server.address, environment.address()), &server.address).await;
    let error = refused.unwrap_err().to_string();
    assert!(error.contains("has other data already, in the table installation"), "{error}");
}

#[tokio::test]
async fn copy_says_what_is_wrong_with_its_addresses() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nothing.db").to_str().unwrap().to_owned();
    let to = folder.path().join("to.db").to_str().unwrap().to_owned();
    let error = copy(&missing, &to).await.unwrap_err().to_string();
    assert!(error.contains("there is no database at"), "{error}");
    assert!(!std::path::Path::new(&missing).exists());
    let error = copy(&to, &to).await.unwrap_err().to_string();
    assert!(error.contains("the same database"), "{error}");
    let error = copy("mysql://a:segreta@b/c", &to).await.unwrap_err().to_string();
    assert!(error.starts_with("--from: its kind is not known") && !error.contains("segreta"), "{error}");
}

#[tokio::test]
async fn served_file_is_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from.db"), folder.path().join("to.db"));
    Store::open(&from.clone().into()).await.unwrap().close().await;
    let _serving = installation::lock_file(&from).unwrap();
    let error = copy(from.to_str().unwrap(), to.to_str().unwrap()).await.unwrap_err().to_string();
    assert!(error.contains("stop it first"), "{error}");
}
