//! The accounts inside the app's page, before the app runs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment, browser::Browser};
use gateway::config::Config;
use reqwest::{Method, StatusCode};

const SHELL: &str = r#"<!doctype html><html lang="it"><div id="app"><main class="container waiting-screen"><p>grey cards</p></main></div></html>"#;

/// Whether the page is the app's own, with its grey cards.
fn is_grey(html: &str) -> bool {
    html.contains("grey cards") && !html.contains("class=\"cards accounts\"")
}

async fn environment(change: impl FnOnce(&mut Config)) -> TestEnvironment {
    TestEnvironment::start_with(|config| {
        let folder = config.secret_file.with_file_name("app");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("index.html"), SHELL).unwrap();
        change(config);
    })
    .await
}

#[tokio::test]
async fn start_page_contains_the_accounts_of_its_guardian_and_of_no_other() {
    let environment = environment(|_| {}).await;
    let mut anna = Browser::new(&environment);
    anna.sign_in(ANNA).await;
    let page = anna.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("vary"), "Cookie, Accept-Language");
    assert!(!is_grey(&page.html), "{}", page.html);
    // Around them the app's page is unchanged.
    let (before, after) = SHELL.split_once("<p>grey cards</p>").unwrap();
    assert!(page.html.starts_with(before) && page.html.ends_with(after));
    let guest = environment.signed_in(ANNA).await;
    let own = guest.get("/api/v1/accounts").await.body;
    for account in own["items"].as_array().unwrap() {
        assert!(
            page.has(account["id"].as_str().unwrap()) && page.has(account["children"][0].as_str().unwrap())
        );
    }
    let mut bruno = Browser::new(&environment);
    bruno.sign_in(BRUNO).await;
    let other = bruno.get("/?da=icona").await;
    assert!(!is_grey(&other.html));
    for account in own["items"].as_array().unwrap() {
        assert!(!other.has(account["id"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn open_notices_are_above_the_accounts_and_other_states_leave_the_page_to_the_app() {
    let environment = environment(|_| {}).await;
    let guest = environment.signed_in(ANNA).await;
    let child =
        guest.get("/api/v1/accounts").await.body["items"][0]["children"][0].as_str().unwrap().to_owned();
    let top_up = guest.open(&child, "25.00").await;
    let id = top_up["id"].as_str().unwrap();
    let mut anna = Browser::new(&environment);
    anna.sign_in(ANNA).await;
    let page = anna.get("/").await;
    for part in
        [format!("href=\"/avviso/{id}\""), format!("href=\"/sportello/{id}\""), "Da pagare".to_owned()]
    {
        assert!(page.has(&part), "{part}: {}", page.html);
    }
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query("UPDATE top_ups SET state = 'in_progress'")).unwrap();
    write.commit().await.unwrap();
    assert!(is_grey(&anna.get("/").await.html));
}

#[tokio::test]
async fn without_a_valid_session_there_are_none() {
    let environment = environment(|_| {}).await;
    let mut browser = Browser::new(&environment);
    // Not signed in: the sign-in page.
    assert_eq!(browser.get("/").await.location(), "/accesso");
    browser.sign_in(ANNA).await;
    assert!(!is_grey(&browser.get("/").await.html));
    // Ended, and malformed.
    let mut write = environment.service.store().write().await.unwrap();
    gateway::execute!(write, sqlx::query("UPDATE sessions SET ends_at = 1")).unwrap();
    write.commit().await.unwrap();
    assert!(is_grey(&browser.get("/").await.html));
    for token in ["", "x", "\u{fffd}", &"a".repeat(4000)] {
        browser.cookies.insert("ricarica".into(), (token.into(), "/".into()));
        assert!(!browser.get("/").await.has("class=\"cards accounts\""), "{token}");
    }
}

#[tokio::test]
async fn files_for_the_phone_and_other_pages_contain_no_account() {
    let environment = environment(|_| {}).await;
    let mut browser = Browser::new(&environment);
    browser.sign_in(ANNA).await;
    // What the service worker stores, a request of a script, and the other pages of the app.
    for (path, headers) in [
        ("/index.html", vec![("sec-fetch-mode", "cors")]),
        ("/index.html", vec![("sec-fetch-mode", "navigate")]),
        ("/", vec![("sec-fetch-mode", "cors")]),
        ("/", vec![]),
        ("/storico", vec![("sec-fetch-mode", "navigate")]),
    ] {
        let page = browser.send(Method::GET, path, &headers, None).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(is_grey(&page.html), "{path} {headers:?}");
        assert_eq!(page.header("cache-control"), "no-cache");
    }
    let head = browser.send(Method::HEAD, "/", &[("sec-fetch-mode", "navigate")], None).await;
    assert_eq!((head.status, head.html.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn too_many_requests_get_the_page_without_accounts() {
    let environment = environment(|config| config.rate_limits.requests_per_minute = 12).await;
    let mut browser = Browser::new(&environment);
    browser.sign_in(ANNA).await;
    let mut grey = Vec::new();
    for _ in 0..20 {
        let page = browser.get("/").await;
        assert_eq!(page.status, StatusCode::OK);
        grey.push(is_grey(&page.html));
    }
    assert!(!grey[0] && grey[19], "{grey:?}");
}
