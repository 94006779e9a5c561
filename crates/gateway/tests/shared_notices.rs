//! A notice that somebody else opens by a link and pays.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, Guest, Reply, TestEnvironment, eventually, pdf};
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const UNKNOWN: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";

/// A link: the top-up's id and the key after the `#`.
#[derive(Clone)]
struct Link {
    id: String,
    key: String,
}

impl Link {
    async fn of(guest: &Guest<'_>, top_up: &Value, names: bool) -> Self {
        let id = top_up["id"].as_str().unwrap().to_owned();
        let reply = make(guest, &id, json!({ "names": names })).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
        Self { key: reply.body["key"].as_str().unwrap().to_owned(), id }
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/v1/shared-notices/{}{rest}", self.id)
    }

    async fn open(&self, reader: &Guest<'_>) -> Reply {
        self.get(reader, "").await
    }

    async fn get(&self, reader: &Guest<'_>, rest: &str) -> Reply {
        let bearer = format!("Bearer {}", self.key);
        reader.send(Method::GET, &self.path(rest), &[("authorization", &bearer)], None).await
    }

    async fn pay(&self, reader: &Guest<'_>, body: &Value) -> Reply {
        let bearer = format!("Bearer {}", self.key);
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        reader.send(Method::POST, &self.path("/checkouts"), &headers, Some(body.to_string())).await
    }
}

async fn make(guest: &Guest<'_>, id: &str, body: Value) -> Reply {
    guest.post(&format!("/api/v1/top-ups/{id}/links"), body).await
}

fn by_email() -> Value {
    json!({ "sign_in": "email", "language": "it" })
}

