//! The whole app in a real browser, with fixed answers in place of the gateway.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test helpers may stop at the first surprise"
)]

mod page;

use contract::{Language, ProblemKind, paths};
use gloo_timers::future::TimeoutFuture;
use leptos::{mount::mount_to, prelude::*};
use page::settle;
use ricarica::{app::App, messages};
use std::any::Any;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

const ACCOUNT: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
const OTHER: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0B";
const TOP_UP: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0T";

fn run(script: &str) {
    js_sys::Function::new_no_args(script).call0(&JsValue::NULL).unwrap();
}

fn account(id: &str, child: &str) -> serde_json::Value {
    let money = |amount: &str| serde_json::json!({ "amount": amount, "currency": "EUR" });
    serde_json::json!({
        "id": id, "children": [child], "service": { "it": "Mensa" }, "balance": money("7.20"), "balance_level": "low",
        "meal_price": money("5.30"), "limits": { "least": money("5.00"), "most": money("500.00") },
    })
}

/// Replaces `fetch` by these answers; every other path is not found.
fn answers(signed_in: bool) {
    let money = serde_json::json!({ "amount": "25.00", "currency": "EUR" });
    let top_up = serde_json::json!({
        "id": TOP_UP, "account_id": ACCOUNT, "children": ["Anna"], "service": { "it": "Mensa" }, "amount": money,
        "state": "unpaid", "created_at": "2026-11-23T12:16:45Z", "due_date": "2999-12-23", "notice": {
            "notice_number": "301000000000000144", "creditor_code": "00101440073", "creditor_name": "Comune",
            "subject": "Ricarica", "amount": money, "due_date": "2999-12-23", "key": TOP_UP },
    });
    let session = serde_json::json!({
        "method": "email", "display_name": "Chiara", "email": "chiara@example.org", "mark": TOP_UP,
        "expires_at": "2999-01-01T00:00:00Z", "expires_in": 1800,
    });
    let mut all = serde_json::json!({
        paths::ACCOUNTS: { "items": [account(ACCOUNT, "Anna"), account(OTHER, "Luca")] },
        paths::TOP_UPS: { "items": [top_up] },
        paths::MUNICIPALITY: { "name": { "it": "Comune di Esempio" }, "office": {}, "links": {},
            "sign_in_hints": ["spid", "email"], "test_environment": true },
    });
    all[paths::top_up(&TOP_UP.parse().unwrap())] = top_up;
    if signed_in {
        all[paths::SESSION] = session;
    }
    run(&format!(
        "window.answers = {all};
         const problem = (status, type) => [status, {{ type, title: 'x', status, request_id: 'r' }}];
         const answer = (path) => {{
            if (window.answers[path]) return [200, window.answers[path]];
            // The status of a saved notice.
            if (/\\/top-ups\\/[^/]+\\/stat?[a-z]*$/.test(path)) return [200, {{ state: 'unpaid' }}];
            return path.endsWith('/session') ? problem(401, '{}') : problem(404, '{}');
         }};
         window.fetch = async (request) => {{
            const [status, body] = answer(new URL(request.url ?? request, location.href).pathname);
            const type = status < 400 ? 'application/json' : 'application/problem+json';
            return new Response(JSON.stringify(body), {{ status, headers: {{ 'content-type': type }} }});
         }};",
        type_of(ProblemKind::NotSignedIn),
        type_of(ProblemKind::NotFound),
    ));
}

fn type_of(kind: ProblemKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

/// The mounted app. Dropping it unmounts the app.
struct Mounted {
    root: HtmlElement,
    _app: Box<dyn Any>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.root.remove();
    }
}

async fn start() -> Mounted {
    run("localStorage.clear(); sessionStorage.clear(); history.replaceState(null, '', '/');");
    let document = web_sys::window().unwrap().document().unwrap();
    let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&root).unwrap();
    let app = mount_to(root.clone(), || view! { <App texts=messages::of(Language::It) /> });
    let mounted = Mounted { root, _app: Box::new(app) };
    mounted.rest().await;
    mounted
}

impl Mounted {
    /// Waits until answers have arrived and the focus has moved.
    async fn rest(&self) {
        TimeoutFuture::new(1000).await;
        settle().await;
    }

