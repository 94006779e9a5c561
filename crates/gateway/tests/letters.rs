//! The notice as a letter: over HTTP to its guardian only, and by e-mail to the guardian's own address only.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, Guest, Reply, TestEnvironment, eventually, key, pdf::words};
use contract::Language;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

fn path(top_up: &Value) -> String {
    format!("/api/v1/top-ups/{}/notice", top_up["id"].as_str().unwrap())
}

fn letter_path(top_up: &Value) -> String {
    format!("/api/v1/top-ups/{}/letter", top_up["id"].as_str().unwrap())
}

async fn letter(guest: &Guest<'_>, top_up: &Value) -> Reply {
    guest.get(&letter_path(top_up)).await
}

async fn ask_for_mail(guest: &Guest<'_>, top_up: &Value, key: &str) -> Reply {
    guest.post_with_key(&format!("{}/emails", path(top_up)), key, json!({ "language": "fr" })).await
}

fn grouped(number: &Value) -> String {
    let digits: Vec<char> = number.as_str().unwrap().chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn guardian_gets_the_letter_and_it_is_not_cached() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let reply = letter(&anna, &top_up).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    assert_eq!(reply.header("content-type"), "application/pdf");
    assert_eq!(reply.header("cache-control"), "private, no-store");
    let number = &top_up["notice"]["notice_number"];
    let name = format!("inline; filename=\"avviso-{}.pdf\"", number.as_str().unwrap());
    assert_eq!(reply.header("content-disposition"), name);
    assert!(reply.bytes.len() < 60_000, "{}", reply.bytes.len());
    let words = words(&reply.bytes);
    for expected in [
        "AVVISO DI PAGAMENTO",
        "Anna Perrin",
        "RSSMRA45C12F205C",
        "25,00 Euro",
        "Servizio refezione scolastica",
        "BOLLETTINO POSTALE PA",
        &grouped(number),
    ] {
        assert!(words.contains(expected), "{expected} in {words}");
    }
}

#[tokio::test]
async fn plain_link_returns_the_letter_only_to_its_guardian() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let link = letter_path(&top_up);
    let browser = [("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];
    let reply = anna.send(Method::GET, &link, &browser, None).await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert_eq!(reply.header("cache-control"), "private, no-store");
    assert!(words(&reply.bytes).contains(&grouped(&top_up["notice"]["notice_number"])));
    assert_eq!(environment.guest().get(&link).await.problem(), "not-signed-in");
    assert_eq!(environment.signed_in(BRUNO).await.get(&link).await.problem(), "not-found");
    assert_eq!(anna.get("/api/v1/top-ups/x/letter").await.problem(), "not-found");
    environment.pay_at_counter(&top_up["notice"]).await;
    eventually("the letter is refused", async || {
        let reply = anna.get(&link).await;
        (reply.status == StatusCode::CONFLICT).then(|| assert_eq!(reply.problem(), "already-paid"))
    })
    .await;
}

#[tokio::test]
async fn notice_is_json_and_letter_is_pdf_for_every_accept_header() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    for accept in ["*/*", "application/json", "application/pdf", "text/html"] {
        let reply = anna.send(Method::GET, &path(&top_up), &[("accept", accept)], None).await;
        assert_eq!(reply.header("content-type"), "application/json", "{accept}");
        assert_eq!(reply.body["notice_number"], top_up["notice"]["notice_number"]);
        let reply = anna.send(Method::GET, &letter_path(&top_up), &[("accept", accept)], None).await;
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (StatusCode::OK, "application/pdf"),
            "{accept}"
        );
    }
}

#[tokio::test]
async fn another_guardian_neither_gets_the_letter_nor_has_it_sent() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let (guest, bruno) = (environment.guest(), environment.signed_in(BRUNO).await);
    assert_eq!(letter(&guest, &top_up).await.problem(), "not-signed-in");
    assert_eq!(letter(&bruno, &top_up).await.problem(), "not-found");
    assert_eq!(ask_for_mail(&guest, &top_up, &key()).await.problem(), "not-signed-in");
    assert_eq!(ask_for_mail(&bruno, &top_up, &key()).await.problem(), "not-found");
    for id in ["01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "x"] {
        assert_eq!(letter(&anna, &json!({ "id": id })).await.problem(), "not-found", "{id}");
        assert_eq!(ask_for_mail(&anna, &json!({ "id": id }), &key()).await.problem(), "not-found", "{id}");
    }
    // The key of the notice opens its status and nothing else.
    let bearer = format!("Bearer {}", top_up["notice"]["key"].as_str().unwrap());
    for path in [path(&top_up), letter_path(&top_up)] {
        let reply = guest.send(Method::GET, &path, &[("authorization", bearer.as_str())], None).await;
        assert_eq!(reply.problem(), "not-signed-in", "{path}");
    }
}

