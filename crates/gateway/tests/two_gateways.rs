//! Two gateways on the same files, a gateway after a crash, and work that outlives its request.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{
    ANNA, TestEnvironment, eventually, key, new_top_up,
    platform::{positions, requests, reset_requests, sql},
};
use gateway::clock::Moment;
use reqwest::StatusCode;
use serde_json::json;
use std::time::{Duration, Instant};

const TOP_UPS: &str = "/api/v1/top-ups";

#[tokio::test]
async fn second_gateway_does_not_take_over_what_the_first_is_at_work_on() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let body = new_top_up(&anna.account("Zoé").await["id"], "25.00");
    environment.knobs(json!({ "slow_ms": 1200 })).await;
    let mine = key();
    let (first, second) = tokio::join!(anna.post_with_key(TOP_UPS, &mine, body.clone()), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let _other = environment.second_gateway().await;
        anna.post_with_key(TOP_UPS, &mine, body.clone()).await
    });
    assert_eq!(first.status, StatusCode::CREATED);
    assert_eq!(second.problem(), "idempotency-key-in-flight");
    assert_eq!(positions(&environment).await.len(), 1);
}

#[tokio::test]
async fn work_that_takes_longer_than_its_lease_keeps_it() {
    let environment = TestEnvironment::start_with(|config| config.platform.timeout_ms = 30_000).await;
    let anna = environment.signed_in(ANNA).await;
    let body = new_top_up(&anna.account("Zoé").await["id"], "25.00");
    environment.knobs(json!({ "slow_ms": 17_500 })).await;
    let mine = key();
    let (first, second) = tokio::join!(anna.post_with_key(TOP_UPS, &mine, body.clone()), async {
        tokio::time::sleep(Duration::from_millis(16_500)).await;
        anna.post_with_key(TOP_UPS, &mine, body.clone()).await
    });
    assert_eq!(first.status, StatusCode::CREATED);
    assert_eq!(second.problem(), "idempotency-key-in-flight");
}

/// What a crash costs a guardian who repeats the request: the rest of the lease, fifteen seconds at most.
#[tokio::test]
async fn after_a_crash_the_request_is_taken_over_when_its_lease_is_over() {
    let mut environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (cookie, body) = (anna.cookie.clone(), new_top_up(&anna.account("Zoé").await["id"], "25.00"));
    let mine = key();
    let first = anna.post_with_key(TOP_UPS, &mine, body.clone()).await;
    // As a crash leaves it: begun, and never answered.
    let mut write = environment.service.store().write().await.unwrap();
    let unanswered = "UPDATE idempotency_keys SET status = NULL, body = NULL, lease_until = $1";
    gateway::execute!(write, sqlx::query(unanswered).bind(Moment::now().millis() + 3000)).unwrap();
    write.commit().await.unwrap();
    environment.restart().await;
    let mut anna = environment.guest();
    anna.cookie = cookie;
    let again = anna.post_with_key(TOP_UPS, &mine, body.clone()).await;
    assert_eq!(again.problem(), "idempotency-key-in-flight");
    assert_eq!(again.header("retry-after"), "2");
    let taken_over = eventually("the end of the lease", async || {
        let again = anna.post_with_key(TOP_UPS, &mine, body.clone()).await;
        (again.status == StatusCode::CREATED).then_some(again)
    })
    .await;
    assert_eq!(taken_over.body["id"], first.body["id"]);
    assert_eq!(positions(&environment).await.len(), 1);
    let lease: i64 = {
        let mut write = environment.service.store().write().await.unwrap();
        let lease = "SELECT max(lease_until - created_at) FROM idempotency_keys";
        gateway::fetch_one!(write, sqlx::query_scalar(lease)).unwrap()
    };
    assert!(lease <= 60_000, "{lease}");
}

#[tokio::test]
async fn each_due_top_up_is_read_by_one_of_two_gateways() {
    let environment = TestEnvironment::start().await;
    let (anna, other) = (environment.signed_in(ANNA).await, environment.second_gateway().await);
    for number in 0..6 {
        anna.open("Zoé", &format!("{}.00", 20 + number)).await;
    }
    // Long enough that the rounds overlap, and that no background round of this test comes between.
    environment.knobs(json!({ "slow_ms": 400 })).await;
    reset_requests(&environment).await;
    sql(environment.service.store(), "UPDATE top_ups SET next_check_at = 1").await;
    let services = [environment.service.clone(), other.clone(), environment.service.clone(), other];
    let rounds = services.map(|service| tokio::spawn(async move { service.reconcile().await.unwrap() }));
    for round in rounds {
        round.await.unwrap();
    }
    eventually("six readings", async || {
        (requests(&environment).await["open_now"] == 0 && requests(&environment).await["read"] == 6)
            .then_some(())
    })
    .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(requests(&environment).await["read"], 6);
}

#[tokio::test]
async fn top_up_that_cannot_be_read_keeps_no_other_from_reconciliation() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (broken, paid) = (anna.open("Zoé", "25.00").await, anna.open("Zoé", "26.00").await);
    environment.pay_at_counter(&paid["notice"]).await;
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query("UPDATE top_ups SET next_check_at = 1, due_date = CASE WHEN id = $1 THEN 'never' ELSE due_date END")
        .bind(broken["id"].as_str().unwrap())
        )
        .unwrap();
    write.commit().await.unwrap();
    eventually("the credit", async || {
        let mut write = environment.service.store().write().await.unwrap();
        let credits: i64 =
            gateway::fetch_one!(write, sqlx::query_scalar("SELECT count(*) FROM credits")).unwrap();
        (credits == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn work_whose_browser_has_gone_is_waited_for_at_the_end() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let body = new_top_up(&anna.account("Zoé").await["id"], "25.00");
    environment.knobs(json!({ "slow_ms": 1000 })).await;
    let request = environment
        .client()
        .post(format!("{}{TOP_UPS}", environment.base))
        .header("cookie", anna.cookie.as_ref().unwrap())
        .header("idempotency-key", key())
        .json(&body)
        .timeout(Duration::from_millis(300));
    assert!(request.send().await.unwrap_err().is_timeout());
    environment.service.stop();
    environment.service.finish().await;
    assert_eq!(environment.service.unfinished(), 0);
    let mut write = environment.service.store().write().await.unwrap();
    let answered: (i64, i64) =
        gateway::fetch_one!(write, sqlx::query_as("SELECT count(*), count(status) FROM idempotency_keys"))
            .unwrap();
    assert_eq!(answered, (1, 1));
}

#[tokio::test]
async fn code_that_waits_for_the_mail_server_does_not_hold_up_the_end() {
    let environment = TestEnvironment::start().await;
    environment.knobs(json!({ "smtp_down": true })).await;
    environment.guest().post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await;
    // The tries of a server that is down go on for the code's ten minutes.
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(environment.service.unfinished(), 1);
    let began = Instant::now();
    environment.service.stop();
    environment.service.finish().await;
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}