    fn one(&self, selector: &str) -> Element {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html()))
    }

    fn heading(&self) -> String {
        self.one("h1").text_content().unwrap()
    }

    async fn follow(&self, href: &str) {
        self.one(&format!("a[href='{href}']")).unchecked_into::<HtmlElement>().click();
        self.rest().await;
    }
}

#[wasm_bindgen_test]
async fn every_page_opens_from_the_accounts_and_its_heading_takes_the_focus() {
    answers(true);
    let app = start().await;
    let texts = messages::of(Language::It);
    assert_eq!(app.heading(), texts.accounts.title);
    assert!(app.one("ul.accounts").text_content().unwrap().contains("Luca"));
    assert!(app.one(".open-top-ups").text_content().unwrap().contains("Anna"));
    assert!(app.one(".test-strip").text_content().unwrap().contains(texts.shell.test_environment));
    let focused = || web_sys::window().unwrap().document().unwrap().active_element().unwrap();
    for (href, title) in [
        ("/storico", texts.history.title),
        ("/aiuto", texts.help.title),
        ("/", texts.accounts.title),
        (&format!("/avviso/{TOP_UP}"), texts.notice.title),
        ("/", texts.accounts.title),
        (&format!("/ricarica/{ACCOUNT}"), texts.top_up.title),
    ] {
        app.follow(href).await;
        assert_eq!(app.heading(), title, "{href}");
        assert!(focused().is_same_node(Some(&app.one("h1"))), "{href}");
    }
}

#[wasm_bindgen_test]
async fn a_typed_amount_stays_with_its_own_account() {
    answers(true);
    let app = start().await;
    app.follow(&format!("/ricarica/{ACCOUNT}")).await;
    let field: HtmlInputElement = app.one(&format!("#amount-{ACCOUNT}")).unchecked_into();
    page::type_in(&field, "25,00").await;
    app.follow("/").await;
    app.follow(&format!("/ricarica/{OTHER}")).await;
    let field: HtmlInputElement = app.one(&format!("#amount-{OTHER}")).unchecked_into();
    assert_eq!(field.value(), "");
    app.follow("/").await;
    app.follow(&format!("/ricarica/{ACCOUNT}")).await;
    let field: HtmlInputElement = app.one(&format!("#amount-{ACCOUNT}")).unchecked_into();
    assert_eq!(field.value(), "25,00", "the draft of this account is restored");
}

#[wasm_bindgen_test]
async fn the_error_of_a_wrong_amount_is_mounted_again_at_each_press() {
    answers(true);
    let app = start().await;
    app.follow(&format!("/ricarica/{ACCOUNT}")).await;
    let press = || app.one(".thumb button").unchecked_into::<HtmlElement>().click();
    press();
    settle().await;
    let before = app.one(".amount-field .invalid-feedback svg");
    press();
    settle().await;
    assert!(!app.one(".amount-field .invalid-feedback svg").is_same_node(Some(&before)));
}

#[wasm_bindgen_test]
async fn a_notice_is_saved_and_shown_at_the_counter() {
    answers(true);
    let app = start().await;
    app.follow(&format!("/sportello/{TOP_UP}")).await;
    assert_eq!(app.heading(), messages::of(Language::It).counter.title);
    app.one("svg[role=img]");
    assert!(app.root.query_selector("header.it-header-wrapper").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn without_a_session_the_saved_notices_and_a_link_to_the_sign_in_page_are_shown() {
    answers(true);
    let saved = start().await;
    drop(saved);
    answers(false);
    let document = web_sys::window().unwrap().document().unwrap();
    let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&root).unwrap();
    let app = mount_to(root.clone(), || view! { <App texts=messages::of(Language::It) /> });
    let app = Mounted { root, _app: Box::new(app) };
    app.rest().await;
    assert_eq!(app.heading(), messages::of(Language::It).sign_in.title);
    app.one(&format!("a[href='/sportello/{TOP_UP}']"));
    let link = app.one("a[rel=external].btn");
    assert_eq!(link.get_attribute("href").as_deref(), Some("/accesso?poi=/"));
}
