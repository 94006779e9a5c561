//! Order, language, help, office and colours on the gateway's pages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, TestEnvironment, browser::Browser};
use contract::Localised;
use gateway::config::{Config, Given};
use reqwest::StatusCode;

#[tokio::test]
async fn language_is_the_chosen_one_then_the_browsers_then_italian() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
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
    // An unknown language changes nothing.
    for language in ["de", "", "\"><script>"] {
        let page = browser.submit("/accesso/lingua", &[("language", language), ("back", "/accesso")]).await;
        assert!(page.headers.get("set-cookie").is_none() && page.location() == "/accesso");
    }
}

#[tokio::test]
async fn mail_is_in_the_language_of_the_page() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    browser.accept_language = Some("fr");
    browser.ask_for_code(ANNA).await;
    environment.mail(ANNA, "code d’accès", 0).await;
}

#[tokio::test]
async fn every_page_has_the_municipality_the_contacts_and_the_test_environment_strip() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
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
async fn help_without_a_session_is_a_page_and_with_one_is_the_app() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let page = browser.get("/aiuto").await;
    page.is_page(StatusCode::OK);
    assert!(page.has("<details id=\"spid\">") && page.has("<summary>SPID non funziona"));
    assert!(page.has("Lunedì–venerdì, 9:00–12:00") && page.has("<title>Aiuto – Ricarica</title>"));
    browser.sign_in(ANNA).await;
    assert!(!browser.get("/aiuto").await.has("<details"));
}

#[tokio::test]
async fn pages_have_the_municipalitys_colours_and_announcement() {
    let plain = TestEnvironment::start().await;
    let mut browser = Browser::new(&plain);
    let page = browser.get("/accesso").await;
    assert!(!page.has("--brand") && !page.header("content-security-policy").contains("sha256-"));

    let change = |config: &mut Config| {
        let municipality = &mut config.municipality;
        municipality.colour = Some("#0055aa".into());
        municipality.colour_dark = Some("#0b2f57".into());
        municipality.warm = Some("#9a3412".into());
        municipality.warm_dark = Some("#fdba74".into());
        municipality.app_name = Some(Given(Localised {
            it: "Mensa Valtournenche".into(),
            fr: Some("Cantine Valtournenche".into()),
            en: None,
        }));
        let text = r#"announcement = { it = "Chiuso <oggi>", en = "Closed today" }"#;
        municipality.texts = toml::from_str(text).unwrap();
    };
    let environment = TestEnvironment::start_with(change).await;
    let mut browser = Browser::new(&environment);
    let page = browser.get("/accesso").await;
    assert!(page.has(
        "<style>:root{--brand:#0055aa;--brand-dark:#0b2f57;--brand-warm:#9a3412;--brand-warm-dark:#fdba74}</style>"
    ));
    // A quarter darker, as the slim header at the upper edge.
    assert!(
        page.has("<meta name=\"theme-color\" content=\"#003f7f\" media=\"(prefers-color-scheme: light)\">")
    );
    assert!(page.has("<meta name=\"apple-mobile-web-app-title\" content=\"Mensa Valtournenche\">"));
    assert!(page.has("Chiuso &lt;oggi&gt;"));
    // The policy allows this style sheet and no other.
    let policy = page.header("content-security-policy");
    assert_eq!(policy.matches("sha256-").count(), 1, "{policy}");
    assert!(policy.contains("style-src 'self' 'sha256-") && !policy.contains("unsafe-inline"));
    // A text that is missing in the guardian's language is marked with its language.
    browser.accept_language = Some("fr");
    let page = browser.get("/accesso").await;
    assert!(page.has("<span lang=\"it\">Chiuso") && page.has("content=\"Cantine Valtournenche\""));
}

/// Behind the service worker `public/boot.js` redirects to the sign-in page, without it the gateway does.
#[test]
fn boot_js_and_the_gateway_agree_on_the_addresses_that_need_a_session() {
    let script = include_str!("../../../public/boot.js");
    let (before, _) = script.split_once("/.test(location.pathname)").expect("the list of boot.js");
    let (_, list) = before.rsplit_once("= /").expect("the beginning of the list");
    let list = regex::Regex::new(&list.replace("\\/", "/")).unwrap();
    for path in [
        "/",
        "/ricarica",
        "/ricarica/",
        "/ricarica/A",
        "/ricarica/A/",
        "/ricarica/A/B",
        "/avviso",
        "/avviso/T",
        "/avviso/T/",
        "/avviso/T/x",
        "/storico",
        "/storico/",
        "/storico/x",
        "/esito/C",
        "/sportello",
        "/sportello/T",
        "/aiuto",
        "/accesso",
        "/x",
        "/ricaricare",
    ] {
        assert_eq!(list.is_match(path), gateway::pages::paths::needs_session(path), "{path}");
    }
}

#[tokio::test]
async fn the_field_comes_first_and_the_steps_below() {
    let environment = TestEnvironment::start().await;
    let page = Browser::new(&environment).get("/accesso").await;
    let places = [
        "<h1",
        "name=\"email\"",
        "href=\"/accesso/ufficio\"",
        "class=\"saved-notices\"",
        "class=\"first-visit\"",
    ]
    .map(|part| page.html.find(part).unwrap_or_else(|| panic!("{part}")));
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn sign_in_page_confirms_a_sign_out() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let page = browser.get("/accesso?fine=uscita").await;
    page.is_page(StatusCode::OK);
    assert!(page.has("Sei uscito") && !page.has("la sessione è terminata"));
    for address in ["/accesso", "/accesso?fine=1", "/accesso?fine=altro"] {
        assert!(!browser.get(address).await.has("Sei uscito"), "{address}");
    }
}
