//! To the payment page and back: the outcome is the platform's, never the address's.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, Guest, TestEnvironment, key};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn opened(guest: &Guest<'_>, ids: &[&Value], sign_in: &str) -> Value {
    let reply = guest.checkout(ids, sign_in).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
    reply.body
}

/// Follows the redirect like a browser; returns the address in the app.
async fn come_back(environment: &TestEnvironment, return_url: &str) -> String {
    assert!(return_url.starts_with(&environment.base), "{return_url}");
    let path = return_url.trim_start_matches(environment.base.as_str());
    let reply = environment.guest().send(Method::GET, path, &[("accept", "text/html")], None).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    reply.header("location").to_owned()
}

async fn outcome(guest: &Guest<'_>, checkout: &Value) -> Value {
    guest.get(&format!("/api/v1/outcomes/{}", checkout["id"].as_str().unwrap())).await.body
}

#[tokio::test]
async fn payment_online_is_credited_and_shown_in_the_outcome() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = opened(&anna, &[&top_up["id"]], "email").await;
    let target = checkout["redirect_url"].as_str().unwrap();
    assert!(target.starts_with(environment.sandbox_url()) && target.contains("accesso=email"), "{target}");
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "in_progress");

    let back = environment.settle(target, json!({ "outcome": "paid" })).await;
    let page = come_back(&environment, &back).await;
    assert_eq!(page, format!("/esito/{}", checkout["id"].as_str().unwrap()));
    let said = outcome(&anna, &checkout).await;
    assert_eq!((&said["items"][0]["state"], &said["returned"]), (&json!("credited"), &json!("ok")));
    assert_eq!(said["items"][0]["top_up_id"], top_up["id"]);
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
    let credited = anna.top_up(&top_up["id"]).await;
    assert_eq!(credited["balance_after"]["amount"], "37.40");
    assert!(credited["receipt_id"].as_str().is_some_and(|receipt| !receipt.is_empty()), "{credited}");
    // The platform's own receipt went to the address that prefilled the page.
    environment.mail(ANNA, "", 1).await;
}

#[tokio::test]
async fn outcome_without_a_session_has_only_states() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = opened(&anna, &[&top_up["id"]], "spid").await;
    for reader in [environment.guest(), environment.signed_in(BRUNO).await] {
        let said = outcome(&reader, &checkout).await;
        assert_eq!(said["items"], json!([{ "state": "in_progress" }]));
        let text = said.to_string();
        for secret in ["Zoé", "25.00", top_up["id"].as_str().unwrap(), "anna"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[tokio::test]
async fn the_outcome_of_an_unknown_checkout_is_empty() {
    let environment = TestEnvironment::start().await;
    const UNKNOWN: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
    for reader in [environment.guest(), environment.signed_in(ANNA).await] {
        let reply = reader.get(&format!("/api/v1/outcomes/{UNKNOWN}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.body, json!({ "checkout_id": UNKNOWN, "items": [], "platform_silent": false }));
    }
    for malformed in ["1", "01JD3Z8K0V7Q2M5N9R4T6W8Y0U", "01JD3Z8K0V7Q2M5N9R4T6W8Y0AA"] {
        let reply = environment.guest().get(&format!("/api/v1/outcomes/{malformed}")).await;
        assert_eq!(reply.problem(), "not-found", "{malformed}");
    }
}

#[tokio::test]
async fn paid_in_the_return_address_does_not_credit() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = opened(&anna, &[&top_up["id"]], "email").await;
    let id = checkout["id"].as_str().unwrap();
    let back = |result| format!("{}{}", environment.base, environment.return_path(&checkout, result));
    come_back(&environment, &back("ok")).await;
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "in_progress");
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "12.40");
    // "Paid" is not taken back by an old tab's "cancel": that would open the way to paying twice.
    come_back(&environment, &back("cancel")).await;
    assert_eq!(anna.top_up(&top_up["id"]).await["state"], "in_progress");
    assert_eq!(anna.checkout(&[&top_up["id"]], "email").await.problem(), "payment-in-progress");
    for path in [format!("/returns/{id}/done"), "/returns/x/ok".into()] {
        assert_eq!(environment.guest().get(&path).await.problem(), "not-found", "{path}");
    }
}

#[tokio::test]
async fn a_return_to_an_unknown_checkout_leads_to_the_app() {
    let environment = TestEnvironment::start().await;
    let id = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
    let page = come_back(&environment, &format!("{}/returns/{id}/ok", environment.base)).await;
    assert_eq!(page, format!("/esito/{id}"));
    // Nothing was written down: the outcome is as unknown as before.
    let said = environment.guest().get(&format!("/api/v1/outcomes/{id}")).await.body;
    assert_eq!((&said["items"], said.get("returned")), (&json!([]), None));
}

#[tokio::test]
async fn refused_or_cancelled_there_can_be_paid_again_with_the_same_notice() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let mut carts = Vec::new();
    for (ending, word) in [("refused", "error"), ("cancelled", "cancel")] {
        let checkout = opened(&anna, &[&top_up["id"]], "email").await;
        let back = environment
            .settle(checkout["redirect_url"].as_str().unwrap(), json!({ "outcome": ending }))
            .await;
        come_back(&environment, &back).await;
        let after = anna.top_up(&top_up["id"]).await;
        assert_eq!((&after["state"], &after["attempt"]["outcome"]), (&json!("unpaid"), &json!(word)));
        assert_eq!(after["notice"]["notice_number"], top_up["notice"]["notice_number"]);
        carts.push(checkout["id"].clone());
    }
    assert_ne!(carts[0], carts[1]);
    let checkout = opened(&anna, &[&top_up["id"]], "email").await;
    let back =
        environment.settle(checkout["redirect_url"].as_str().unwrap(), json!({ "outcome": "paid" })).await;
    come_back(&environment, &back).await;
    anna.until(&top_up["id"], "credited").await;
}

