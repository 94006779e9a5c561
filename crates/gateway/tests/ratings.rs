//! Rating the service after a payment: once for each checkout, and without a person.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, Guest, TestEnvironment};
use contract::RatingAspect;
use gateway::clock::Moment;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// The address at which a new checkout of this guardian is rated. It is paid unless `ending` says something else.
async fn checkout(environment: &TestEnvironment, guest: &Guest<'_>, child: &str, ending: &str) -> String {
    let top_up = guest.open(child, "25.00").await;
    let checkout = guest.checkout(&[&top_up["id"]], "email").await.body;
    let back =
        environment.settle(checkout["redirect_url"].as_str().unwrap(), json!({ "outcome": ending })).await;
    let path = back.trim_start_matches(environment.base.as_str());
    let returned = guest.send(Method::GET, path, &[("accept", "text/html")], None).await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER);
    format!("/api/v1/outcomes/{}/ratings", checkout["id"].as_str().unwrap())
}

/// Stars, aspect and how often, of this month.
async fn counts(environment: &TestEnvironment) -> Vec<(u8, Option<RatingAspect>, u64)> {
    let month = Moment::now().italian_day().as_str()[..7].to_owned();
    let counts = environment.service.store().ratings(&month, &month).await.unwrap();
    counts.into_iter().map(|count| (count.stars.count(), count.aspect, count.count)).collect()
}

fn rating(stars: u8, aspects: &[&str]) -> Value {
    json!({ "stars": stars, "aspects": aspects })
}

#[tokio::test]
async fn paid_checkout_is_rated_once_without_a_session_even_at_once() {
    let environment = TestEnvironment::start().await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let path = checkout(&environment, &anna, "Zoé", "paid").await;
    let guest = environment.guest();
    // An aspect that is named twice counts once.
    let body = rating(5, &["clarity", "technology", "clarity"]);
    let replies = futures_util::future::join_all((0..8).map(|_| guest.post(&path, body.clone()))).await;
    let statuses: Vec<StatusCode> = replies.iter().map(|reply| reply.status).collect();
    assert_eq!(statuses, [StatusCode::NO_CONTENT; 8]);
    let once = [(5, None, 1), (5, Some(RatingAspect::Clarity), 1), (5, Some(RatingAspect::Technology), 1)];
    assert_eq!(counts(&environment).await, once);
    // Another opinion about the same payment changes nothing.
    assert_eq!(guest.post(&path, rating(1, &[])).await.status, StatusCode::NO_CONTENT);
    assert_eq!(counts(&environment).await, once);

    let other = checkout(&environment, &bruno, "Sofia", "paid").await;
    assert_eq!(bruno.post(&other, rating(5, &["clarity"])).await.status, StatusCode::NO_CONTENT);
    let both = [(5, None, 2), (5, Some(RatingAspect::Clarity), 2), (5, Some(RatingAspect::Technology), 1)];
    assert_eq!(counts(&environment).await, both);
}

#[tokio::test]
async fn nothing_is_counted_for_what_is_not_paid_or_not_there() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let refused = checkout(&environment, &anna, "Zoé", "refused").await;
    for path in [
        refused.as_str(),
        "/api/v1/outcomes/01JD3Z8K0V7Q2M5N9R4T6W8Y0A/ratings",
        "/api/v1/outcomes/1/ratings",
    ] {
        assert_eq!(anna.post(path, rating(5, &[])).await.problem(), "not-found", "{path}");
    }
    assert_eq!(counts(&environment).await, []);
}

#[tokio::test]
async fn malformed_too_big_foreign_and_too_frequent_ratings_are_refused() {
    let environment = TestEnvironment::start_with(|config| config.rate_limits.requests_per_minute = 20).await;
    let anna = environment.signed_in(ANNA).await;
    let path = checkout(&environment, &anna, "Zoé", "paid").await;
    let guest = environment.guest();
    for body in [json!({}), rating(0, &[]), rating(6, &[]), rating(5, &["price"]), json!({ "stars": "5" })] {
        assert_eq!(guest.post(&path, body.clone()).await.problem(), "invalid-field", "{body}");
    }
    let big = rating(5, &vec!["clarity"; 5_000]);
    assert_eq!(guest.post(&path, big).await.problem(), "too-large");
    let foreign = [("content-type", "application/json"), ("origin", "https://elsewhere.example")];
    assert_eq!(
        guest.send(Method::POST, &path, &foreign, Some(rating(5, &[]).to_string())).await.problem(),
        "foreign-origin"
    );
    assert_eq!(guest.get(&path).await.problem(), "method-not-allowed");
    let mut problems = Vec::new();
    for _ in 0..20 {
        problems.push(guest.post(&path, rating(0, &[])).await.problem().to_owned());
    }
    assert_eq!(problems.last().map(String::as_str), Some("too-many-requests"));
    assert_eq!(counts(&environment).await, []);
}
