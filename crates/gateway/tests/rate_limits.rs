//! Questions of guardians are counted by session, attempts by address; top-ups by guardian.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment, key, new_top_up, platform::sql};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn guardians_behind_one_address_do_not_use_up_each_others_questions() {
    let environment = TestEnvironment::start_with(|config| config.rate_limits.requests_per_minute = 30).await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    for guest in [&anna, &bruno] {
        for number in 0..30 {
            assert_eq!(guest.get("/api/v1/accounts").await.status, StatusCode::OK, "{number}");
        }
        assert_eq!(guest.get("/api/v1/accounts").await.problem(), "too-many-requests");
    }
    // Nor do they keep another guardian from signing in.
    environment.signed_in(ANNA).await;
}

#[tokio::test]
async fn invented_sessions_are_counted_by_the_address() {
    let environment = TestEnvironment::start_with(|config| config.rate_limits.requests_per_minute = 5).await;
    let mut problems = Vec::new();
    for number in 0..6 {
        let mut guest = environment.guest();
        guest.cookie = Some(format!("ricarica={number:064x}"));
        problems.push(guest.get("/api/v1/accounts").await.problem().to_owned());
    }
    assert_eq!(problems[..5], ["not-signed-in"; 5]);
    assert_eq!(problems[5], "too-many-requests");
}

#[tokio::test]
async fn signed_in_attempts_are_counted_by_the_address() {
    let environment = TestEnvironment::start_with(|config| config.rate_limits.requests_per_minute = 5).await;
    let anna = environment.signed_in(ANNA).await;
    let body = json!({ "challenge_id": "01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "code": "123456" });
    // Signing in made two of the five requests.
    for _ in 0..3 {
        assert_eq!(anna.post("/api/v1/session", body.clone()).await.problem(), "code-refused");
    }
    assert_eq!(anna.post("/api/v1/session", body).await.problem(), "too-many-requests");
    assert_eq!(anna.get("/api/v1/accounts").await.status, StatusCode::OK);
}

#[tokio::test]
async fn one_guardian_opens_a_limited_number_of_top_ups_even_at_once() {
    let environment =
        TestEnvironment::start_with(|config| config.rate_limits.top_ups_per_ten_minutes = 3).await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let account = anna.account("Zoé").await["id"].clone();
    let keys: Vec<String> = (0..8).map(|_| key()).collect();
    let requests = keys.iter().enumerate().map(|(number, key)| {
        let body = new_top_up(&account, &format!("{}.00", 20 + number));
        anna.post_with_key("/api/v1/top-ups", key, body)
    });
    let replies = futures_util::future::join_all(requests).await;
    let opened: Vec<usize> = (0..8).filter(|number| replies[*number].status == StatusCode::CREATED).collect();
    assert_eq!(opened.len(), 3);
    for refused in replies.iter().filter(|reply| reply.status != StatusCode::CREATED) {
        assert_eq!(refused.problem(), "too-many-requests");
        assert!((590..=600).contains(&refused.header("retry-after").parse::<u32>().unwrap()));
    }
    // A repeated request opens nothing and is answered as before.
    let first = opened[0];
    let body = new_top_up(&account, &format!("{}.00", 20 + first));
    let again = anna.post_with_key("/api/v1/top-ups", &keys[first], body).await;
    assert_eq!((again.status, &again.body["id"]), (StatusCode::CREATED, &replies[first].body["id"]));
    // Others are not affected.
    bruno.open("Sofia", "25.00").await;
    // It is over after ten minutes: as if those had been made before.
    sql(environment.service.store(), "DELETE FROM outbox").await;
    sql(
        environment.service.store(),
        "UPDATE top_ups SET id = '00' || substr(id, 3), created_at = created_at - 600001
             WHERE guardian_id = (SELECT id FROM guardians WHERE email LIKE 'anna%')",
    )
    .await;
    anna.open("Zoé", "30.00").await;
}

#[tokio::test]
async fn unchanged_top_up_has_no_body() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let path = format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap());
    let first = anna.get(&path).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\"") && first.header("cache-control") == "no-store", "{tag}");
    // The platform is asked again: only the moment differs.
    tokio::time::sleep(std::time::Duration::from_millis(2100)).await;
    for known in [tag.clone(), format!("\"x\", {tag}"), tag.trim_start_matches("W/").to_owned()] {
        let again = anna.send(Method::GET, &path, &[("if-none-match", &known)], None).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
        assert_eq!((again.header("etag"), again.header("retry-after")), (tag.as_str(), "5"));
    }
    anna.pay(&top_up).await;
    let paid = anna.send(Method::GET, &path, &[("if-none-match", &tag)], None).await;
    assert_eq!((paid.status, &paid.body["state"]), (StatusCode::OK, &json!("credited")));
    // Another guardian's tag opens nothing.
    let bruno = environment.signed_in(BRUNO).await;
    let foreign = bruno.send(Method::GET, &path, &[("if-none-match", paid.header("etag"))], None).await;
    assert_eq!(foreign.problem(), "not-found");
}