#[tokio::test]
async fn a_refusal_that_locks_the_notice_says_for_how_long() {
    let environment = TestEnvironment::start().await;
    environment.knobs(json!({ "refused_lock_seconds": 600 })).await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = opened(&anna, &[&top_up["id"]], "email").await;
    let target = checkout["redirect_url"].as_str().unwrap();
    let back = environment.settle(target, json!({ "outcome": "refused" })).await;
    come_back(&environment, &back).await;
    let refused = anna.checkout(&[&top_up["id"]], "email").await;
    assert_eq!(refused.problem(), "payment-in-progress");
    // The platform does not say how long: about half an hour is known.
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1700..=1800).contains(&wait), "{wait}");
}

#[tokio::test]
async fn the_balance_after_a_credit_stays_when_another_follows() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (first, second) = (anna.open("Zoé", "25.00").await, anna.open("Zoé", "10.00").await);
    for top_up in [&first, &second] {
        assert_eq!(environment.pay_at_counter(&top_up["notice"]).await.0, StatusCode::OK);
        anna.until(&top_up["id"], "credited").await;
    }
    assert_eq!(anna.top_up(&first["id"]).await["balance_after"]["amount"], "37.40");
    assert_eq!(anna.top_up(&second["id"]).await["balance_after"]["amount"], "47.40");
}

#[tokio::test]
async fn payment_in_progress_cannot_be_paid_again_and_is_credited_later() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = opened(&anna, &[&top_up["id"]], "email").await;
    let ending = json!({ "outcome": "in_progress", "after_seconds": 3, "then": "paid" });
    let back = environment.settle(checkout["redirect_url"].as_str().unwrap(), ending).await;
    assert!(back.contains("/waiting?key="), "{back}");
    come_back(&environment, &back).await;
    assert_eq!(outcome(&anna, &checkout).await["items"][0]["state"], "in_progress");
    assert_eq!(anna.checkout(&[&top_up["id"]], "email").await.problem(), "payment-in-progress");
    let path = format!("/api/v1/top-ups/{}", top_up["id"].as_str().unwrap());
    let cancel = anna.delete(&path).await;
    assert_eq!(cancel.problem(), "payment-in-progress");
    assert!(cancel.header("retry-after").parse::<u32>().unwrap() >= 30);
    anna.until(&top_up["id"], "credited").await;
}

