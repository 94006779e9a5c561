//! Requests that the sign-in pages refuse: forms of other sites, malformed bodies, redirects to other sites, markup.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{ANNA, BRUNO, TestEnvironment, browser::Browser};
use reqwest::{Method, StatusCode};

#[tokio::test]
async fn form_from_another_site_is_refused_with_a_page_and_changes_nothing() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let code = browser.ask_for_code(ANNA).await;
    let forms: [(&str, &[(&str, &str)]); 5] = [
        ("/accesso", &[("email", ANNA)]),
        ("/accesso/codice", &[("code", &code)]),
        ("/accesso/nuovo-codice", &[]),
        ("/accesso/cambia-indirizzo", &[]),
        ("/accesso/lingua", &[("language", "fr"), ("back", "/accesso")]),
    ];
    for from in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
        for (path, fields) in forms {
            let page = browser.submit_from(&[from], path, fields).await;
            page.is_page(StatusCode::FORBIDDEN);
            assert!(page.has("Qualcosa non ha funzionato"), "{path}");
            assert!(page.headers.get("set-cookie").is_none(), "{path} {from:?}");
        }
    }
    assert_eq!(environment.mails(ANNA).await.len(), 1);
    assert_eq!(browser.submit("/accesso/codice", &[("code", &code)]).await.location(), "/");
}

#[tokio::test]
async fn malformed_large_or_wrong_method_requests_are_refused_with_a_page() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let form = "application/x-www-form-urlencoded";
    let big = format!("email={}", "x".repeat(20_000));
    for path in ["/accesso", "/accesso/codice", "/accesso/lingua"] {
        let mut post = async |kind: &str, body: &str| {
            let headers = [("content-type", kind), ("origin", environment.base.as_str())];
            browser.send(Method::POST, path, &headers, Some(body.to_owned())).await
        };
        post(form, &big).await.is_page(StatusCode::PAYLOAD_TOO_LARGE);
        post("application/json", "{}").await.is_page(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        post(form, "code=1&code=2&email=a&email=b&back=/&back=/").await.is_page(StatusCode::BAD_REQUEST);
    }
    browser.send(Method::DELETE, "/accesso", &[], None).await.is_page(StatusCode::METHOD_NOT_ALLOWED);
    // A reload of an address that only takes a form redirects to the first step.
    for path in
        ["/accesso/nuovo-codice", "/accesso/cambia-indirizzo", "/accesso/lingua", "/accesso/", "/accesso/x"]
    {
        assert_eq!(browser.get(path).await.location(), "/accesso", "{path}");
    }
    // A changed challenge cookie counts as none.
    for value in [
        "",
        "x",
        "id=1&digits=6&for=600&at=1&email=a",
        "id=01JD3Z8K0V7Q2M5N9R4T6W8Y0A&digits=99&for=1&at=1&email=a",
    ] {
        browser.cookies.insert("ricarica-challenge".into(), (value.into(), "/accesso".into()));
        for page in [
            browser.get("/accesso/codice").await,
            browser.submit("/accesso/codice", &[("code", "123456")]).await,
        ] {
            assert_eq!(page.location(), "/accesso?prova=1", "{value}");
        }
    }
}

#[tokio::test]
async fn redirects_never_lead_to_another_site() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    browser.sign_in(ANNA).await;
    for poi in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/.//evil.example",
        "/\t/evil.example",
        "/\r\nset-cookie: a=b",
        "javascript:alert(1)",
        "evil",
        "",
        "/é\0",
    ] {
        let poi: String = url::form_urlencoded::byte_serialize(poi.as_bytes()).collect();
        assert_eq!(browser.get(&format!("/accesso?poi={poi}")).await.location(), "/", "{poi}");
        let body = format!("language=fr&back={poi}");
        let headers =
            [("content-type", "application/x-www-form-urlencoded"), ("origin", environment.base.as_str())];
        let back = browser.send(Method::POST, "/accesso/lingua", &headers, Some(body)).await;
        assert_eq!(back.location(), "/accesso", "{poi}");
    }
    // The same after entering a code.
    let mut other = Browser::new(&environment);
    let code = other.ask_for_code(BRUNO).await;
    let entered = other.submit("/accesso/codice?poi=%2F%2Fevil.example", &[("code", &code)]).await;
    assert_eq!(entered.location(), "/");
}

#[tokio::test]
async fn typed_markup_is_shown_as_text() {
    let environment = TestEnvironment::start().await;
    let mut browser = Browser::new(&environment);
    let attack = "\"><script>alert(1)</script>@example.org";
    let page = browser.submit("/accesso", &[("email", attack)]).await;
    assert!(!page.has("<script>alert") && page.has("&quot;&gt;&lt;script&gt;alert(1)"));
    let page = browser.get("/accesso?poi=%2F%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&x=%22%3E%3Cb%3E").await;
    page.is_page(StatusCode::OK);
    assert!(!page.has("<script>alert") && !page.has("\"><b>"));
    // An address that the mail library accepts.
    let quoted = "\"<b>x</b>\"@example.org";
    let page = browser.submit("/accesso", &[("email", quoted)]).await;
    if page.status == StatusCode::SEE_OTHER {
        let page = browser.get("/accesso/codice").await;
        assert!(!page.has("<b>x</b>") && page.has("&lt;b&gt;x&lt;/b&gt;"));
    }
    let cookie = "id=01JD3Z8K0V7Q2M5N9R4T6W8Y0A&digits=6&for=600&at=1&email=%3Ci%3Ey";
    browser.cookies.insert("ricarica-challenge".into(), (cookie.into(), "/accesso".into()));
    let page = browser.submit("/accesso/codice", &[("code", "\"><i>")]).await;
    assert!(page.has("&lt;i&gt;y") && !page.has("<i>"));
}
