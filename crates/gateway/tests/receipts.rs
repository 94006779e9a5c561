//! One mail for each payment, with all of its top-ups, in a form that every mail program shows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, Guest, TestEnvironment, eventually};
use gateway::clock::Moment;
use serde_json::{Value, json};

/// The receipts that Anna has.
async fn receipts(environment: &TestEnvironment) -> Vec<Value> {
    let mut mails = environment.mails(ANNA).await;
    mails.retain(|mail| mail["subject"].as_str().unwrap().contains("accreditat"));
    mails
}

fn header<'a>(mail: &'a Value, name: &str) -> Option<&'a str> {
    let all = mail["headers"].as_array().unwrap();
    let found = all.iter().find(|header| header["name"].as_str().unwrap().eq_ignore_ascii_case(name));
    found.map(|header| header["value"].as_str().unwrap())
}

/// Two top-ups in one checkout that is open.
async fn two_in_one_checkout(anna: &Guest<'_>) -> ([Value; 2], Value) {
    let top_ups = [anna.open("Zoé", "25.00").await, anna.open("Luca", "1010.20").await];
    let checkout = anna.checkout(&[&top_ups[0]["id"], &top_ups[1]["id"]], "email").await.body;
    (top_ups, checkout)
}

fn number(top_up: &Value) -> String {
    let digits = top_up["notice"]["notice_number"].as_str().unwrap().as_bytes();
    digits.chunks(4).map(|group| std::str::from_utf8(group).unwrap()).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn one_payment_of_two_top_ups_is_one_mail() {
    let environment = TestEnvironment::start_with(|config| {
        config.limits.most = "2000.00".parse().unwrap();
        config.limits.balance_cap = "5000.00".parse().unwrap();
    })
    .await;
    let anna = environment.signed_in(ANNA).await;
    let (top_ups, checkout) = two_in_one_checkout(&anna).await;
    environment.settle(checkout["redirect_url"].as_str().unwrap(), json!({ "outcome": "paid" })).await;
    // Each is read at the platform by itself.
    for top_up in &top_ups {
        anna.until(&top_up["id"], "credited").await;
    }
    let mail = environment.mail(ANNA, "Ricariche accreditate", 0).await;
    assert_eq!(receipts(&environment).await.len(), 1);
    assert!(mail["subject"].as_str().unwrap().ends_with("1035,20\u{a0}€"), "{}", mail["subject"]);
    for part in [mail["text"].as_str().unwrap(), mail["html"].as_str().unwrap()] {
        for text in ["Zoé", "Luca, Émile", "25,00\u{a0}€", "1010,20\u{a0}€", "1035,20\u{a0}€", "37,40\u{a0}€"]
        {
            assert!(part.contains(text), "{text}: {part}");
        }
        for top_up in &top_ups {
            assert!(part.contains(&number(top_up)), "{part}");
        }
    }
}

#[tokio::test]
async fn two_payments_are_two_mails() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    for child in ["Zoé", "Luca"] {
        let top_up = anna.open(child, "25.00").await;
        environment.pay_at_counter(&top_up["notice"]).await;
        anna.until(&top_up["id"], "credited").await;
    }
    eventually("two mails", async || (receipts(&environment).await.len() == 2).then_some(())).await;
    for mail in receipts(&environment).await {
        assert!(mail["subject"].as_str().unwrap().starts_with("Ricarica accreditata: 25,00"));
        assert_eq!(mail["text"].as_str().unwrap().matches("Codice avviso").count(), 1);
    }
}

/// What was paid at a counter does not wait for ever for what is not.
#[tokio::test]
async fn a_receipt_waits_half_a_minute_for_the_others_of_its_checkout() {
    let environment = TestEnvironment::start_with(|config| {
        config.limits.most = "2000.00".parse().unwrap();
        config.limits.balance_cap = "5000.00".parse().unwrap();
    })
    .await;
    let anna = environment.signed_in(ANNA).await;
    let ([first, _], _) = two_in_one_checkout(&anna).await;
    environment.pay_at_counter(&first["notice"]).await;
    anna.until(&first["id"], "credited").await;
    let mut write = environment.service.store().write().await.unwrap();
    let due: Moment =
        gateway::fetch_one!(write, sqlx::query_scalar("SELECT next_try_at FROM outbox")).unwrap();
    let wait = Moment::now().until(due).as_secs();
    assert!((15..=30).contains(&wait), "{wait}");
    gateway::execute!(write, sqlx::query("UPDATE outbox SET next_try_at = 0")).unwrap();
    write.commit().await.unwrap();
    let mail = environment.mail(ANNA, "Ricarica accreditata: 25,00", 0).await;
    assert!(mail["text"].as_str().unwrap().contains(&number(&first)));
}

#[tokio::test]
async fn mails_come_from_the_municipality_as_text_and_html() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.pay_at_counter(&top_up["notice"]).await;
    anna.until(&top_up["id"], "credited").await;
    environment.mail(ANNA, "accreditata", 0).await;
    let mails = environment.mails(ANNA).await;
    assert_eq!(mails.len(), 2, "the code and the receipt");
    for mail in mails {
        let from = header(&mail, "from").unwrap();
        assert!(
            from.contains("Comune di Valtournenche") && from.contains("<ricarica@comune.example.org>"),
            "{from}"
        );
        assert_eq!(header(&mail, "reply-to"), Some("mensa@comune.example.org"));
        assert!(header(&mail, "content-type").unwrap().starts_with("multipart/alternative"));
        // An answer to what its reader did: there is no list to leave.
        assert_eq!(header(&mail, "list-unsubscribe"), None);
        let html = mail["html"].as_str().unwrap();
        assert!(
            html.contains("<html lang=\"it\">")
                && html.contains("name=\"color-scheme\" content=\"light dark\"")
        );
        // Nothing is fetched when the mail is opened.
        assert!(!html.contains("<img") && !html.contains("url(") && !html.contains("<link"), "{html}");
    }
}

#[tokio::test]
async fn sender_and_answer_address_can_be_configured() {
    let environment = TestEnvironment::start_with(|config| {
        config.mail.from = "Mensa di Valtournenche <mensa@posta.example.org>".parse().unwrap();
        config.mail.reply_to = Some("scuola@comune.example.org".parse().unwrap());
    })
    .await;
    environment.signed_in(ANNA).await;
    let mail = environment.mails(ANNA).await.remove(0);
    assert!(header(&mail, "from").unwrap().contains("Mensa di Valtournenche"), "{mail}");
    assert_eq!(header(&mail, "reply-to"), Some("scuola@comune.example.org"));
}
