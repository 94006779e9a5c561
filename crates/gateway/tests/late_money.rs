//! Late and odd payments: each is credited once, and the guardian's screen is right. With two requests at once, a clock set
//! back, a restored backup, late and odd answers.
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
    platform::{iupd, positions, scheduled, set_due_date, sql},
};
use gateway::clock::{Moment, end_of_italian_day};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const DUE: &str = "UPDATE top_ups SET next_check_at = 0 WHERE next_check_at IS NOT NULL";

/// Without anybody looking at the top-up.
async fn balance_becomes(anna: &Guest<'_>, balance: &str) {
    eventually(&format!("a balance of {balance}"), async || {
        (anna.account("Zoé").await["balance"]["amount"] == balance).then_some(())
    })
    .await;
}

async fn come_back(anna: &Guest<'_>, path: &str) {
    let page = [("accept", "text/html"), ("sec-fetch-mode", "navigate")];
    assert_eq!(anna.send(Method::GET, path, &page, None).await.status, StatusCode::SEE_OTHER);
}

/// The day so many days from now, and its end as the platform writes it.
fn due_in(days: u32) -> (String, String) {
    let day = Moment::now().italian_day_after(days);
    (day.as_str().to_owned(), end_of_italian_day(&day).to_utc_text())
}

#[tokio::test]
async fn request_and_reconciliation_at_once_give_a_top_up_one_number() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let account = anna.account("Zoé").await["id"].clone();
    // The first request takes 100 ms, the question whether it was carried out another 100; then the number is changed.
    for (round, later) in [20, 110, 130, 150, 170, 190].into_iter().enumerate() {
        // The first number is taken.
        let fault = json!({ "answer": "refused_409", "times": 1 });
        environment.knobs(json!({ "slow_ms": 100, "faults": { "create": fault } })).await;
        let mut body = new_top_up(&account, "5.00");
        body["allow_duplicate"] = json!(true);
        let key = key();
        let request = anna.post_with_key("/api/v1/top-ups", &key, body);
        let reconciliation = async {
            tokio::time::sleep(Duration::from_millis(later)).await;
            for _ in 0..12 {
                sql(
                    environment.service.store(),
                    "UPDATE top_ups SET next_check_at = 0 WHERE state = 'opening'",
                )
                .await;
                environment.service.reconcile().await.unwrap();
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
        };
        let (reply, ()) = tokio::join!(request, reconciliation);
        assert_eq!((reply.status, &reply.body["state"]), (StatusCode::CREATED, &json!("unpaid")));
        environment.knobs(json!({})).await;
        let number = reply.body["notice"]["notice_number"].clone();
        let there = positions(&environment).await;
        assert_eq!(there.len(), round + 1, "one position for each top-up");
        let own = there.iter().find(|position| position["iupd"] == iupd(&reply.body)).unwrap();
        assert_eq!(own["paymentOption"][0]["nav"], number);
        assert_eq!(anna.top_up(&reply.body["id"]).await["notice"]["notice_number"], number);
        assert_eq!(environment.pay_at_counter(&reply.body["notice"]).await.0, StatusCode::OK);
        anna.until(&reply.body["id"], "credited").await;
    }
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "42.40");
}

#[tokio::test]
async fn position_that_the_platform_has_under_another_number_is_taken_over() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    // A backup from between the two numbers of a top-up.
    sql(
        environment.service.store(),
        "UPDATE top_ups SET state = 'opening', notice_number = '301000000000001255', failures = 0, next_check_at = 0",
    )
    .await;
    assert_eq!(anna.until(&top_up["id"], "unpaid").await["notice"], top_up["notice"]);
    assert_eq!(environment.pay_at_counter(&top_up["notice"]).await.0, StatusCode::OK);
    anna.until(&top_up["id"], "credited").await;
}

#[tokio::test]
async fn no_retry_after_ends_the_questions() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let fault = json!({ "answer": "too_many", "retry_after": 86_400, "times": 1 });
    environment.knobs(json!({ "faults": { "read": fault } })).await;
    sql(environment.service.store(), DUE).await;
    let next = eventually("a question without an answer", async || {
        let (next, failures) = scheduled(&environment, &top_up).await;
        (failures > 0).then_some(next.unwrap())
    })
    .await;
    let pause = next - Moment::now().millis();
    assert!((3_500_000..=3_600_000).contains(&pause), "{pause}");
}

