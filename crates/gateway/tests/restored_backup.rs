//! A restored backup: what was opened and paid since is found at the platform.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment};
use gateway::{cli::find::find, clock::Moment, service::bring_in::BringInError};
use reqwest::StatusCode;
use serde_json::Value;
use std::time::Duration;

/// Removes a top-up, as a backup from before it would.
async fn forget(environment: &TestEnvironment, top_up: &Value) {
    let id = top_up["id"].as_str().unwrap();
    let mut write = environment.service.store().write().await.unwrap();
    for statement in [
        "UPDATE accounts SET credited_cents = credited_cents - coalesce((SELECT amount_cents FROM credits
            WHERE credits.account_id = accounts.id AND credits.top_up_id = ?), 0)",
        "DELETE FROM credits WHERE top_up_id = ?",
        "DELETE FROM outbox WHERE top_up_id = ?",
        "DELETE FROM top_ups WHERE id = ?",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *write).await.unwrap();
    }
    write.commit().await.unwrap();
}

fn an_hour_ago() -> Moment {
    Moment::now().minus(Duration::from_secs(3600))
}

#[tokio::test]
async fn top_ups_newer_than_the_backup_are_brought_in_and_credited_once() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (paid, open, kept) =
        (anna.open("Zoé", "25.00").await, anna.open("Luca", "30.00").await, anna.open("Zoé", "10.00").await);
    assert_eq!(environment.pay_at_counter(&paid["notice"]).await.0, StatusCode::OK);
    anna.until(&paid["id"], "credited").await;
    forget(&environment, &paid).await;
    forget(&environment, &open).await;
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "12.40");

    let report = environment.service.bring_in_since(an_hour_ago()).await.unwrap();
    assert_eq!((report.ours, report.brought_in.len(), report.unassigned.len()), (3, 2, 0));
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
    assert_eq!(anna.top_up(&paid["id"]).await["state"], "credited");
    let found = anna.top_up(&open["id"]).await;
    assert_eq!((&found["state"], &found["notice"]), (&Value::from("unpaid"), &open["notice"]));
    // The second time nothing is new.
    let again = environment.service.bring_in_since(an_hour_ago()).await.unwrap();
    assert_eq!((again.ours, again.brought_in.len()), (3, 0));
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");

    let number = paid["notice"]["notice_number"].as_str().unwrap().parse().unwrap();
    let text = find(environment.service.config(), number).await.unwrap();
    for expected in ["M-0001", "credited", "at the platform", "25.00 EUR"] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let number = kept["notice"]["notice_number"].as_str().unwrap().parse().unwrap();
    let text = find(environment.service.config(), number).await.unwrap();
    assert!(text.contains("it can be paid") && !text.contains("Found"), "{text}");
}

#[tokio::test]
async fn position_whose_account_is_not_known_is_assigned_by_the_office() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let mut write = environment.service.store().write().await.unwrap();
    // The account had another number when the notice was made.
    let rename = "UPDATE accounts SET reference = ? WHERE reference = ?";
    sqlx::query(rename).bind("X-1").bind("M-0001").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
    let top_up = anna.open("Zoé", "25.00").await;
    forget(&environment, &top_up).await;
    let mut write = environment.service.store().write().await.unwrap();
    sqlx::query(rename).bind("M-0001").bind("X-1").execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();

    let report = environment.service.bring_in_since(an_hour_ago()).await.unwrap();
    assert_eq!((report.ours, report.brought_in.len(), report.unassigned.len()), (1, 0, 1));
    let iupd = &report.unassigned[0].iupd;
    let service = &environment.service;
    assert!(matches!(service.assign(iupd, "M-9999").await, Err(BringInError::NoAccount(_))));
    assert!(matches!(service.assign("00101440073-none", "M-0001").await, Err(BringInError::NotFound(_))));
    assert_eq!(service.assign(iupd, "M-0001").await.unwrap().account_reference, "M-0001");
    assert_eq!(environment.pay_at_counter(&top_up["notice"]).await.0, StatusCode::OK);
    anna.until(&top_up["id"], "credited").await;
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
    let bruno = environment.signed_in(BRUNO).await;
    let path = format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap());
    assert_eq!(bruno.get(&path).await.problem(), "not-found");
}