#[tokio::test]
async fn payer_without_a_result_gets_the_same_cart_again() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let first = opened(&anna, &[&top_up["id"]], "email").await;
    let shown = anna.top_up(&top_up["id"]).await;
    assert_eq!(shown["attempt"]["redirect_url"], first["redirect_url"]);
    let second = opened(&anna, &[&top_up["id"]], "email").await;
    assert_eq!(first, second);
    // Together with another one it is another cart.
    let other = anna.open("Luca", "10.00").await;
    let both = opened(&anna, &[&top_up["id"], &other["id"]], "email").await;
    assert_ne!(both["id"], first["id"]);
}

async fn opened_in(guest: &Guest<'_>, id: &Value, sign_in: &str, language: &str) -> Value {
    let body = json!({ "top_up_ids": [id], "sign_in": sign_in, "language": language });
    let reply = guest.post_with_key("/api/v1/checkouts", &key(), body).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
    reply.body
}

async fn page(checkout: &Value) -> String {
    let url = checkout["redirect_url"].as_str().unwrap().to_owned();
    reqwest::Client::new().get(url).send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn payment_page_has_the_guardians_language() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let mut seen = Vec::new();
    let expected =
        [("fr", "Identifiez-vous pour payer"), ("en", "Sign in to pay"), ("it", "Accedi per pagare")];
    for (language, title) in expected {
        let checkout = opened_in(&anna, &top_up["id"], "spid", language).await;
        let page = page(&checkout).await;
        assert!(page.contains(&format!("<html lang=\"{language}\">")) && page.contains(title), "{page}");
        // Opened again, the page has the language of the last request.
        let shown = anna.top_up(&top_up["id"]).await;
        assert_eq!(shown["attempt"]["redirect_url"], checkout["redirect_url"]);
        seen.push(checkout["id"].clone());
    }
    assert!(seen.iter().all(|id| *id == seen[0]), "one cart in every language: {seen:?}");
}

#[tokio::test]
async fn open_cart_has_the_last_chosen_sign_in() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let first = opened_in(&anna, &top_up["id"], "spid", "it").await;
    let second = opened_in(&anna, &top_up["id"], "email", "it").await;
    assert_eq!(first["id"], second["id"]);
    assert!(second["redirect_url"].as_str().unwrap().ends_with("accesso=email&lng=it"), "{second}");
    assert!(page(&second).await.contains("Continua con l’e-mail"));
}

#[tokio::test]
async fn payment_page_without_languages_gets_no_language() {
    let environment = TestEnvironment::start_with(|config| config.platform.language_parameter = None).await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = opened_in(&anna, &top_up["id"], "email", "fr").await;
    let url = checkout["redirect_url"].as_str().unwrap();
    assert!(url.ends_with("?clientId=CHECKOUT_CART&accesso=email"), "{url}");
    assert!(page(&checkout).await.contains("Accedi per pagare"));
}

#[tokio::test]
async fn repeated_request_returns_the_stored_checkout() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let body = json!({ "top_up_ids": [top_up["id"]], "sign_in": "email", "language": "fr" });
    let path = "/api/v1/checkouts";
    let mine = key();
    let first = anna.post_with_key(path, &mine, body.clone()).await;
    let again = anna.post_with_key(path, &mine, body.clone()).await;
    assert_eq!((first.status, &first.body), (StatusCode::CREATED, &again.body));
    assert_eq!(anna.post(path, body.clone()).await.problem(), "idempotency-key-missing");
    let mut other = body;
    other["sign_in"] = json!("spid");
    assert_eq!(anna.post_with_key(path, &mine, other).await.problem(), "idempotency-key-reused");
}