#[tokio::test]
async fn a_notice_that_cannot_be_paid_has_no_letter() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let paid = anna.open("Zoé", "25.00").await;
    environment.pay_at_counter(&paid["notice"]).await;
    // The platform is read first, because someone might pay again with the letter of a notice that was just paid.
    eventually("the letter is refused", async || {
        let reply = letter(&anna, &paid).await;
        (reply.status == StatusCode::CONFLICT).then(|| assert_eq!(reply.problem(), "already-paid"))
    })
    .await;
    assert_eq!(ask_for_mail(&anna, &paid, &key()).await.problem(), "already-paid");

    let cancelled = anna.open("Luca", "10.00").await;
    anna.delete(&format!("/api/v1/top-ups/{}", cancelled["id"].as_str().unwrap())).await;
    assert_eq!(letter(&anna, &cancelled).await.problem(), "cancelled");
    assert_eq!(ask_for_mail(&anna, &cancelled, &key()).await.problem(), "cancelled");

    environment.knobs(json!({ "down": true })).await;
    let account = anna.account("Zoé").await;
    let body = common::new_top_up(&account["id"], "30.00");
    let opening = anna.post_with_key("/api/v1/top-ups", &key(), body).await.body;
    assert_eq!(opening["state"], "opening", "{opening}");
    assert_eq!(letter(&anna, &opening).await.problem(), "still-opening");
    assert_eq!(ask_for_mail(&anna, &opening, &key()).await.problem(), "still-opening");
}

#[tokio::test]
async fn letter_is_mailed_to_the_guardians_own_address_once_for_one_key() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let one = key();
    for _ in 0..2 {
        let reply = ask_for_mail(&anna, &top_up, &one).await;
        assert_eq!((reply.status, &reply.body), (StatusCode::ACCEPTED, &json!({ "sent_to": ANNA })));
    }
    let mail = environment.mail(ANNA, "Avis de paiement", 0).await;
    let number = top_up["notice"]["notice_number"].as_str().unwrap();
    assert_eq!(mail["attachments"][0]["name"], format!("avviso-{number}.pdf"));
    assert_eq!(mail["attachments"][0]["content_type"], "application/pdf");
    assert!(mail["text"].as_str().unwrap().contains(&grouped(&json!(number))));
    let attached = environment.attachment(&mail, 0).await;
    // In the language of the request beside the Italian; Anna's own is Italian.
    let french = "Avis de paiement";
    assert!(words(&attached).contains("AVVISO DI PAGAMENTO") && words(&attached).contains(french));
    assert!(!words(&letter(&anna, &top_up).await.bytes).contains(french));
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query("UPDATE guardians SET language = 'fr'")).unwrap();
    write.commit().await.unwrap();
    assert_eq!(attached, letter(&anna, &top_up).await.bytes, "the same file as over HTTP");

    // Another request is another mail. A repetition with the first key sends no mail.
    ask_for_mail(&anna, &top_up, &key()).await;
    environment.mail(ANNA, "Avis de paiement", 1).await;
    let all = environment.mails(ANNA).await;
    assert_eq!(
        all.iter().filter(|mail| mail["subject"].as_str().unwrap().contains("Avis de paiement")).count(),
        2
    );
}

#[tokio::test]
async fn letter_is_in_the_configured_languages_for_every_guardian() {
    for (languages, guardian_language, french) in
        [(vec![Language::It], false, false), (vec![Language::It, Language::Fr], true, true)]
    {
        let environment = TestEnvironment::start_with(|config| {
            config.letter.languages = languages;
            config.letter.guardian_language = guardian_language;
        })
        .await;
        let anna = environment.signed_in(ANNA).await;
        let top_up = anna.open("Zoé", "25.00").await;
        for language in ["it", "en"] {
            let mut write = environment.service.store().write().await.unwrap();
            gateway::execute!(write, sqlx::query("UPDATE guardians SET language = $1").bind(language))
                .unwrap();
            write.commit().await.unwrap();
            let words = words(&letter(&anna, &top_up).await.bytes);
            assert!(words.contains("AVVISO DI PAGAMENTO"));
            assert_eq!(words.contains("Avis de paiement"), french, "{language}: {words}");
        }
    }
}