#[tokio::test]
async fn link_shows_the_notice_and_nothing_of_the_guardian() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let (link, reader) = (Link::of(&anna, &top_up, false).await, environment.guest());
    let opened = link.open(&reader).await;
    assert_eq!((opened.status, opened.header("cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(opened.header("retry-after"), "5");
    let shared = &opened.body;
    assert_eq!(shared["amount"], top_up["amount"]);
    assert_eq!(shared["notice"]["notice_number"], top_up["notice"]["notice_number"]);
    assert_eq!((&shared["status"]["state"], &shared["has_letter"]), (&json!("unpaid"), &json!(false)));
    let text = shared.to_string();
    for secret in ["Zoé", "Anna", "Perrin", ANNA, "RSSMRA45C12F205C", "12.40", "balance"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(link.get(&reader, "/letter").await.problem(), "not-found");
    // The same request has the same link.
    assert_eq!(Link::of(&anna, &top_up, false).await.key, link.key);
}

#[tokio::test]
async fn link_with_names_shows_first_names_and_gives_the_letter() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Luca", "25.00").await;
    let (link, reader) = (Link::of(&anna, &top_up, true).await, environment.guest());
    let shared = link.open(&reader).await.body;
    assert_eq!((&shared["children"], &shared["has_letter"]), (&json!(["Luca", "Émile"]), &json!(true)));
    let letter = link.get(&reader, "/letter").await;
    assert_eq!((letter.status, letter.header("content-type")), (StatusCode::OK, "application/pdf"));
    let words = pdf::words(&letter.bytes);
    assert!(words.contains("25,00") && words.contains("Anna Perrin"), "{words}");
    let text = shared.to_string();
    for secret in [ANNA, "RSSMRA45C12F205C", "Perrin", "-8.20"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[tokio::test]
async fn payment_by_a_link_credits_the_account_without_the_guardians_address() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    // Her own cart has her address, so the link must not lead to it.
    let own = anna.checkout(&[&top_up["id"]], "email").await.body;
    let (link, reader) = (Link::of(&anna, &top_up, false).await, environment.guest());
    let checkout = link.pay(&reader, &by_email()).await;
    assert_eq!(checkout.status, StatusCode::CREATED, "{}", checkout.body);
    let page = checkout.body["redirect_url"].as_str().unwrap();
    assert_ne!(page, own["redirect_url"].as_str().unwrap());
    let html = environment.client().get(page).send().await.unwrap().text().await.unwrap();
    assert!(!html.contains(ANNA), "{html}");

    let back = environment.settle(page, json!({ "outcome": "paid" })).await;
    let back = back.trim_start_matches(environment.base.as_str());
    assert_eq!(reader.send(Method::GET, back, &[("accept", "text/html")], None).await.status, 303);
    let paid = eventually("the shared notice is credited", async || {
        let shared = link.open(&reader).await;
        (shared.body["status"]["state"] == "credited").then_some(shared)
    })
    .await;
    assert_eq!((&paid.body["notice"], paid.header("retry-after")), (&Value::Null, ""));
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
    assert_eq!(link.pay(&reader, &by_email()).await.problem(), "already-paid");
}

#[tokio::test]
async fn link_ends_with_its_notice() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let (link, reader) = (Link::of(&anna, &top_up, true).await, environment.guest());
    let id = top_up["id"].as_str().unwrap();
    assert_eq!(anna.delete(&format!("/api/v1/top-ups/{id}")).await.status, StatusCode::NO_CONTENT);
    let shared = link.open(&reader).await.body;
    assert_eq!(shared["status"]["state"], "cancelled");
    assert_eq!((&shared["notice"], &shared["children"]), (&Value::Null, &json!([])));
    assert_eq!((&shared["has_letter"], &shared["amount"]), (&json!(false), &top_up["amount"]));
    assert_eq!(link.get(&reader, "/letter").await.problem(), "cancelled");
    assert_eq!(link.pay(&reader, &by_email()).await.problem(), "cancelled");
    // Nor is there a new one.
    assert_eq!(make(&anna, id, json!({ "names": true })).await.problem(), "cancelled");
}

#[tokio::test]
async fn only_the_owner_makes_a_link() {
    let environment = TestEnvironment::start().await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let top_up = anna.open("Zoé", "25.00").await;
    let id = top_up["id"].as_str().unwrap();
    let names = json!({ "names": false });
    assert_eq!(make(&environment.guest(), id, names.clone()).await.problem(), "not-signed-in");
    for (guest, id) in [(&bruno, id), (&anna, UNKNOWN), (&anna, "1")] {
        assert_eq!(make(guest, id, names.clone()).await.problem(), "not-found", "{id}");
    }
    for body in [json!({}), json!({ "names": "yes" }), json!({ "names": true, "email": true })] {
        assert_eq!(make(&anna, id, body.clone()).await.problem(), "invalid-field", "{body}");
    }
    let big = json!({ "names": true, "x": "x".repeat(20_000) });
    assert_eq!(make(&anna, id, big).await.problem(), "too-large");
    let path = format!("/api/v1/top-ups/{id}/links");
    let foreign = [("content-type", "application/json"), ("origin", "https://elsewhere.example")];
    let reply = anna.send(Method::POST, &path, &foreign, Some(names.to_string())).await;
    assert_eq!(reply.problem(), "foreign-origin");
}

#[tokio::test]
async fn wrong_key_and_unknown_notice_have_one_answer() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (first, second) = (anna.open("Zoé", "25.00").await, anna.open("Luca", "30.00").await);
    let (link, other) = (Link::of(&anna, &first, true).await, Link::of(&anna, &second, true).await);
    let notice_key = first["notice"]["key"].as_str().unwrap().to_owned();
    let wrong = [
        Link { key: other.key.clone(), ..link.clone() },
        Link { key: notice_key, ..link.clone() },
        Link { key: "x".into(), ..link.clone() },
        Link { id: UNKNOWN.into(), ..link.clone() },
        Link { id: "x".into(), ..link.clone() },
    ];
    let reader = environment.guest();
    let mut details = Vec::new();
    for link in wrong {
        for rest in ["", "/letter"] {
            let reply = link.get(&reader, rest).await;
            assert_eq!(reply.problem(), "not-found");
            details.push(reply.body["detail"].clone());
        }
        assert_eq!(link.pay(&reader, &by_email()).await.problem(), "not-found");
    }
    details.dedup();
    assert_eq!(details.len(), 1, "{details:?}");
    let bare = reader.get(&link.path("")).await;
    assert_eq!(bare.problem(), "not-found");
    // Nor does the link's key open what the notice's key opens.
    let bearer = format!("Bearer {}", link.key);
    let path = format!("/api/v1/top-ups/{}/status", link.id);
    let status = reader.send(Method::GET, &path, &[("authorization", &bearer)], None).await;
    assert_eq!(status.problem(), "not-found");
}

#[tokio::test]
async fn malformed_too_big_and_too_frequent_payments_are_refused() {
    let environment = TestEnvironment::start_with(|config| {
        config.rate_limits.shared_checkouts_per_hour = 2;
    })
    .await;
    let anna = environment.signed_in(ANNA).await;
    let (first, second) = (anna.open("Zoé", "25.00").await, anna.open("Luca", "30.00").await);
    let (link, other) = (Link::of(&anna, &first, false).await, Link::of(&anna, &second, false).await);
    let reader = environment.guest();
    for body in [json!({}), json!({ "sign_in": "cie", "language": "it" }), json!({ "sign_in": "email" })] {
        assert_eq!(link.pay(&reader, &body).await.problem(), "invalid-field", "{body}");
    }
    let big = json!({ "sign_in": "email", "language": "it", "x": "x".repeat(20_000) });
    assert_eq!(link.pay(&reader, &big).await.problem(), "too-large");
    for _ in 0..2 {
        assert_eq!(link.pay(&reader, &by_email()).await.status, StatusCode::CREATED);
    }
    let refused = link.pay(&reader, &by_email()).await;
    assert_eq!(refused.problem(), "too-many-requests");
    assert!(refused.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    // The quota is of one notice.
    assert_eq!(other.pay(&reader, &by_email()).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn guardian_and_payer_at_once_are_charged_once() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let (link, reader) = (Link::of(&anna, &top_up, false).await, environment.guest());
    let body = by_email();
    let ids = [&top_up["id"]];
    let (own, payers) =
        tokio::join!(anna.checkout(&ids, "email"), join_all((0..4).map(|_| link.pay(&reader, &body))));
    let carts: Vec<&Value> = payers.iter().chain([&own]).map(|reply| &reply.body).collect();
    assert!(payers.iter().chain([&own]).all(|reply| reply.status == StatusCode::CREATED), "{carts:?}");
    let page = carts[0]["redirect_url"].as_str().unwrap();
    environment.settle(page, json!({ "outcome": "paid" })).await;
    // The platform takes the notice once: in another cart it is no longer payable.
    let cart = carts[1]["redirect_url"].as_str().unwrap();
    let cart = cart.split('/').find(|part| part.len() == 36).unwrap();
    let url = format!("{}/c/{cart}/esito.json", environment.sandbox_url());
    let again = environment.client().post(url).json(&json!({ "outcome": "paid" })).send().await.unwrap();
    assert!(again.status().is_client_error(), "{}", again.status());
    anna.until(&top_up["id"], "credited").await;
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
}
