//! How long rows are kept: each kind until its day and not longer; nothing that money or an open question rests on.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, platform::sql};
use gateway::{clock::Moment, service::delete_old::Deleted, store::Engine};
use std::{collections::BTreeSet, time::Duration};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn in_days(days: u32) -> Moment {
    Moment::now().plus(DAY * days)
}

/// The office goes on importing: the years that the tests skip are no fault of the clock.
async fn time_goes_on(environment: &TestEnvironment) {
    sql(
        environment.service.store(),
        "UPDATE accounts SET imported_at = 9000000000000 WHERE reference = 'M-0003'",
    )
    .await;
}

async fn count(environment: &TestEnvironment, sql: &'static str) -> i64 {
    let mut write = environment.service.store().write().await.unwrap();
    gateway::fetch_one!(write, sqlx::query_scalar(sql)).unwrap()
}

#[tokio::test]
async fn payment_is_kept_for_ten_years_and_a_visit_for_half_a_year() {
    let environment = TestEnvironment::start().await;
    let service = &environment.service;
    time_goes_on(&environment).await;
    let anna = environment.signed_in(ANNA).await;
    let paid = anna.open("Zoé", "25.00").await;
    let checkout = anna.checkout(&[&paid["id"]], "email").await;
    environment
        .settle(checkout.body["redirect_url"].as_str().unwrap(), serde_json::json!({ "outcome": "paid" }))
        .await;
    anna.until(&paid["id"], "credited").await;
    assert_eq!(service.delete_old(in_days(170)).await.unwrap(), Deleted::default());
    let deleted = service.delete_old(in_days(181)).await.unwrap();
    assert_eq!((deleted.checkouts, deleted.payments), (1, 0));
    assert_eq!(anna.top_up(&paid["id"]).await["state"], "credited");
    // Ten years, and the balance still rests on it: no import came after.
    assert_eq!(service.delete_old(in_days(12 * 366)).await.unwrap().payments, 0);
    let balance = anna.account("Zoé").await["balance"].clone();
    sql(service.store(), "UPDATE accounts SET imported_at = 9000000000000, imported_balance_cents = imported_balance_cents + credited_cents, credited_cents = 0").await;
    assert_eq!(service.delete_old(in_days(10 * 365 - 31)).await.unwrap().payments, 0);
    assert_eq!(service.delete_old(in_days(12 * 366)).await.unwrap().payments, 1);
    assert_eq!(anna.account("Zoé").await["balance"], balance);
    assert_eq!(count(&environment, "SELECT count(*) FROM credits").await, 0);
    assert_eq!(count(&environment, "SELECT count(*) FROM guardians").await, 2, "no guardian was erased");
}

#[tokio::test]
async fn unpaid_top_up_is_kept_while_it_may_be_found_paid() {
    let environment = TestEnvironment::start().await;
    let service = &environment.service;
    time_goes_on(&environment).await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let path = format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap());
    assert!(anna.delete(&path).await.status.is_success());
    let open = anna.open("Luca", "30.00").await;
    assert_eq!(service.delete_old(in_days(731)).await.unwrap().unpaid, 0, "it is still read at the platform");
    sql(service.store(), "UPDATE top_ups SET next_check_at = NULL WHERE state = 'cancelled'").await;
    assert_eq!(service.delete_old(in_days(729)).await.unwrap().unpaid, 0);
    assert_eq!(service.delete_old(in_days(731)).await.unwrap().unpaid, 1);
    assert_eq!(anna.top_up(&open["id"]).await["state"], "unpaid");
}

/// More than one write deletes, among others that stay.
#[tokio::test]
async fn all_old_visits_are_found_however_many_there_are() {
    let environment = TestEnvironment::start().await;
    let service = &environment.service;
    time_goes_on(&environment).await;
    let many = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 450)
        INSERT INTO checkouts (id, guardian_id, redirect_url, opened_at, expires_at)
        SELECT 'C' || CAST(10000 + n AS TEXT), id, '', CASE WHEN n % 2 = 0 THEN 1 ELSE 9000000000000 END, 2
        FROM n CROSS JOIN (SELECT id FROM guardians ORDER BY id LIMIT 1) g";
    sql(service.store(), many).await;
    service.delete_old(Moment::now()).await.unwrap();
    assert_eq!(count(&environment, "SELECT count(*) FROM checkouts WHERE opened_at = 1").await, 0);
    assert_eq!(count(&environment, "SELECT count(*) FROM checkouts").await, 225);
}

#[tokio::test]
async fn undelivered_mail_is_kept_for_a_month() {
    let environment = TestEnvironment::start().await;
    let service = &environment.service;
    let mut write = service.store().write().await.unwrap();
    let undelivered = "INSERT INTO undelivered (kind, request, reason, at) VALUES ('request', '{}', 'x', $1)";
    gateway::execute!(write, sqlx::query(undelivered).bind(Moment::now())).unwrap();
    write.commit().await.unwrap();
    assert_eq!(service.delete_old(in_days(29)).await.unwrap().undelivered, 0);
    assert_eq!(service.delete_old(in_days(31)).await.unwrap().undelivered, 1);
}

#[tokio::test]
async fn clock_that_is_years_ahead_deletes_nothing() {
    let environment = TestEnvironment::start().await;
    let service = &environment.service;
    environment.signed_in(ANNA).await.paid("Zoé", "25.00").await;
    // A minute after every credit.
    let imported = "UPDATE accounts SET imported_at = (SELECT max(credited_at) + 60000 FROM credits)";
    sql(service.store(), imported).await;
    // Somebody opens a top-up by that clock. The platform, whose certificate is over then, does not answer.
    let opened = "INSERT INTO top_ups (id, guardian_id, account_id, amount_cents, state, created_at, due_date, notice_number,
            iupd, subject)
        SELECT '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', guardian_id, account_id, amount_cents, 'opening', created_at, due_date,
            '302032002700000251', 'of the future', subject FROM top_ups";
    sql(service.store(), opened).await;
    assert_eq!(service.delete_old(in_days(12 * 366)).await.unwrap(), Deleted::default());
    assert_eq!(count(&environment, "SELECT count(*) FROM credits").await, 1);
    time_goes_on(&environment).await;
    assert_eq!(service.delete_old(in_days(12 * 366)).await.unwrap().payments, 1);
}

/// docs/privacy.md has a line for each table.
#[tokio::test]
async fn privacy_document_names_every_table() {
    let environment = TestEnvironment::start().await;
    let tables: Vec<String> = match environment.service.store().engine() {
        Engine::Sqlite(file) => {
            let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlx%'";
            sqlx::query_scalar(tables).fetch_all(file).await.unwrap()
        }
        Engine::Postgres(server) => {
            let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE '%sqlx%'";
            sqlx::query_scalar(tables).fetch_all(server).await.unwrap()
        }
    };
    let document = include_str!("../../../docs/privacy.md");
    let section =
        document.split("## How long").nth(1).expect("a section on how long").split("\n## ").next().unwrap();
    let named: BTreeSet<&str> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split("` |").next())
        .flat_map(|names| names.split("`, `"))
        .collect();
    let tables: BTreeSet<&str> = tables.iter().map(String::as_str).collect();
    assert_eq!(named, tables);
}
