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
use gateway::{cli::find::find, clock::Moment, service::bring_in::BringInError, store::found::Sought};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

/// Removes a top-up, as a backup from before it would.
async fn forget(environment: &TestEnvironment, top_up: &Value) {
    let id = top_up["id"].as_str().unwrap();
    let mut write = environment.service.store().write().await.unwrap();
    for statement in [
        "UPDATE accounts SET credited_cents = credited_cents - coalesce((SELECT amount_cents FROM credits
            WHERE credits.account_id = accounts.id AND credits.top_up_id = $1), 0)",
        "DELETE FROM credits WHERE top_up_id = $1",
        "DELETE FROM outbox WHERE top_up_id = $1",
        "DELETE FROM top_ups WHERE id = $1",
    ] {
        gateway::execute!(write, sqlx::query(statement).bind(id)).unwrap();
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
    let text = find(environment.service.config(), &Sought::NoticeNumber(number)).await.unwrap();
    for expected in ["M-0001", "credited", "at the platform", "25.00 EUR"] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let number = kept["notice"]["notice_number"].as_str().unwrap().parse().unwrap();
    let text = find(environment.service.config(), &Sought::NoticeNumber(number)).await.unwrap();
    assert!(text.contains("it can be paid") && !text.contains("Found"), "{text}");
}

#[tokio::test]
async fn top_up_of_the_backup_that_is_behind_the_platform_catches_up() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    // Unpaid in the backup, and its next question is hours away.
    let other = anna.open("Zoé", "30.00").await;
    environment.pay_at_counter(&other["notice"]).await;
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query("UPDATE top_ups SET next_check_at = next_check_at + 3600000"))
        .unwrap();
    write.commit().await.unwrap();
    let report = environment.service.bring_in_since(an_hour_ago()).await.unwrap();
    assert_eq!((report.caught_up, report.brought_in.len()), (1, 0));
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "42.40");
}

#[tokio::test]
async fn top_up_that_was_being_opened_at_the_backup_is_opened_at_once() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "30.00").await;
    // The backup was taken between the request and the platform's answer.
    let statement =
        "UPDATE top_ups SET state = 'opening', checked_at = NULL, next_check_at = next_check_at + 3600000";
    common::platform::sql(environment.service.store(), statement).await;
    let report = environment.service.bring_in_since(an_hour_ago()).await.unwrap();
    assert_eq!((report.caught_up, report.brought_in.len()), (1, 0));
    // Read from the database: the API would ask the platform.
    let id = top_up["id"].as_str().unwrap().parse().unwrap();
    let row = environment.service.store().top_up(&id).await.unwrap().unwrap();
    assert_eq!(row.state, contract::TopUpState::Unpaid);
    assert_eq!(anna.top_up(&top_up["id"]).await["notice"], top_up["notice"]);
}

#[tokio::test]
async fn account_with_a_similar_number_gets_nothing() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    // «7» has an account of its own; «M-0001 7» was renumbered since.
    environment
        .import(
            "account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance\n\
             7,bruno.rossi@example.org,MRTNTN23M02D969P,Bruno Rossi,Sofia,Mensa scolastica,5.30,0.00\n\
             M 7,anna.perrin@example.org,RSSMRA45C12F205C,Anna Perrin,Zoé Due,Mensa scolastica,5.30,0.00\n",
        )
        .await;
    let of_blank = anna.open("Zoé Due", "30.00").await;
    for lost in [&top_up, &of_blank] {
        forget(&environment, lost).await;
    }
    let report = environment.service.bring_in_since(an_hour_ago()).await.unwrap();
    let mut found: Vec<&str> = report.brought_in.iter().map(|one| one.account_reference.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, ["M 7", "M-0001"]);
}

#[tokio::test]
async fn position_of_other_software_that_cannot_be_read_hides_no_other() {
    let environment = TestEnvironment::start_unchecked().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    forget(&environment, &top_up).await;
    // More than a notice's QR code can say.
    let url = format!(
        "{}/gpd/debt-positions-service/v1/organizations/00101440073/debtpositions",
        environment.sandbox_url()
    );
    let foreign = json!({
        "iupd": "TARI-2026-1", "type": "F", "fiscalCode": "RSSMRA45C12F205C", "fullName": "Anna Perrin",
        "companyName": "Comune", "switchToExpired": false,
        "paymentOption": [{ "iuv": "02000000000000117", "amount": 9_999_999_999_999_u64, "description": "TARI", "isPartialPayment": false,
            "dueDate": "2099-12-31T22:59:59", "transfer": [{ "idTransfer": "1", "amount": 9_999_999_999_999_u64,
            "remittanceInformation": "TARI", "category": "9/0101100IM/", "iban": "IT60X0542811101000000123456" }] }],
    });
    let request = environment.client().post(url).header("Ocp-Apim-Subscription-Key", "sandbox-key");
    let answer = request.json(&foreign).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED, "{}", answer.text().await.unwrap());
    let report = environment.service.bring_in_since(an_hour_ago()).await.unwrap();
    assert_eq!((report.ours, report.brought_in.len()), (1, 1));
}

#[tokio::test]
async fn position_that_is_here_is_not_assigned_again() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let iupd = format!("00101440073-{}", top_up["id"].as_str().unwrap());
    let again = environment.service.assign(&iupd, "M-0003").await.map(|done| done.account_reference);
    assert!(matches!(again, Err(BringInError::Known(..))), "{again:?}");
}

#[tokio::test]
async fn position_whose_account_is_not_known_is_assigned_by_the_office() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let mut write = environment.service.store().write().await.unwrap();
    // The account had another number when the notice was made.
    let rename = "UPDATE accounts SET reference = $1 WHERE reference = $2";
    gateway::execute!(write, sqlx::query(rename).bind("X-1").bind("M-0001")).unwrap();
    write.commit().await.unwrap();
    let top_up = anna.open("Zoé", "25.00").await;
    forget(&environment, &top_up).await;
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query(rename).bind("M-0001").bind("X-1")).unwrap();
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
