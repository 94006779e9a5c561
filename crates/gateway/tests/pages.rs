//! The pages around signing in: their language, the help, the office, the municipality's colours.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, browser::Browser};
use gateway::config::Config;
use reqwest::StatusCode;

#[tokio::test]
async fn the_language_is_the_chosen_one_else_the_browsers_else_italian() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    for (accepts, tag) in
        [(Some("fr-CH, en;q=0.5"), "fr"), (Some("de, en;q=0.5"), "en"), (Some("de"), "it"), (None, "it")]
    {
        browser.accept_language = accepts;
        let page = browser.get("/accesso").await;
        assert!(page.has(&format!("<html lang=\"{tag}\">")), "{accepts:?}");
        assert!(page.has(&format!("<option value=\"{tag}\" lang=\"{tag}\" selected>")), "{accepts:?}");
    }
    let chosen = browser.submit("/accesso/lingua", &[("language", "fr"), ("back", "/aiuto?x=1")]).await;
    assert_eq!(chosen.location(), "/aiuto?x=1");
    let cookie = chosen.cookie("ricarica-language");
    assert_eq!(cookie, "ricarica-language=fr; SameSite=Lax; Path=/; Max-Age=31536000");
    let page = browser.get("/accesso?poi=%2Fstorico").await;
    assert!(page.has("<html lang=\"fr\">") && page.has("Connexion") && page.has("Commune de Valtournenche"));
    assert!(page.has("name=\"back\" value=\"/accesso?poi=%2Fstorico\""));
    // What is no language of ours changes nothing.
    for language in ["de", "", "\"><script>"] {
        let page = browser.submit("/accesso/lingua", &[("language", language), ("back", "/accesso")]).await;
        assert!(page.headers.get("set-cookie").is_none() && page.location() == "/accesso");
    }
}

#[tokio::test]
async fn the_mail_is_in_the_language_of_the_page() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    browser.accept_language = Some("fr");
    browser.ask_for_code(ANNA).await;
    town.mail(ANNA, "code d’accès", 0).await;
}

#[tokio::test]
async fn every_page_says_whose_service_it_is_whom_to_ask_and_that_no_money_moves() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    for path in ["/accesso", "/aiuto"] {
        let page = browser.get(path).await;
        page.is_page(StatusCode::OK);
        for text in [
            "Comune di Valtournenche",
            "Regione Autonoma Valle d’Aosta",
            "AMBIENTE DI PROVA",
            "href=\"tel:+390166000000\"",
            "href=\"mailto:mensa@comune.example.org\"",
            "href=\"https://form.agid.gov.it/\"",
            "Note legali",
            "href=\"#content\"",
            "id=\"content\"",
        ] {
            assert!(page.has(text), "{path}: {text}");
        }
    }
}

#[tokio::test]
async fn help_is_a_page_without_a_session_and_the_apps_with_one() {
    let town = TestEnvironment::start().await;
    let mut browser = Browser::new(&town);
    let page = browser.get("/aiuto").await;
    page.is_page(StatusCode::OK);
    assert!(page.has("<details id=\"spid\">") && page.has("<summary>SPID non funziona"));
    assert!(page.has("Lunedì–venerdì, 9:00–12:00") && page.has("<title>Aiuto – Ricarica</title>"));
    browser.sign_in(ANNA).await;
    assert!(!browser.get("/aiuto").await.has("<details"));
}

#[tokio::test]
async fn colours_and_announcement_are_the_municipalitys() {
    let plain = TestEnvironment::start().await;
    let mut browser = Browser::new(&plain);
    assert!(!browser.get("/accesso").await.has("colori.css"));
    assert_eq!(browser.get("/accesso/colori.css").await.html, "");

    let change = |config: &mut Config| {
        let municipality = &mut config.municipality;
        municipality.colour = Some("#0055aa".into());
        municipality.colour_dark = Some("#0b2f57".into());
        let text = r#"announcement = { it = "Chiuso <oggi>", en = "Closed today" }"#;
        municipality.texts = toml::from_str(text).unwrap();
    };
    let town = TestEnvironment::start_with(change).await;
    let mut browser = Browser::new(&town);
    let page = browser.get("/accesso").await;
    assert!(page.has("href=\"/accesso/colori.css\"") && page.has("Chiuso &lt;oggi&gt;"));
    let colours = browser.get("/accesso/colori.css").await;
    assert_eq!(colours.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(colours.html, ":root{--brand:#0055aa;--brand-dark:#0b2f57}");
    // A text that is not given in the guardian's language says which it is in.
    browser.accept_language = Some("fr");
    assert!(browser.get("/accesso").await.has("<span lang=\"it\">Chiuso"));
}