#[tokio::test]
async fn clock_set_back_by_a_year_delays_no_credit() {
    let mut environment = TestEnvironment::start().await;
    let (first, second) = {
        let anna = environment.signed_in(ANNA).await;
        let (first, second) = (anna.open("Zoé", "25.00").await, anna.open("Zoé", "30.00").await);
        sql(
            environment.service.store(),
            "UPDATE top_ups SET checked_at = checked_at + 31536000000, next_check_at = next_check_at + 31536000000",
        )
        .await;
        for top_up in [&first, &second] {
            assert_eq!(environment.pay_at_counter(&top_up["notice"]).await.0, StatusCode::OK);
        }
        // Somebody looks at the first; the second is left to reconciliation.
        assert_eq!(anna.top_up(&first["id"]).await["state"], "credited");
        (first, second)
    };
    environment.restart().await;
    let anna = environment.signed_in(ANNA).await;
    balance_becomes(&anna, "67.40").await;
    for top_up in [first, second] {
        assert_eq!(anna.top_up(&top_up["id"]).await["state"], "credited");
    }
}

#[tokio::test]
async fn key_of_a_future_that_did_not_come_is_not_at_work() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let body = new_top_up(&anna.account("Zoé").await["id"], "25.00");
    let key = key();
    let first = anna.post_with_key("/api/v1/top-ups", &key, body.clone()).await;
    sql(
        environment.service.store(),
        "UPDATE idempotency_keys SET status = NULL, body = NULL, created_at = created_at + 31536000000,
            lease_until = lease_until + 31536000000",
    )
    .await;
    let again = anna.post_with_key("/api/v1/top-ups", &key, body).await;
    assert_eq!((again.status, &again.body["id"]), (StatusCode::CREATED, &first.body["id"]));
}

#[tokio::test]
async fn row_that_cannot_be_read_stops_no_other_top_up() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (broken, whole) = (anna.open("Zoé", "25.00").await, anna.open("Zoé", "30.00").await);
    let mut write = environment.service.store().write().await.unwrap();
    let statement = "UPDATE top_ups SET due_date = 'tomorrow', next_check_at = 0 WHERE id = $1";
    gateway::execute!(write, sqlx::query(statement).bind(broken["id"].as_str().unwrap())).unwrap();
    write.commit().await.unwrap();
    assert_eq!(environment.pay_at_counter(&whole["notice"]).await.0, StatusCode::OK);
    sql(environment.service.store(), DUE).await;
    balance_becomes(&anna, "42.40").await;
    let (next, _) = scheduled(&environment, &broken).await;
    assert!(next.unwrap() > Moment::now().millis() + 50 * 60 * 1000, "it waits its turn");
}

#[tokio::test]
async fn receipt_without_a_payment_date_is_mailed_without_it() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "read_override": { "paymentDate": null } })).await;
    environment.pay_at_counter(&top_up["notice"]).await;
    assert_eq!(anna.until(&top_up["id"], "credited").await["paid_at"], Value::Null);
    let mail = environment.mail(ANNA, "accreditata", 0).await;
    let text = mail["text"].as_str().unwrap();
    assert!(text.contains("37,40") && !text.contains("Pagata il"), "{text}");
}

#[tokio::test]
async fn payments_without_a_receipt_number_are_credited_each() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    for (amount, receipt) in [("25.00", json!("")), ("30.00", json!(" ")), ("35.00", Value::Null)] {
        let top_up = anna.open("Zoé", amount).await;
        environment.knobs(json!({ "read_override": { "idReceipt": receipt } })).await;
        anna.pay(&top_up).await;
        environment.knobs(json!({})).await;
    }
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "102.40");
}

#[tokio::test]
async fn due_date_follows_the_platform_in_both_directions_and_is_a_whole_day() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    assert_eq!(top_up["due_date"], due_in(30).0);
    let becomes = async |day: &str| {
        eventually("another due date", async || {
            (anna.top_up(&top_up["id"]).await["due_date"] == day).then_some(())
        })
        .await;
    };
    let ((sooner, end_of_sooner), (later, _)) = (due_in(10), due_in(40));
    set_due_date(&environment, &top_up, &end_of_sooner).await;
    becomes(&sooner).await;
    // Midnight in UTC is one or two hours into the next day in Italy.
    let (next, _) = due_in(41);
    set_due_date(&environment, &top_up, &format!("{next}T00:00:00")).await;
    becomes(&later).await;
}

#[tokio::test]
async fn payment_in_charge_is_not_called_expired_or_cancelled() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = anna.checkout(&[&top_up["id"]], "email").await.body;
    come_back(&anna, &environment.return_path(&checkout, "waiting")).await;
    for status in ["EXPIRED", "INVALID"] {
        environment.knobs(json!({ "read_override": { "status": status } })).await;
        tokio::time::sleep(Duration::from_millis(1600)).await;
        assert_eq!(anna.top_up(&top_up["id"]).await["state"], "in_progress", "{status}");
    }
    // After an hour nothing is known of a payment.
    sql(environment.service.store(), "UPDATE checkouts SET returned_at = returned_at - 3700000").await;
    environment.knobs(json!({ "read_override": { "status": "EXPIRED" } })).await;
    anna.until(&top_up["id"], "expired").await;
}