#[tokio::test]
async fn a_half_paid_cart_shows_each_top_ups_own_state() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let (one, two) = (anna.open("Zoé", "25.00").await, anna.open("Luca", "10.00").await);
    let checkout = opened(&anna, &[&one["id"], &two["id"]], "email").await;
    let back = environment
        .settle(checkout["redirect_url"].as_str().unwrap(), json!({ "outcome": "first_only" }))
        .await;
    come_back(&environment, &back).await;
    let said = outcome(&anna, &checkout).await;
    let states: Vec<&Value> = said["items"].as_array().unwrap().iter().map(|item| &item["state"]).collect();
    assert_eq!(states, [&json!("credited"), &json!("unpaid")]);
    let rest = opened(&anna, &[&two["id"]], "email").await;
    let back = environment.settle(rest["redirect_url"].as_str().unwrap(), json!({ "outcome": "paid" })).await;
    come_back(&environment, &back).await;
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "37.40");
    assert_eq!(anna.account("Luca").await["balance"]["amount"], "1.80");
}

#[tokio::test]
async fn one_to_five_different_top_ups_make_a_checkout() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let mut opened_ids = Vec::new();
    for amount in ["5.00", "6.00", "7.00", "8.00", "9.00", "10.00"] {
        opened_ids.push(anna.open("Zoé", amount).await["id"].clone());
    }
    let ids: Vec<&Value> = opened_ids.iter().collect();
    for bad in [&ids[..0], &ids[..6], &[ids[0], ids[0]][..]] {
        let reply = anna.checkout(bad, "email").await;
        assert_eq!(reply.problem(), "invalid-field");
        assert_eq!(reply.body["errors"][0]["pointer"], "/top_up_ids");
    }
    let five = opened(&anna, &ids[..5], "email").await;
    let back = environment.settle(five["redirect_url"].as_str().unwrap(), json!({ "outcome": "paid" })).await;
    come_back(&environment, &back).await;
    assert_eq!(anna.account("Zoé").await["balance"]["amount"], "47.40");
    let again = anna.checkout(&[ids[0]], "email").await;
    assert_eq!(again.problem(), "already-paid");
}

#[tokio::test]
async fn notice_paid_at_the_counter_opens_no_payment_page() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    tokio::time::sleep(std::time::Duration::from_millis(1600)).await;
    environment.pay_at_counter(&top_up["notice"]).await;
    let reply = anna.checkout(&[&top_up["id"]], "email").await;
    assert_eq!(reply.problem(), "already-paid");
    assert_eq!(reply.body["top_up_id"], top_up["id"]);
}

#[tokio::test]
async fn a_platform_that_is_down_or_refuses_is_named() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "down": true })).await;
    let down = anna.checkout(&[&top_up["id"]], "email").await;
    assert_eq!(down.problem(), "platform-down");
    assert!(!down.header("retry-after").is_empty());
    environment.knobs(json!({ "reject_carts": true })).await;
    assert_eq!(anna.checkout(&[&top_up["id"]], "email").await.problem(), "payment-in-progress");
    // Nothing came of it: the same intent may be tried again.
    environment.knobs(json!({})).await;
    opened(&anna, &[&top_up["id"]], "email").await;
}

#[tokio::test]
async fn redirect_to_a_host_that_is_not_allowed_is_refused() {
    let environment = TestEnvironment::start_with(|config| {
        config.platform.allowed_hosts = vec!["checkout.pagopa.it".into()]
    })
    .await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    assert_eq!(anna.checkout(&[&top_up["id"]], "email").await.problem(), "platform-error");
}

#[tokio::test]
async fn only_the_email_choice_prefills_the_page_with_the_address() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let spid = opened(&anna, &[&top_up["id"]], "spid").await;
    assert!(spid["redirect_url"].as_str().unwrap().contains("accesso=spid"));
    assert!(!page(&spid).await.contains(ANNA));
    // No address of ours carries the guardian's.
    assert!(!spid["redirect_url"].as_str().unwrap().contains("anna"));
}

#[tokio::test]
async fn malformed_request_to_the_payment_page_is_not_a_payment_in_progress() {
    // A subject longer than the 140 characters that a cart takes.
    let environment = TestEnvironment::start_unchecked().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query("UPDATE top_ups SET subject = $1").bind("x".repeat(141))).unwrap();
    write.commit().await.unwrap();
    assert_eq!(anna.checkout(&[&top_up["id"]], "email").await.problem(), "platform-error");
}