#[tokio::test]
async fn malformed_and_too_many_requests_for_mail_are_refused() {
    let environment =
        TestEnvironment::start_with(|config| config.rate_limits.notice_mails_per_hour = 3).await;
    let (anna, bruno) = (environment.signed_in(ANNA).await, environment.signed_in(BRUNO).await);
    let top_up = anna.open("Zoé", "25.00").await;
    let emails = format!("{}/emails", path(&top_up));
    assert_eq!(anna.post(&emails, json!({ "language": "it" })).await.problem(), "idempotency-key-missing");
    for body in [json!({}), json!({ "language": "de" }), json!({ "language": "it", "to": BRUNO })] {
        assert_eq!(anna.post_with_key(&emails, &key(), body).await.problem(), "invalid-field");
    }
    let first = key();
    for key in [first.clone(), key(), key()] {
        assert_eq!(ask_for_mail(&anna, &top_up, &key).await.status, StatusCode::ACCEPTED);
    }
    let refused = ask_for_mail(&anna, &top_up, &key()).await;
    assert_eq!(refused.problem(), "too-many-requests");
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 60);
    // The repeat of a request whose answer was lost is no new one.
    assert_eq!(ask_for_mail(&anna, &top_up, &first).await.status, StatusCode::ACCEPTED);
    let other = bruno.open("Sofia", "10.00").await;
    assert_eq!(
        ask_for_mail(&bruno, &other, &key()).await.status,
        StatusCode::ACCEPTED,
        "everyone has a limit of their own"
    );
}

#[tokio::test]
async fn a_letter_waits_for_a_mail_server_that_is_down() {
    let environment = TestEnvironment::start().await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    environment.knobs(json!({ "smtp_down": true })).await;
    assert_eq!(ask_for_mail(&anna, &top_up, &key()).await.status, StatusCode::ACCEPTED);
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    environment.knobs(json!({})).await;
    // Ten seconds after the first try, and whenever the loop looks again.
    tokio::time::sleep(std::time::Duration::from_secs(8)).await;
    environment.mail(ANNA, "Avis de paiement", 0).await;
}

#[tokio::test]
async fn a_long_name_and_two_languages_fit_a_letter() {
    let environment = TestEnvironment::start_with(|config| {
        config.letter.languages = vec![Language::It, Language::Fr];
        config.creditor.postal = None;
    })
    .await;
    let name = format!("Anna {}", "Perrin-".repeat(9));
    let csv = common::ACCOUNTS.replace("Anna Perrin", &name);
    gateway::service::import_accounts::import_accounts(
        environment.service.store(),
        csv.as_bytes(),
        gateway::clock::Moment::now(),
    )
    .await
    .unwrap();
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let reply = letter(&anna, &top_up).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    let words = words(&reply.bytes);
    assert!(words.contains("Avis de paiement") && words.contains("Perrin-Perrin-"), "{words}");
    assert!(!words.contains("BOLLETTINO"), "no slip without Poste's authorisation");
}

#[tokio::test]
async fn platform_prints_if_configured_and_the_gateway_prints_if_it_fails() {
    let environment = TestEnvironment::start_with(|config| {
        let mut print = config.platform.gpd_url.clone();
        print.set_path("/print-payment-notice-service/external/v1");
        config.letter.source = gateway::config::LetterSource::Platform;
        config.letter.print_url = Some(print);
        config.letter.print_key = Some(config.platform.gpd_key.clone());
    })
    .await;
    let anna = environment.signed_in(ANNA).await;
    let top_up = anna.open("Zoé", "25.00").await;
    let number = top_up["notice"]["notice_number"].as_str().unwrap();
    let theirs = words(&letter(&anna, &top_up).await.bytes);
    for expected in
        ["stampato dalla piattaforma", number, "25,00", "Anna Perrin", "TemplateSingleInstalmentPoste"]
    {
        assert!(theirs.contains(expected), "{expected} in {theirs}");
    }
    environment.knobs(json!({ "error": true })).await;
    let reply = letter(&anna, &top_up).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    assert!(words(&reply.bytes).contains("AVVISO DI PAGAMENTO"), "ours, and no difference in the answer");
}
