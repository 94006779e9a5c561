//! The form for who cannot sign in, because the office does not have the address.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, browser::Browser};
use reqwest::{Method, StatusCode, header::HeaderName};

const FORM: &str = "/accesso/ufficio";
const OFFICE: &str = "mensa@comune.example.org";
const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

fn filled<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("name", "Dora Nuova"),
        ("child", "Pietro"),
        ("school", "Primaria, 2ª B"),
        ("email", "dora@example.org"),
        ("message", "Buongiorno.\r\nHo cambiato indirizzo & telefono."),
    ];
    for (name, value) in changes {
        fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = value;
    }
    fields
}

#[tokio::test]
async fn what_is_written_reaches_the_office_and_an_answer_the_writer() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    assert!(browser.get("/accesso?poi=%2Fstorico").await.has("href=\"/accesso/ufficio?poi=%2Fstorico\""));
    let page = browser.get("/accesso/ufficio?poi=%2Fstorico").await;
    page.is_page(StatusCode::OK);
    assert!(page.has("<title>Scrivi all’ufficio – Ricarica</title>") && page.has("<textarea"));
    let sent = browser.submit("/accesso/ufficio?poi=%2Fstorico", &filled(&[])).await;
    assert_eq!(sent.location(), "/accesso/ufficio/inviato?poi=%2Fstorico");
    let page = browser.get(sent.location()).await;
    page.is_page(StatusCode::OK);
    assert!(page.has("Messaggio inviato") && page.has("href=\"/accesso?poi=%2Fstorico\""));
    let mail = environment.mail(OFFICE, "Richiesta di accesso a Ricarica: Dora Nuova", 0).await;
    let text = mail["text"].as_str().unwrap();
    for line in [
        "Nome e cognome: Dora Nuova\n",
        "Bambini: Pietro\n",
        "Scuola: Primaria, 2ª B\n",
        "E-mail: dora@example.org\n",
        "Lingua: Italiano\n",
        "\nBuongiorno.\nHo cambiato indirizzo & telefono.\n",
    ] {
        assert!(text.contains(line), "{line:?} in {text}");
    }
    let headers = mail["headers"].as_array().unwrap();
    let reply_to =
        headers.iter().find(|header| header["name"].as_str().unwrap().eq_ignore_ascii_case("reply-to"));
    assert_eq!(reply_to.unwrap()["value"], "dora@example.org");
    // A stranger's address gets nothing: the form cannot send mail to others.
    assert!(environment.mails("dora@example.org").await.is_empty());
}

#[tokio::test]
async fn a_known_and_an_unknown_address_get_the_same_answer() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let [known, unknown] = [
        browser.submit(FORM, &filled(&[("email", ANNA)])).await,
        browser.submit(FORM, &filled(&[("email", "nobody@example.org")])).await,
    ];
    assert_eq!(known.location(), unknown.location());
    assert!(known.headers.get("set-cookie").is_none());
}

#[tokio::test]
async fn malformed_fields_are_shown_again_each_with_its_reason() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let long = "x".repeat(101);
    let longest = "è".repeat(2001);
    for (field, value, reason) in [
        ("name", " ", "Compila questo campo."),
        ("name", "Dora\nBcc: altri@example.org", "Ci sono caratteri che non si possono usare."),
        ("child", "Pie\u{202e}tro", "Ci sono caratteri che non si possono usare."),
        ("school", long.as_str(), "Al massimo 100 caratteri."),
        ("email", "dora@", "L’indirizzo non è completo."),
        (
            "email",
            "dora@example.org\r\nBcc: altri@example.org",
            "Ci sono caratteri che non si possono usare.",
        ),
        ("email", "dora@example.org, altri@example.org", "L’indirizzo non è completo."),
        ("message", longest.as_str(), "Al massimo 2000 caratteri."),
        ("message", "a\u{7}", "Ci sono caratteri che non si possono usare."),
    ] {
        let page = browser.submit(FORM, &filled(&[(field, value)])).await;
        page.is_page(REFUSED);
        assert!(page.has(reason) && page.has("<title>Errore: Scrivi all’ufficio"), "{field} {value:?}");
        assert!(page.has(&format!("id=\"{field}-error\" role=\"alert\"")), "{field} {value:?}");
        // The other fields keep what was typed.
        let kept = if field == "child" { "value=\"Dora Nuova\"" } else { "value=\"Pietro\"" };
        assert!(page.has(kept), "{field}");
    }
    // Without any field: four are missing, and the first has the focus.
    let page = browser.submit(FORM, &[]).await;
    page.is_page(REFUSED);
    assert_eq!(page.html.matches("Compila questo campo.").count(), 4);
    assert_eq!(page.html.matches(" autofocus").count(), 1);
    assert!(environment.mails(OFFICE).await.is_empty());
}

