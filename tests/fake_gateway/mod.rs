//! Fixed answers in place of the gateway, and the app that asks for them. Only for the browser tests of this folder.
#![allow(dead_code, reason = "each test file is a separate program and uses only some of these functions")]

use crate::page::settle;
use contract::{Language, ProblemKind, paths};
use gloo_timers::future::TimeoutFuture;
use leptos::{mount::mount_to, prelude::*};
use ricarica::{app::App, messages};
use serde_json::{Value, json};
use std::{any::Any, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlSelectElement};

pub const ACCOUNT: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0A";
pub const OTHER: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0B";
pub const TOP_UP: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0T";
pub const SESSION: &str = "GET /api/v1/session";
pub const ACCOUNTS: &str = "GET /api/v1/accounts";
pub const TOP_UPS: &str = "GET /api/v1/top-ups";
pub const MOVEMENTS: &str = "GET /api/v1/movements";

/// Runs a script of the page.
pub fn run(script: &str) -> JsValue {
    js_sys::Function::new_no_args(script).call0(&JsValue::NULL).unwrap()
}

pub fn money(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "EUR" })
}

pub fn account(id: &str, child: &str, balance: &str) -> Value {
    json!({
        "id": id, "children": [child], "service": { "it": "Mensa" }, "balance": money(balance), "balance_level": "low",
        "meal_price": money("5.30"), "limits": { "least": money("5.00"), "most": money("500.00") },
    })
}

/// An unpaid top-up with its notice.
pub fn top_up(id: &str) -> Value {
    json!({
        "id": id, "account_id": ACCOUNT, "children": ["Anna"], "service": { "it": "Mensa" }, "amount": money("25.00"),
        "state": "unpaid", "created_at": "2026-11-23T12:16:45Z", "due_date": "2999-12-23", "notice": {
            "notice_number": "301000000000000144", "creditor_code": "00101440073", "creditor_name": "Comune",
            "subject": "Ricarica", "amount": money("25.00"), "due_date": "2999-12-23", "key": id },
    })
}

pub fn session(mark: &str, expires_in: u32) -> Value {
    json!({
        "method": "email", "display_name": "Chiara", "email": "chiara@example.org", "mark": mark,
        "expires_at": "2999-01-01T00:00:00Z", "expires_in": expires_in,
    })
}

/// Replaces `fetch` by fixed answers, named by method and path; every other one is not found. It also keeps the page
/// from being left: `window.navigated` has the addresses.
pub fn answers(signed_in: bool) {
    let list = json!({
        "GET /api/v1/municipality": { "name": { "it": "Comune di Esempio" }, "office": {}, "links": {},
            "sign_in_hints": ["spid", "email"], "test_environment": true },
        ACCOUNTS: { "items": [account(ACCOUNT, "Anna", "7.20"), account(OTHER, "Luca", "7.20")] },
        TOP_UPS: { "items": [top_up(TOP_UP)] },
        MOVEMENTS: { "items": [], "months": [], "years": [] },
    });
    run(&format!(
        "window.answers = {list}; window.problems = {{}}; window.requests = []; window.hold = new Set(); window.held = [];
         window.navigated = [];
         navigation.onnavigate = (event) => {{
            if (event.destination.sameDocument) return;
            window.navigated.push(event.destination.url);
            event.preventDefault();
         }};
         const answer = (name) => {{
            if (window.problems[name]) return window.problems[name];
            if (name in window.answers) return [window.answers[name] ? 200 : 204, window.answers[name]];
            // The status of a saved notice.
            if (/^GET .*\\/top-ups\\/[^/]+\\/stat?[a-z]*$/.test(name)) return [200, {{ state: 'unpaid' }}];
            return [404, {{ type: '{not_found}', title: 'x', status: 404, request_id: 'r' }}];
         }};
         window.fetch = async (request) => {{
            const {{ pathname, search }} = new URL(request.url ?? request, location.href);
            const name = `${{request.method ?? 'GET'}} ${{pathname}}`;
            window.requests.push({{ name, search, key: request.headers?.get('Idempotency-Key') }});
            if (window.hold.has(name)) await new Promise((release) => window.held.push({{ name, release }}));
            if (window.problems[name] === 'offline') throw new TypeError('offline');
            if (name.endsWith('/letter')) {{
                return new Response(new Blob(['%PDF-'], {{ type: 'application/pdf' }}), {{ headers: {{ 'Content-Type': 'application/pdf' }} }});
            }}
            const [status, body] = answer(name);
            const type = status < 400 ? 'application/json' : 'application/problem+json';
            const headers = {{ 'content-type': type, 'request-id': 'r' }};
            return new Response(body && JSON.stringify(body), {{ status, headers }});
         }};",
        not_found = type_of(ProblemKind::NotFound),
    ));
    set_answer(&["GET ", &paths::top_up(&TOP_UP.parse().unwrap())].concat(), &top_up(TOP_UP));
    if signed_in {
        set_answer(SESSION, &session(TOP_UP, 1800));
    } else {
        refuse(SESSION, ProblemKind::NotSignedIn);
    }
}

