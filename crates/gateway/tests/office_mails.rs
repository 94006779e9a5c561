//! Mails to the office about what needs it: one for each matter, and at most one a day.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{
    ANNA, Guest, TestEnvironment, eventually, key, new_top_up,
    platform::{iupd, sql},
};
use gateway::clock::Moment;
use serde_json::{Value, json};
use std::time::Duration;

const OFFICE: &str = "mensa@comune.example.org";
/// As if the time until the next mail were over.
const LATER: &str = "UPDATE office_mails SET next_try_at = 1";

async fn office_mails(environment: &TestEnvironment) -> Vec<Value> {
    environment.service.send_office_mails().await.unwrap();
    environment.mails(OFFICE).await
}

/// What waits to be told.
async fn wanted(environment: &TestEnvironment) -> Vec<(String, String)> {
    let mut write = environment.service.store().write().await.unwrap();
    gateway::fetch_all!(
        write,
        sqlx::query_as("SELECT kind, cause FROM office_mails WHERE wanted > 0 ORDER BY kind, cause")
    )
    .unwrap()
}

async fn open(anna: &Guest<'_>, amount: &str) -> Value {
    let body = new_top_up(&anna.account("Zoé").await["id"], amount);
    anna.post_with_key("/api/v1/top-ups", &key(), body).await.body
}

/// The platform shows these fields of one position only.
async fn differs(environment: &TestEnvironment, anna: &Guest<'_>, top_up: &Value) {
    environment.knobs(json!({ "read_override": { "iupd": iupd(top_up), "amount": 1 } })).await;
    anna.until(&top_up["id"], "anomalous").await;
}

#[tokio::test]
async fn anomalous_top_ups_of_one_reason_are_one_mail_a_day() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (first, second, third) =
        (open(&anna, "25.00").await, open(&anna, "26.00").await, open(&anna, "27.00").await);
    differs(&environment, &anna, &first).await;
    assert_eq!(wanted(&environment).await, [("anomalous".to_owned(), "differs".to_owned())]);
    assert!(office_mails(&environment).await.is_empty(), "it may mend itself");
    // It stays anomalous while the platform shows another position wrongly, because it is not read again.
    sql(environment.service.store(), "UPDATE top_ups SET next_check_at = NULL WHERE state = 'anomalous'")
        .await;
    differs(&environment, &anna, &second).await;
    sql(environment.service.store(), LATER).await;
    let mails = office_mails(&environment).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert_eq!(mails[0]["subject"], "Ricariche da controllare: importo o numero diverso");
    let text = mails[0]["text"].as_str().unwrap();
    for top_up in [&first, &second] {
        let number = top_up["notice"]["notice_number"].as_str().unwrap();
        assert!(text.contains(number), "{number}\n{text}");
    }
    assert!(text.contains("conto M-0001") && text.contains("2 ricariche"), "{text}");
    for person in ["Perrin", "Zoé", "RSSMRA", "anna"] {
        assert!(!text.contains(person), "{person}");
    }
    // The next one of this reason waits until the day is over, and is not forgotten.
    sql(environment.service.store(), "UPDATE top_ups SET next_check_at = NULL WHERE state = 'anomalous'")
        .await;
    differs(&environment, &anna, &third).await;
    assert_eq!(office_mails(&environment).await.len(), 1);
    let mut write = environment.service.store().write().await.unwrap();
    let next: i64 =
        gateway::fetch_one!(write, sqlx::query_scalar("SELECT next_try_at FROM office_mails")).unwrap();
    write.commit().await.unwrap();
    let wait = next - Moment::now().millis();
    assert!((23 * 3_600_000..=24 * 3_600_000).contains(&wait), "{wait}");
    sql(environment.service.store(), LATER).await;
    let mails = office_mails(&environment).await;
    assert_eq!(mails.len(), 2);
    assert!(mails[1]["text"].as_str().unwrap().contains(third["notice"]["notice_number"].as_str().unwrap()));
    assert_eq!(office_mails(&environment).await.len(), 2);
}

