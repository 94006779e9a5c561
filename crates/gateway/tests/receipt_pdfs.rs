//! The receipt of a credited top-up: over HTTP to its guardian only, and by e-mail to the guardian's own address only.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, Guest, Reply, TestEnvironment, key, pdf::words};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

fn path(top_up: &Value) -> String {
    format!("/api/v1/top-ups/{}/receipt", top_up["id"].as_str().unwrap())
}

async fn ask_for_mail(guest: &Guest<'_>, top_up: &Value, key: &str) -> Reply {
    guest.post_with_key(&format!("{}/emails", path(top_up)), key, json!({ "language": "fr" })).await
}

/// A top-up of Luca's and Émile's account that was paid at a tobacconist's and credited.
async fn credited(environment: &TestEnvironment, anna: &Guest<'_>) -> Value {
    let top_up = anna.open("Luca", "25.00").await;
    environment.pay_at_counter(&top_up["notice"]).await;
    anna.until(&top_up["id"], "credited").await
}

#[tokio::test]
async fn receipt_has_what_is_known_of_the_payment_and_is_the_same_each_time() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = credited(&environment, &anna).await;
    let reply = anna.get(&path(&top_up)).await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert_eq!(reply.header("cache-control"), "private, no-store");
    let number = top_up["notice"]["notice_number"].as_str().unwrap();
    assert_eq!(reply.header("content-disposition"), format!("inline; filename=\"ricevuta-{number}.pdf\""));
    let words = words(&reply.bytes);
    let paid_on = gateway::clock::Moment::parse(top_up["paid_at"].as_str().unwrap()).unwrap().italian_day();
    let paid_on = paid_on.as_str().split('-').rev().collect::<Vec<_>>().join("/");
    for expected in [
        "Comune di Valtournenche",
        "00101440073",
        "Anna Perrin",
        "RSSMRA45C12F205C",
        "25,00 Euro",
        "M-0002",
        "Luca, Émile",
        "Mensa scolastica",
        "sportello",
        "Tabaccheria di prova",
        "Non è la quietanza",
        paid_on.as_str(),
        top_up["receipt_id"].as_str().unwrap(),
    ] {
        assert!(words.contains(expected), "{expected} in {words}");
    }
    assert_eq!(anna.get(&path(&top_up)).await.bytes, reply.bytes);
}

#[tokio::test]
async fn receipt_of_an_online_payment_says_so_in_the_readers_language() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let checkout = anna.checkout(&[&top_up["id"]], "email").await.body;
    environment.settle(checkout["redirect_url"].as_str().unwrap(), json!({ "outcome": "paid" })).await;
    let top_up = anna.until(&top_up["id"], "credited").await;
    for (accepted, expected, absent) in [
        ("fr-FR,fr;q=0.9", "En ligne", "Online, on"),
        ("en", "on a payment page", "En ligne"),
        ("it", "su una pagina di pagamento", "En ligne"),
        ("de", "su una pagina di pagamento", "En ligne"),
    ] {
        let reply = anna.send(Method::GET, &path(&top_up), &[("accept-language", accepted)], None).await;
        let words = words(&reply.bytes);
        assert!(words.contains(expected) && words.contains("Ricevuta di ricarica"), "{accepted}: {words}");
        assert!(!words.contains(absent), "{accepted}: {words}");
    }
}

#[tokio::test]
async fn only_the_guardian_gets_a_receipt_and_only_of_a_credited_top_up() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = credited(&environment, &anna).await;
    let (guest, bruno) = (environment.guest(), environment.signed_in(BRUNO).await);
    for (other, problem) in [(&guest, "not-signed-in"), (&bruno, "not-found")] {
        assert_eq!(other.get(&path(&top_up)).await.problem(), problem);
        assert_eq!(ask_for_mail(other, &top_up, &key()).await.problem(), problem);
    }
    let unpaid = anna.open("Zoé", "10.00").await;
    for none in [json!({ "id": "x" }), json!({ "id": "01JD3Z8K0V7Q2M5N9R4T6W8Y0A" }), unpaid] {
        assert_eq!(anna.get(&path(&none)).await.problem(), "not-found", "{none}");
        assert_eq!(ask_for_mail(&anna, &none, &key()).await.problem(), "not-found", "{none}");
    }
    // The key of the notice opens its status and nothing else.
    let bearer = format!("Bearer {}", top_up["notice"]["key"].as_str().unwrap());
    let reply = guest.send(Method::GET, &path(&top_up), &[("authorization", bearer.as_str())], None).await;
    assert_eq!(reply.problem(), "not-signed-in");
}