#[tokio::test]
async fn payment_in_charge_at_an_older_page_keeps_the_top_up_in_progress() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (top_up, other) = (anna.open("Zoé", "25.00").await, anna.open("Luca", "30.00").await);
    let old_tab = anna.checkout(&[&top_up["id"]], "email").await.body;
    let new_tab = anna.checkout(&[&top_up["id"], &other["id"]], "email").await.body;
    assert_ne!(old_tab["id"], new_tab["id"]);
    come_back(&anna, &environment.return_path(&old_tab, "ok")).await;
    // The cart of the new tab ends; the platform is late.
    let mut write = environment.service.store().write().await.unwrap();
    let ended = "UPDATE checkouts SET opened_at = opened_at - 1200000, expires_at = expires_at - 1200000 WHERE id = $1";
    gateway::execute!(write, sqlx::query(ended).bind(new_tab["id"].as_str().unwrap())).unwrap();
    write.commit().await.unwrap();
    anna.until(&other["id"], "unpaid").await;
    tokio::time::sleep(Duration::from_millis(1600)).await;
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "in_progress");
    assert_eq!(anna.checkout(&[&top_up["id"]], "email").await.problem(), "payment-in-progress");
}

#[tokio::test]
async fn return_without_its_key_changes_nothing() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = anna.checkout(&[&top_up["id"]], "email").await.body;
    let id = checkout["id"].as_str().unwrap();
    let returned = async || anna.get(&format!("/api/v1/outcomes/{id}")).await.body["returned"].clone();
    let right = environment.return_path(&checkout, "ok");
    let wrong = right.replace("key=", "key=0");
    let of_another = format!("/returns/{id}/ok?key={id}");
    for path in [format!("/returns/{id}/ok"), wrong, of_another, format!("{right}&key=twice")] {
        come_back(&anna, &path).await;
        assert_eq!(returned().await, Value::Null, "{path}");
    }
    // As some payment pages append their own parameters.
    come_back(&anna, &format!("{right}?idDominio=00101440073&esito=OK")).await;
    assert_eq!(returned().await, "ok");
}

#[tokio::test]
async fn payment_that_began_before_the_cancellation_is_credited() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let path = format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap());
    assert_eq!(anna.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "cancelled");
    let paid = json!({ "status": "PAID", "idReceipt": "R-LATE", "paymentDate": "2026-11-23T23:30:00" });
    environment.knobs(json!({ "read_override": paid })).await;
    sql(environment.service.store(), DUE).await;
    balance_becomes(&anna, "37.40").await;
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "credited");
}

#[tokio::test]
async fn withdrawn_position_is_not_shown_as_payable() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "read_override": { "status": "DRAFT" } })).await;
    assert_eq!(anna.until(&top_up["id"], "anomalous").await["anomaly"], "unknown_status");
    environment.knobs(json!({})).await;
    anna.until(&top_up["id"], "unpaid").await;
}

#[tokio::test]
async fn payment_date_of_an_earlier_version_is_read_again_and_nothing_is_credited_twice() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "read_override": { "paymentDate": "2026-07-23T23:30:00" } })).await;
    environment.pay_at_counter(&top_up["notice"]).await;
    let credited = anna.until(&top_up["id"], "credited").await;
    // As an earlier version stored it, and as the migration has it read again.
    for statement in [
        "UPDATE top_ups SET paid_at = paid_at + 7200000",
        "UPDATE credits SET paid_at = paid_at + 7200000",
        "UPDATE top_ups SET next_check_at = 0",
    ] {
        sql(environment.service.store(), statement).await;
    }
    eventually("the right date", async || {
        (anna.top_up(&top_up["id"]).await["paid_at"] == "2026-07-23T21:30:00Z").then_some(())
    })
    .await;
    assert_eq!(anna.top_up(&top_up["id"]).await, credited_again(&anna, &top_up, &credited).await);
    assert_eq!(scheduled(&environment, &top_up).await.0, None);
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
    let mut write = environment.service.store().write().await.unwrap();
    let dates = "SELECT c.paid_at = t.paid_at FROM credits c JOIN top_ups t ON t.id = c.top_up_id";
    let is_same: bool = gateway::fetch_one!(write, sqlx::query_scalar(dates)).unwrap();
    assert!(is_same);
}

/// Only the moment of the last answer is another.
async fn credited_again(anna: &Guest<'_>, top_up: &Value, credited: &Value) -> Value {
    let mut expected = credited.clone();
    expected["checked_at"] = anna.top_up(&top_up["id"]).await["checked_at"].clone();
    expected
}
