//! A clock that was far ahead and has been set back: nothing waits for, or lives in, a future that did not come.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

mod common;

use common::{ANNA, TestEnvironment, eventually, platform::sql};
use gateway::clock::Moment;
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test]
async fn session_of_the_future_is_over() {
    let environment = TestEnvironment::start().await;
    let store = environment.service.store();
    for statement in [
        // It was seen in ten hours, and ends in two years.
        "UPDATE sessions SET seen_at = seen_at + 36000000",
        "UPDATE sessions SET ends_at = ends_at + 63072000000",
    ] {
        let anna = environment.signed_in(ANNA).await;
        assert_eq!(anna.get("/api/v1/accounts").await.status, StatusCode::OK);
        sql(store, statement).await;
        assert_eq!(anna.get("/api/v1/accounts").await.status, StatusCode::UNAUTHORIZED, "{statement}");
        environment.service.delete_expired().await.unwrap();
        let mut write = store.write().await.unwrap();
        let left: i64 =
            gateway::fetch_one!(write, sqlx::query_scalar("SELECT count(*) FROM sessions")).unwrap();
        assert_eq!(left, 0, "{statement}");
    }
    // A clock that was a few seconds fast.
    let anna = environment.signed_in(ANNA).await;
    sql(store, "UPDATE sessions SET seen_at = seen_at + 20000, ends_at = ends_at + 20000").await;
    environment.service.delete_expired().await.unwrap();
    assert_eq!(anna.get("/api/v1/accounts").await.status, StatusCode::OK);
}

#[tokio::test]
async fn sign_in_code_of_the_future_is_over() {
    let environment = TestEnvironment::start().await;
    let guest = environment.guest();
    let challenge =
        guest.post("/api/v1/sign-in-codes", json!({ "email": ANNA, "language": "it" })).await.body;
    let code = guest.code(ANNA, 0).await;
    let enter = json!({ "challenge_id": challenge["challenge_id"], "code": code });
    sql(environment.service.store(), "UPDATE challenges SET expires_at = expires_at + 31536000000").await;
    assert_eq!(guest.post("/api/v1/session", enter.clone()).await.status, StatusCode::UNAUTHORIZED);
    let id = challenge["challenge_id"].as_str().unwrap().parse().unwrap();
    assert!(environment.service.is_code_over(&id).await.unwrap(), "the page offers another code");
    sql(environment.service.store(), "UPDATE challenges SET expires_at = expires_at - 31536000000").await;
    assert_eq!(guest.post("/api/v1/session", enter).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn mail_of_the_future_is_sent() {
    let mut environment = TestEnvironment::start().await;
    let mut write = environment.service.store().write().await.unwrap();
    let waiting = "INSERT INTO outbox (kind, request, language, next_try_at) VALUES ('request',
         '{\"name\":\"Anna\",\"child\":\"Zoé\",\"school\":\"C\",\"email\":\"a@example.org\",\"message\":\"\"}', 'it', $1)";
    let next_year = Moment::now().millis() + 31_536_000_000;
    gateway::execute!(write, sqlx::query(waiting).bind(next_year)).unwrap();
    write.commit().await.unwrap();
    // The first round of reconciliation looks for what the clock has left in the future.
    environment.restart().await;
    let office = "mensa@comune.example.org";
    eventually("the mail to the office", async || environment.mails(office).await.pop()).await;
}