#[tokio::test]
async fn receipt_is_mailed_to_the_guardians_own_address_once_for_one_key() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = credited(&environment, &anna).await;
    let one = key();
    // Two at once with one key.
    let (first, second) =
        tokio::join!(ask_for_mail(&anna, &top_up, &one), ask_for_mail(&anna, &top_up, &one));
    for reply in [first, second, ask_for_mail(&anna, &top_up, &one).await] {
        assert_eq!((reply.status, &reply.body), (StatusCode::ACCEPTED, &json!({ "sent_to": ANNA })));
    }
    let mail = environment.mail(ANNA, "Reçu de la recharge", 0).await;
    let number = top_up["notice"]["notice_number"].as_str().unwrap();
    assert_eq!(mail["attachments"][0]["name"], format!("ricevuta-{number}.pdf"));
    let attached = environment.attachment(&mail, 0).await;
    let as_read = anna.send(Method::GET, &path(&top_up), &[("accept-language", "fr")], None).await;
    assert_eq!(attached, as_read.bytes, "the same file as over HTTP");
    // Another request is another mail; the letter of a paid notice is still refused.
    ask_for_mail(&anna, &top_up, &key()).await;
    environment.mail(ANNA, "Reçu de la recharge", 1).await;
    let all = environment.mails(ANNA).await;
    assert_eq!(
        all.iter().filter(|mail| mail["subject"].as_str().unwrap().contains("Reçu de la recharge")).count(),
        2
    );
    let letter = path(&top_up).replace("/receipt", "/notice/emails");
    let letter = anna.post_with_key(&letter, &key(), json!({ "language": "fr" })).await;
    assert_eq!(letter.problem(), "already-paid");
}

#[tokio::test]
async fn malformed_and_too_many_requests_are_refused() {
    let environment =
        TestEnvironment::start_with(|config| config.rate_limits.notice_mails_per_hour = 2).await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = credited(&environment, &anna).await;
    let emails = format!("{}/emails", path(&top_up));
    assert_eq!(anna.post(&emails, json!({ "language": "it" })).await.problem(), "idempotency-key-missing");
    for body in [json!({}), json!({ "language": "de" }), json!({ "language": "it", "to": BRUNO })] {
        assert_eq!(anna.post_with_key(&emails, &key(), body).await.problem(), "invalid-field");
    }
    let large = json!({ "language": "i".repeat(20_000) });
    assert_eq!(anna.post_with_key(&emails, &key(), large).await.problem(), "too-large");
    let first = key();
    for key in [first.clone(), key()] {
        assert_eq!(ask_for_mail(&anna, &top_up, &key).await.status, StatusCode::ACCEPTED);
    }
    let refused = ask_for_mail(&anna, &top_up, &key()).await;
    assert_eq!(refused.problem(), "too-many-requests");
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 60);
    assert_eq!(ask_for_mail(&anna, &top_up, &first).await.status, StatusCode::ACCEPTED, "a repeat");
}

#[tokio::test]
async fn receipts_count_against_the_limit_of_requests() {
    let environment = TestEnvironment::start_with(|config| config.rate_limits.requests_per_minute = 10).await;
    let anna = environment.signed_in(ANNA).await;
    let mut refused = None;
    for _ in 0..60 {
        let reply = anna.get("/api/v1/top-ups/x/receipt").await;
        if reply.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(reply);
            break;
        }
    }
    assert_eq!(refused.expect("a refusal").problem(), "too-many-requests");
}