/// Counts panics from now on. A panic in a task that no test awaits does not fail the test.
pub fn watch_panics() {
    run("window.panics = 0;");
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        run("window.panics += 1;");
        before(info);
    }));
}

pub fn panics() -> f64 {
    run("return window.panics").as_f64().unwrap()
}

fn type_of(kind: ProblemKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

/// The answer to this request from now on; `null` for one without content.
pub fn set_answer(name: &str, body: &Value) {
    run(&format!("window.answers['{name}'] = {body}; delete window.problems['{name}'];"));
}

/// The problem that answers this request from now on.
pub fn refuse(name: &str, kind: ProblemKind) {
    let status = match kind {
        ProblemKind::NotSignedIn => 401,
        _ => 503,
    };
    let kind = type_of(kind);
    run(&format!(
        "window.problems['{name}'] = [{status}, {{ type: '{kind}', title: 'x', status: {status}, request_id: 'r' }}];"
    ));
}

/// This request reaches nothing from now on.
pub fn cut_off(name: &str) {
    run(&format!("window.problems['{name}'] = 'offline';"));
}

/// Requests of this name wait until they are released.
pub fn hold(name: &str) {
    run(&format!("window.hold.add('{name}');"));
}

/// Lets the requests of this name go on, and later ones too.
pub async fn release(name: &str) {
    run(&format!(
        "window.hold.delete('{name}'); window.held.filter((one) => one.name === '{name}').forEach((one) => one.release());"
    ));
    settle().await;
}

/// How many requests of this name there were.
pub fn count(name: &str) -> usize {
    let found = run(&format!("return window.requests.filter((one) => one.name === '{name}')"));
    found.unchecked_into::<js_sys::Array>().to_vec().len()
}

/// Waits for a request of this name that is held.
pub async fn wait_until_held(name: &str) {
    for _ in 0..80 {
        if run(&format!("return window.held.some((one) => one.name === '{name}')")).is_truthy() {
            return;
        }
        TimeoutFuture::new(50).await;
    }
    panic!("no request {name}");
}

/// What the browser fires when the guardian returns to the page from the back-forward cache.
pub fn restore_from_bfcache() {
    run("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
         window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));");
}

/// The mounted app. Dropping it unmounts the app.
pub struct Mounted {
    pub root: HtmlElement,
    _app: Box<dyn Any>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Starts the app on a phone that it has never been on.
pub async fn start() -> Mounted {
    run("localStorage.clear(); sessionStorage.clear();");
    start_again().await
}

/// Starts the app with what it has saved.
pub async fn start_again() -> Mounted {
    run("history.replaceState(null, '', '/');");
    let document = web_sys::window().unwrap().document().unwrap();
    let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&root).unwrap();
    let app = mount_to(
        root.clone(),
        || view! { <App texts=messages::of(Language::It) on_accounts=Rc::new(|| ()) /> },
    );
    let mounted = Mounted { root, _app: Box::new(app) };
    mounted.rest().await;
    mounted
}

/// The element with the focus.
pub fn focused() -> Option<Element> {
    web_sys::window().unwrap().document().unwrap().active_element()
}

impl Mounted {
    /// Waits until answers have arrived and the focus has moved.
    pub async fn rest(&self) {
        TimeoutFuture::new(1000).await;
        settle().await;
    }

    pub fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    pub fn one(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html())).unchecked_into()
    }

    pub fn text(&self, selector: &str) -> String {
        self.one(selector).text_content().unwrap()
    }

    /// The button with this text.
    pub fn button(&self, text: &str) -> HtmlElement {
        let all = self.root.query_selector_all("button").unwrap();
        let mut all = (0..all.length()).map(|place| all.get(place).unwrap());
        let found = all.find(|button| button.text_content().unwrap() == text);
        found.unwrap_or_else(|| panic!("no button {text:?} in {}", self.root.inner_html())).unchecked_into()
    }

    pub fn heading(&self) -> String {
        self.text("h1")
    }

    pub async fn follow(&self, href: &str) {
        self.one(&format!("a[href='{href}']")).click();
        self.rest().await;
    }

    /// Chooses a language in the menu, without waiting for its texts.
    pub fn choose(&self, language: Language) {
        let list: HtmlSelectElement = self.one("#language").unchecked_into();
        list.set_value(language.tag());
        list.dispatch_event(&web_sys::Event::new("change").unwrap()).unwrap();
    }
}

/// Gives the app the texts of other languages, as `public/boot.js` does. French takes half a second.
pub fn texts_of_languages() {
    let [it, fr, en] = Language::ALL.map(|language| json!(messages::of(language).lines()));
    run(&format!(
        "const all = {{ it: {it}, fr: {fr}, en: {en} }};
         window.ricarica = {{
            texts: async (name) => {{
                if (name === 'fr') await new Promise((done) => setTimeout(done, 500));
                return all[name];
            }},
            take: async () => undefined,
            signedIn: true,
         }};"
    ));
}
