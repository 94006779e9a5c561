//! What a mail server refuses for good is ended and shown to the office; what it puts off is tried again. Neither holds up
//! other mails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment, eventually, key, platform::sql};
use gateway::{
    cli::{find, undelivered},
    store::found::Sought,
};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

const OFFICE: &str = "mensa@comune.example.org";

/// The kinds of the rows, and whether the office has been told.
async fn ended(environment: &TestEnvironment) -> Vec<(String, String, bool)> {
    let mut write = environment.service.store().write().await.unwrap();
    let rows =
        gateway::fetch_all!(write, sqlx::query_as("SELECT kind, reason, told FROM undelivered ORDER BY id"))
            .unwrap();
    write.commit().await.unwrap();
    rows
}

async fn waiting(environment: &TestEnvironment) -> i64 {
    let mut write = environment.service.store().write().await.unwrap();
    let count = gateway::fetch_one!(write, sqlx::query_scalar("SELECT count(*) FROM outbox")).unwrap();
    write.commit().await.unwrap();
    count
}

async fn ask_for_notice(guest: &common::Guest<'_>, top_up: &Value) {
    let emails = format!("/api/v1/top-ups/{}/notice/emails", top_up["id"].as_str().unwrap());
    let asked = guest.post_with_key(&emails, &key(), json!({ "language": "it" })).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn dead_mailbox_ends_its_mails_and_others_arrive() {
    let environment = TestEnvironment::start().await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let (annas, brunos) = (anna.open("Zoé", "25.00").await, bruno.open("Sofia", "26.00").await);
    environment.knobs(json!({ "smtp_refused": ANNA })).await;
    let before = environment.mails(BRUNO).await.len();
    ask_for_notice(&anna, &annas).await;
    ask_for_notice(&bruno, &brunos).await;
    environment.mail(BRUNO, "Avviso", 0).await;
    assert!(environment.mails(BRUNO).await.len() > before);
    eventually("an empty outbox", async || (waiting(&environment).await == 0).then_some(())).await;
    let rows = ended(&environment).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let (kind, reason, told) = &rows[0];
    assert_eq!((kind.as_str(), *told), ("notice", false));
    assert!(reason.contains("550") && reason.contains("User unknown"), "{reason}");
    assert!(!reason.contains("anna") && !reason.contains("example.org"), "{reason}");
    // A mail server that takes others is up.
    let status = environment.guest().get("/status").await;
    assert_eq!(status.body["mail"]["health"], "up");

    // The office finds it by the notice's number and in its daily mail.
    let number: pagopa::NoticeNumber = annas["notice"]["notice_number"].as_str().unwrap().parse().unwrap();
    let report = find::find(environment.service.config(), &Sought::NoticeNumber(number)).await.unwrap();
    assert!(report.contains("Undelivered") && report.contains("notice,"), "{report}");
    sql(environment.service.store(), "UPDATE office_mails SET next_try_at = 1").await;
    environment.service.send_office_mails().await.unwrap();
    let mails = environment.mails(OFFICE).await;
    let text = mails[0]["text"].as_str().unwrap();
    assert!(text.contains("conto M-0001, avviso") && text.contains("User unknown"), "{text}");
    assert!(!text.contains(ANNA) && !text.contains("Perrin"), "{text}");
    assert!(ended(&environment).await[0].2);
    // Once: what has been told is not told again.
    sql(environment.service.store(), "UPDATE office_mails SET wanted = 1, next_try_at = 1").await;
    environment.service.send_office_mails().await.unwrap();
    assert_eq!(environment.mails(OFFICE).await.len(), 1);

    // After the address was mended it is sent again.
    environment.knobs(json!({})).await;
    let list = undelivered::undelivered(environment.service.config(), false).await.unwrap();
    assert!(list.contains("account M-0001: notice"), "{list}");
    let again = undelivered::undelivered(environment.service.config(), true).await.unwrap();
    assert!(again.starts_with("1 mails"), "{again}");
    environment.mail(ANNA, "Avviso", 0).await;
    assert!(ended(&environment).await.is_empty());
}

#[tokio::test]
async fn code_for_a_dead_mailbox_is_told_to_the_office_until_one_arrives() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    environment.knobs(json!({ "smtp_refused": ANNA })).await;
    let ask = json!({ "email": ANNA, "language": "it" });
    for _ in 0..2 {
        assert_eq!(guest.post("/api/v1/sign-in-codes", ask.clone()).await.status, StatusCode::ACCEPTED);
    }
    let row = eventually("the refusal", async || ended(&environment).await.pop()).await;
    assert_eq!(row.0, "code");
    sql(environment.service.store(), "UPDATE office_mails SET next_try_at = 1").await;
    environment.service.send_office_mails().await.unwrap();
    let text = environment.mails(OFFICE).await[0]["text"].as_str().unwrap().to_owned();
    assert!(text.contains("conto M-0001, codice di accesso"), "{text}");
    environment.knobs(json!({})).await;
    guest.post("/api/v1/sign-in-codes", ask).await;
    guest.code(ANNA, 0).await;
    eventually("no refusal", async || ended(&environment).await.is_empty().then_some(())).await;
}