#[tokio::test]
async fn typed_markup_is_shown_as_text() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let typed = "</textarea><script>alert(1)</script>";
    let page = browser.submit(FORM, &filled(&[("name", ""), ("message", typed)])).await;
    assert!(!page.has("<script>alert") && page.has("&lt;script&gt;alert(1)"));
}

#[tokio::test]
async fn a_form_that_is_too_big_or_of_another_kind_or_from_elsewhere_is_refused() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let huge = "x".repeat(17 * 1024);
    assert_eq!(
        browser.submit(FORM, &filled(&[("message", &huge)])).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let foreign = [("origin", "https://altrove.example.org")];
    let answer = browser.submit_from(&foreign, FORM, &filled(&[])).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let json = [("content-type", "application/json"), ("sec-fetch-mode", "navigate")];
    let answer = browser.send(Method::POST, FORM, &json, Some("{}".into())).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(environment.mails(OFFICE).await.is_empty());
}

#[tokio::test]
async fn one_address_may_write_a_few_times_an_hour() {
    let environment = TestEnvironment::start_with(|config| {
        config.client_address_header = Some(HeaderName::from_static("x-forwarded-for"));
        config.rate_limits.office_requests_per_hour = 2;
    })
    .await;
    let mut browser = Browser::new(&environment);
    let origin = environment.base.clone();
    let from = |address: &'static str| {
        [("origin", origin.as_str()), ("x-forwarded-for", address)].map(|(a, b)| (a, b))
    };
    for _ in 0..2 {
        // What is refused does not count.
        browser.submit_from(&from("198.51.100.7"), FORM, &filled(&[("name", "")])).await.is_page(REFUSED);
        browser.submit_from(&from("198.51.100.7"), FORM, &filled(&[])).await.location();
    }
    let page = browser.submit_from(&from("198.51.100.7"), FORM, &filled(&[])).await;
    page.is_page(StatusCode::TOO_MANY_REQUESTS);
    assert!(page.has("Hai già scritto più volte") && page.has("value=\"Dora Nuova\""));
    assert!(page.header("retry-after").parse::<u32>().unwrap() > 60);
    browser.submit_from(&from("198.51.100.8"), FORM, &filled(&[])).await.location();
}

#[tokio::test]
async fn without_an_office_there_is_no_form() {
    let environment = TestEnvironment::start_with(|config| config.municipality.office.email = None).await;
    let mut browser = Browser::new(&environment);
    assert!(!browser.get("/accesso").await.has("/accesso/ufficio"));
    assert_eq!(browser.get(FORM).await.location(), "/accesso");
    assert_eq!(browser.submit(FORM, &filled(&[])).await.location(), "/accesso");
}

#[tokio::test]
async fn a_message_waits_for_the_mail_server() {
    let environment = TestEnvironment::start().await;
    environment.knobs(serde_json::json!({ "smtp_down": true })).await;
    let mut browser = Browser::new(&environment);
    browser.submit(FORM, &filled(&[])).await.location();
    common::eventually("the first try", async || {
        let mut write = environment.service.store().write().await.unwrap();
        let tries: i64 = gateway::fetch_one!(write, sqlx::query_scalar("SELECT tries FROM outbox")).unwrap();
        if tries == 1 {
            gateway::execute!(write, sqlx::query("UPDATE outbox SET next_try_at = 0")).unwrap();
        }
        write.commit().await.unwrap();
        (tries == 1).then_some(())
    })
    .await;
    environment.knobs(serde_json::json!({})).await;
    environment.mail(OFFICE, "Dora Nuova", 0).await;
    // It leaves nothing behind.
    common::eventually("an empty outbox", async || {
        let mut write = environment.service.store().write().await.unwrap();
        let left: i64 =
            gateway::fetch_one!(write, sqlx::query_scalar("SELECT count(*) FROM outbox")).unwrap();
        write.commit().await.unwrap();
        (left == 0).then_some(())
    })
    .await;
}
