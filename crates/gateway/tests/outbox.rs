//! Mails that cannot be sent: they wait, block no other mail, and are given up in the end.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, eventually, key};
use reqwest::StatusCode;
use serde_json::{Value, json};

/// Runs SQL in the gateway's database.
async fn execute(environment: &TestEnvironment, sql: &'static str) {
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::raw_sql(sql)).unwrap();
    write.commit().await.unwrap();
}

/// The tries of every mail in the outbox.
async fn tries(environment: &TestEnvironment) -> Vec<i64> {
    let mut write = environment.service.store().write().await.unwrap();
    let tries =
        gateway::fetch_all!(write, sqlx::query_scalar("SELECT tries FROM outbox ORDER BY id")).unwrap();
    write.commit().await.unwrap();
    tries
}

/// A top-up whose notice waits in the outbox, because the mail server does not answer.
async fn with_waiting_notice(environment: &TestEnvironment) -> Value {
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "smtp_down": true })).await;
    let emails = format!("/api/v1/top-ups/{}/notice/emails", top_up["id"].as_str().unwrap());
    let asked = anna.post_with_key(&emails, &key(), json!({ "language": "it" })).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED);
    eventually("the first try", async || (tries(environment).await == [1]).then_some(())).await;
    environment.knobs(json!({})).await;
    top_up
}

#[tokio::test]
async fn unreadable_mail_blocks_no_other() {
    let environment = TestEnvironment::start().await;
    with_waiting_notice(&environment).await;
    // The notice's top-up cannot be read any more; another mail is due after it.
    execute(
        &environment,
        "UPDATE top_ups SET state = 'unknown';
         INSERT INTO top_ups (id, guardian_id, account_id, amount_cents, state, created_at, due_date, notice_number, iupd,
                              subject, paid_at)
             SELECT '01JD3Z8K0V7Q2M5N9R4T6W8Y0A', guardian_id, account_id, 1000, 'credited', 0, due_date,
                    '302032002700000251', 'other', subject, 0 FROM top_ups;
         INSERT INTO outbox (kind, top_up_id, next_try_at) VALUES ('receipt', '01JD3Z8K0V7Q2M5N9R4T6W8Y0A', 1);
         UPDATE outbox SET next_try_at = 0 WHERE kind = 'notice';",
    )
    .await;
    environment.mail(ANNA, "10,00", 0).await;
    // It leaves the outbox right after the mail server has taken it.
    eventually("the unreadable one alone", async || (tries(&environment).await == [2]).then_some(())).await;
}

#[tokio::test]
async fn notice_that_cannot_be_paid_any_more_is_not_sent() {
    let environment = TestEnvironment::start().await;
    with_waiting_notice(&environment).await;
    let sent = environment.mails(ANNA).await.len();
    execute(&environment, "UPDATE top_ups SET state = 'anomalous'; UPDATE outbox SET next_try_at = 0;").await;
    eventually("an empty outbox", async || tries(&environment).await.is_empty().then_some(())).await;
    assert_eq!(environment.mails(ANNA).await.len(), sent);
}

#[tokio::test]
async fn mail_is_given_up_after_its_last_try() {
    let environment = TestEnvironment::start().await;
    with_waiting_notice(&environment).await;
    environment.knobs(json!({ "smtp_down": true })).await;
    execute(&environment, "UPDATE outbox SET tries = 88, next_try_at = 0;").await;
    eventually("the last but one try", async || (tries(&environment).await == [89]).then_some(())).await;
    execute(&environment, "UPDATE outbox SET next_try_at = 0;").await;
    eventually("an empty outbox", async || tries(&environment).await.is_empty().then_some(())).await;
    // The office sees it.
    let list = gateway::cli::undelivered::undelivered(environment.service.config(), false).await.unwrap();
    assert!(list.starts_with("account M-0001: notice,"), "{list}");
}