#[tokio::test]
async fn greylisted_code_and_receipt_arrive_later() {
    let environment = TestEnvironment::start().await;
    environment.knobs(json!({ "smtp_greylist_seconds": 3 })).await;
    // A code is tried for longer than three tries in three seconds.
    let anna = environment.signed_in(ANNA).await;
    let status = environment.guest().get("/status").await;
    assert_eq!(status.body["mail"]["health"], "up", "the server answers");
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "smtp_greylist_seconds": 3600 })).await;
    sql(
        environment.service.store(),
        "UPDATE guardians SET email = 'anna@new.example.org' WHERE email LIKE 'anna%'",
    )
    .await;
    ask_for_notice(&anna, &top_up).await;
    eventually("the first try", async || {
        let mut write = environment.service.store().write().await.unwrap();
        let tries: i64 = gateway::fetch_one!(write, sqlx::query_scalar("SELECT tries FROM outbox")).unwrap();
        write.commit().await.unwrap();
        (tries == 1).then_some(())
    })
    .await;
    assert!(ended(&environment).await.is_empty());
    environment.knobs(json!({})).await;
    sql(environment.service.store(), "UPDATE outbox SET next_try_at = 0").await;
    environment.mail("anna@new.example.org", "Avviso", 0).await;
}

#[tokio::test]
async fn server_that_refuses_everybody_ends_nothing() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "smtp_down": true })).await;
    ask_for_notice(&anna, &top_up).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!((waiting(&environment).await, ended(&environment).await.len()), (1, 0));
    let status = environment.guest().get("/status").await;
    assert_eq!(status.body["mail"]["health"], "down");
}

#[tokio::test]
async fn mail_is_sent_once_by_two_gateways() {
    let environment = TestEnvironment::start().await;
    let (anna, other) = (environment.signed_in(ANNA).await, environment.second_gateway().await);
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "smtp_down": true })).await;
    for _ in 0..6 {
        ask_for_notice(&anna, &top_up).await;
    }
    eventually("the first tries", async || {
        let mut write = environment.service.store().write().await.unwrap();
        let untried: i64 =
            gateway::fetch_one!(write, sqlx::query_scalar("SELECT count(*) FROM outbox WHERE tries = 0"))
                .unwrap();
        write.commit().await.unwrap();
        (untried == 0).then_some(())
    })
    .await;
    environment.knobs(json!({})).await;
    sql(environment.service.store(), "UPDATE outbox SET next_try_at = 0").await;
    let rounds = (0..4).map(|number| {
        let service = if number % 2 == 0 { environment.service.clone() } else { other.clone() };
        tokio::spawn(async move { service.send_due_mails().await.unwrap() })
    });
    for round in rounds.collect::<Vec<_>>() {
        round.await.unwrap();
    }
    eventually("an empty outbox", async || (waiting(&environment).await == 0).then_some(())).await;
    let mails = environment.mails(ANNA).await;
    let notices = mails.iter().filter(|mail| mail["subject"].as_str().unwrap().contains("Avviso")).count();
    assert_eq!(notices, 6);
}

#[tokio::test]
async fn old_rows_of_one_kind_that_cannot_be_deleted_keep_no_others() {
    let environment = TestEnvironment::start().await;
    environment.signed_in(ANNA).await;
    let store = environment.service.store();
    sql(store, "UPDATE sessions SET ends_at = 1").await;
    sql(store, "INSERT INTO undelivered (kind, reason, at) VALUES ('request', 'r', 1)").await;
    sql(
        store,
        "INSERT INTO idempotency_keys (guardian_id, key, body_hash, resource_id, lease_until, created_at)
         SELECT guardian_id, 'k', token_hash, 'r', 0, 0 FROM sessions",
    )
    .await;
    // A row that refers to the session keeps it from being deleted.
    sql(store, "CREATE TABLE stuck (token_hash BYTEA REFERENCES sessions (token_hash))").await;
    sql(store, "INSERT INTO stuck SELECT token_hash FROM sessions").await;
    // Likewise an erased guardian.
    sql(store, "UPDATE guardians SET name = '' WHERE email LIKE 'bruno%'").await;
    sql(store, "DELETE FROM accounts WHERE reference = 'M-0003'").await;
    sql(store, "CREATE TABLE held (guardian_id TEXT REFERENCES guardians (id))").await;
    sql(store, "INSERT INTO held SELECT id FROM guardians WHERE name = ''").await;
    assert!(environment.service.delete_expired().await.is_err());
    assert!(environment.service.delete_old(gateway::clock::Moment::now()).await.is_err());
    let mut write = store.write().await.unwrap();
    let left: (i64, i64, i64) = gateway::fetch_one!(
        write,
        sqlx::query_as(
            "SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM idempotency_keys),
                (SELECT count(*) FROM undelivered)",
        )
    )
    .unwrap();
    assert_eq!(left, (1, 0, 0));
}

#[tokio::test]
async fn list_that_is_cut_says_so() {
    let environment = TestEnvironment::start().await;
    let many = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1001)
        INSERT INTO undelivered (kind, request, reason, at) SELECT 'request', '{}', 'r', 9000000000000 FROM n";
    sql(environment.service.store(), many).await;
    let list = undelivered::undelivered(environment.service.config(), false).await.unwrap();
    assert_eq!(list.lines().count(), 1001);
    assert!(list.lines().last().unwrap().contains("there may be more"));
    sql(
        environment.service.store(),
        "DELETE FROM undelivered WHERE id IN (SELECT id FROM undelivered LIMIT 2)",
    )
    .await;
    let list = undelivered::undelivered(environment.service.config(), false).await.unwrap();
    assert!(!list.contains("there may be more"));
}