#[tokio::test]
async fn what_mends_itself_is_not_told() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = open(&anna, "25.00").await;
    differs(&environment, &anna, &top_up).await;
    environment.knobs(json!({})).await;
    anna.until(&top_up["id"], "unpaid").await;
    environment.knobs(json!({ "faults": { "read": { "answer": "unauthorized" } } })).await;
    tokio::time::sleep(Duration::from_millis(1600)).await;
    anna.top_up(&top_up["id"]).await;
    office_mails(&environment).await;
    assert_eq!(wanted(&environment).await.len(), 2);
    environment.knobs(json!({})).await;
    eventually("an answer", async || {
        (anna.top_up(&top_up["id"]).await["platform_silent"] == false).then_some(())
    })
    .await;
    sql(environment.service.store(), LATER).await;
    assert!(office_mails(&environment).await.is_empty());
    assert!(wanted(&environment).await.is_empty());
}

#[tokio::test]
async fn wrong_key_or_address_is_one_mail_a_day_as_long_as_it_lasts() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    environment.knobs(json!({ "faults": { "create": { "answer": "unauthorized" } } })).await;
    for amount in ["25.00", "26.00"] {
        assert_eq!(open(&anna, amount).await["state"], "opening");
        assert!(office_mails(&environment).await.is_empty());
    }
    let expected = [("misconfigured".to_owned(), "debt positions".to_owned())];
    assert_eq!(wanted(&environment).await, expected);
    sql(environment.service.store(), LATER).await;
    for _ in 0..3 {
        let mails = office_mails(&environment).await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0]["subject"], "Piattaforma dei pagamenti non utilizzabile: posizioni debitorie");
        let text = mails[0]["text"].as_str().unwrap();
        assert!(text.contains("platform.gpd_key") && text.contains("HTTP 401"), "{text}");
    }
    sql(environment.service.store(), LATER).await;
    assert_eq!(office_mails(&environment).await.len(), 2);
}

#[tokio::test]
async fn found_position_without_an_account_is_told_until_it_is_assigned() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = open(&anna, "25.00").await;
    // Lost with its account's number.
    for statement in
        ["DELETE FROM top_ups", "UPDATE accounts SET reference = 'X-1' WHERE reference = 'M-0001'"]
    {
        sql(environment.service.store(), statement).await;
    }
    let hour_ago = Moment::now().minus(Duration::from_secs(3600));
    for _ in 0..2 {
        environment.service.bring_in_since(hour_ago).await.unwrap();
    }
    sql(environment.service.store(), LATER).await;
    let mails = office_mails(&environment).await;
    assert_eq!(mails.len(), 1);
    let text = mails[0]["text"].as_str().unwrap();
    assert!(text.contains(&iupd(&top_up)) && text.contains("25,00"), "{text}");
    environment.service.assign(&iupd(&top_up), "X-1").await.unwrap();
    sql(environment.service.store(), "UPDATE office_mails SET wanted = 1, next_try_at = 1").await;
    assert_eq!(office_mails(&environment).await.len(), 1);
}

#[tokio::test]
async fn office_without_an_address_is_not_told() {
    let environment = TestEnvironment::start_with(|config| config.municipality.office.email = None).await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = open(&anna, "25.00").await;
    differs(&environment, &anna, &top_up).await;
    assert!(wanted(&environment).await.is_empty());
    environment.service.send_office_mails().await.unwrap();
}

#[tokio::test]
async fn mail_server_that_is_down_loses_no_mail_to_the_office() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = open(&anna, "25.00").await;
    let down = json!({ "smtp_down": true, "read_override": { "iupd": iupd(&top_up), "amount": 1 } });
    environment.knobs(down).await;
    anna.until(&top_up["id"], "anomalous").await;
    sql(environment.service.store(), LATER).await;
    assert!(office_mails(&environment).await.is_empty());
    environment.knobs(json!({ "read_override": { "iupd": iupd(&top_up), "amount": 1 } })).await;
    sql(environment.service.store(), LATER).await;
    assert_eq!(office_mails(&environment).await.len(), 1);
}
