//! From the accounts to an amount, in a real browser with fixed answers in place of the gateway.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test helpers may stop at the first surprise"
)]

mod fake_gateway;
mod page;

use contract::Language;
use fake_gateway::{
    ACCOUNT, ACCOUNTS, Mounted, OTHER, SESSION, TOP_UP, TOP_UPS, account, answers, count, cut_off, focused,
    money, run, session, set_answer, start, start_again, top_up,
};
use gloo_timers::future::TimeoutFuture;
use page::settle;
use ricarica::{browser::storage::Storage, messages};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

const OPEN: &str = "POST /api/v1/top-ups";
/// A newer id than the others.
const NEWER: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0Z";
const KEPT: &str = "ricarica.accounts.1";

fn no_open_top_up() {
    set_answer(TOP_UPS, &json!({ "items": [] }));
}

fn field(app: &Mounted, account: &str) -> HtmlInputElement {
    app.one(&format!("#amount-{account}")).unchecked_into()
}

/// The text with plain spaces.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ").trim().to_owned()
}

fn bar_button(app: &Mounted) -> HtmlElement {
    app.one(".thumb button")
}

fn cancel_of(id: &str) -> String {
    format!("DELETE /api/v1/top-ups/{id}")
}

/// The gateway refuses with a conflict of this kind.
fn conflict(name: &str, slug: &str, top_up: &str) {
    run(&format!(
        "window.problems['{name}'] = [409, {{ type: '/problems/{slug}', title: 'x', status: 409, request_id: 'r',
            top_up_id: '{top_up}' }}];"
    ));
}

/// The names of the requests that change something, in their order.
fn changes() -> Vec<String> {
    let found = run(
        "return window.requests.map((one) => one.name).filter((name) => /^(POST|DELETE) .*top-ups/.test(name)).join('|')",
    );
    let found = found.as_string().unwrap();
    found.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The top-up page of an account with an open top-up of 25.00, where 40.00 is typed.
async fn another_amount() -> Mounted {
    answers(true);
    conflict(OPEN, "duplicate-open-top-up", TOP_UP);
    let app = start().await;
    app.follow(&format!("/ricarica/{ACCOUNT}")).await;
    page::type_in(&field(&app, ACCOUNT), "40,00").await;
    bar_button(&app).click();
    app.rest().await;
    assert!(app.one("#duplicate").has_attribute("open"), "it asks");
    app
}

fn made(id: &str, amount: &str) -> Value {
    let mut made = top_up(id);
    made["amount"] = money(amount);
    made["notice"]["amount"] = money(amount);
    made
}

fn choice(app: &Mounted, place: u32) -> HtmlElement {
    let buttons = app.root.query_selector_all("#duplicate button").unwrap();
    buttons.get(place).unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn home_and_amount_promise_the_same() {
    answers(true);
    no_open_top_up();
    let app = start().await;
    let link = format!("/ricarica/{ACCOUNT}?importo=53.00");
    let promised = plain(&app.text(&format!("a[href='{link}'] .small")));
    assert_eq!(promised, "Dopo: 60,20 €, 11 pasti");
    app.follow(&link).await;
    assert_eq!(field(&app, ACCOUNT).value(), "53,00");
    assert_eq!(plain(&app.text(".after")), promised);
    assert_eq!(plain(&app.text(".chip[aria-pressed=true]")), "53,00 €2 settimane");
    assert_eq!(plain(&bar_button(&app).text_content().unwrap()), "AVANTI · 53,00 €");
}

#[wasm_bindgen_test]
async fn a_debt_comes_first_and_is_included() {
    answers(true);
    no_open_top_up();
    let mut luca = account(OTHER, "Luca", "-14.40");
    luca["balance_level"] = json!("negative");
    luca["meal_price"] = money("4.80");
    set_answer(ACCOUNTS, &json!({ "items": [account(ACCOUNT, "Anna", "7.20"), luca] }));
    let app = start().await;
    assert_eq!(plain(&app.text("ul.accounts h2")), "Luca", "the debt comes first");
    assert!(app.text("ul.accounts .balance").contains("\u{2212}14,40"), "a real minus");
    app.follow(&format!("/ricarica/{OTHER}?importo=62.40")).await;
    let chips: Vec<String> = {
        let all = app.root.query_selector_all(".chip").unwrap();
        (0..all.length()).map(|place| plain(&all.get(place).unwrap().text_content().unwrap())).collect()
    };
    assert_eq!(chips, ["14,40 €saldo a zero", "38,40 €1 settimana", "62,40 €2 settimane", "110,40 €1 mese"]);
    assert_eq!(plain(&app.text(".after")), "Dopo: 48,00 €, 10 pasti");
    page::type_in(&field(&app, OTHER), "10").await;
    assert_eq!(plain(&app.text(".after")), "Restano 4,40 € di debito");
    page::type_in(&field(&app, OTHER), "600").await;
    assert_eq!(app.text(".after"), "", "an amount beyond the limits promises nothing");
}

#[wasm_bindgen_test]
async fn a_tapped_suggestion_replaces_an_amount_that_was_typed_before() {
    answers(true);
    no_open_top_up();
    let app = start().await;
    app.follow(&format!("/ricarica/{ACCOUNT}")).await;
    page::type_in(&field(&app, ACCOUNT), "25,00").await;
    app.follow("/").await;
    app.follow(&format!("/ricarica/{ACCOUNT}?importo=53.00")).await;
    assert_eq!(field(&app, ACCOUNT).value(), "53,00");
}

#[wasm_bindgen_test]
async fn several_in_need_are_topped_up_together() {
    answers(true);
    no_open_top_up();
    let app = start().await;
    let link = format!("/ricarica?conti={ACCOUNT},{OTHER}&importi=53.00,53.00");
    assert_eq!(plain(&app.text(&format!("a[href='{link}']"))), "Ricarica tutti: 106,00 €");
    app.follow(&link).await;
    assert_eq!([field(&app, ACCOUNT).value(), field(&app, OTHER).value()], ["53,00", "53,00"]);
    assert_eq!(plain(&app.text(".thumb .total")), "Totale 106,00 €");
}

#[wasm_bindgen_test]
async fn an_account_with_an_open_notice_leads_to_it_first() {
    answers(true);
    let app = start().await;
    let main = app.one("li.need .btn-primary");
    assert_eq!(main.get_attribute("href"), Some(format!("/avviso/{TOP_UP}")));
    app.follow(&format!("/ricarica/{ACCOUNT}")).await;
    assert!(plain(&app.text(".open-here")).contains("25,00 €"), "it is seen before another is made");
}

#[wasm_bindgen_test]
async fn a_promise_is_announced_once_the_amount_is_typed() {
    answers(true);
    no_open_top_up();
    let app = start().await;
    app.follow(&format!("/ricarica/{ACCOUNT}")).await;
    let said = || plain(&app.text("div[role=status].visually-hidden:last-child"));
    for typed in ["2", "25"] {
        page::type_in(&field(&app, ACCOUNT), typed).await;
        TimeoutFuture::new(300).await;
        assert_eq!(said(), "", "{typed}");
    }
    TimeoutFuture::new(1300).await;
    assert_eq!(said(), "Dopo: 32,20 €, 6 pasti");
}

#[wasm_bindgen_test]
async fn nothing_typed_is_said_beside_the_button_that_keeps_the_focus() {
    answers(true);
    no_open_top_up();
    let app = start().await;
    run("history.pushState(null, '', '/ricarica'); window.dispatchEvent(new PopStateEvent('popstate'));");
    app.rest().await;
    bar_button(&app).focus().unwrap();
    bar_button(&app).click();
    settle().await;
    let texts = messages::of(Language::It);
    assert_eq!(app.text(".thumb .invalid-feedback"), texts.top_up.amount_none);
    assert!(focused().unwrap().is_same_node(Some(&bar_button(&app))));
    page::type_in(&field(&app, ACCOUNT), "25").await;
    assert_eq!(app.text(".thumb .invalid-feedback"), "");
}

#[wasm_bindgen_test]
async fn the_open_top_up_is_paid_in_place_of_another() {
    let app = another_amount().await;
    assert!(plain(&app.text("#duplicate")).contains("25,00 €"));
    set_answer(
        "POST /api/v1/checkouts",
        &json!({ "id": NEWER, "redirect_url": "http://localhost/pay", "expires_at": "2999-01-01T00:00:00Z" }),
    );
    choice(&app, 0).click();
    app.rest().await;
    assert_eq!(changes(), [OPEN], "nothing new is opened");
    assert_eq!(field(&app, ACCOUNT).value(), "25,00");
    assert_eq!(run("return window.navigated.length"), 1.0);
}

#[wasm_bindgen_test]
async fn a_replaced_top_up_is_cancelled_before_the_new_one_is_opened() {
    let app = another_amount().await;
    set_answer(&cancel_of(TOP_UP), &json!(null));
    set_answer(OPEN, &made(NEWER, "40.00"));
    set_answer(&format!("GET /api/v1/top-ups/{NEWER}"), &made(NEWER, "40.00"));
    cut_off("POST /api/v1/checkouts");
    choice(&app, 1).click();
    app.rest().await;
    assert_eq!(changes(), [OPEN, &cancel_of(TOP_UP), OPEN]);
}

#[wasm_bindgen_test]
async fn nothing_new_is_made_if_the_open_top_up_cannot_be_cancelled() {
    let app = another_amount().await;
    conflict(&cancel_of(TOP_UP), "payment-in-progress", TOP_UP);
    set_answer(OPEN, &made(NEWER, "40.00"));
    choice(&app, 1).click();
    app.rest().await;
    assert_eq!(changes(), [OPEN, &cancel_of(TOP_UP)], "nothing is opened");
    let texts = messages::of(Language::It);
    assert!(app.text("#top-up-notes [role=alert]").contains(texts.top_up.not_replaced_title));
    assert_eq!(focused().unwrap().id(), "top-up-notes", "it is in view");
}

#[wasm_bindgen_test]
async fn a_reload_between_cancelling_and_opening_goes_on_with_the_same_key() {
    let app = another_amount().await;
    set_answer(&cancel_of(TOP_UP), &json!(null));
    cut_off(OPEN);
    choice(&app, 1).click();
    app.rest().await;
    assert_eq!(changes(), [OPEN, &cancel_of(TOP_UP), OPEN]);
    drop(app);
    // The page is loaded again, and the open top-up is gone.
    no_open_top_up();
    set_answer(OPEN, &made(NEWER, "40.00"));
    set_answer(&format!("GET /api/v1/top-ups/{NEWER}"), &made(NEWER, "40.00"));
    let app = start_again().await;
    run(&format!(
        "history.pushState(null, '', '/ricarica/{ACCOUNT}'); window.dispatchEvent(new PopStateEvent('popstate'));"
    ));
    app.rest().await;
    assert_eq!(field(&app, ACCOUNT).value(), "40,00");
    bar_button(&app).click();
    app.rest().await;
    let keys = format!(
        "const keys = window.requests.filter((one) => one.name === '{OPEN}').map((one) => one.key);
         return keys.length === 3 && keys[0] !== keys[1] && keys[1] === keys[2];"
    );
    assert!(run(&keys).is_truthy(), "the cut-off request is sent again with its key");
}

#[wasm_bindgen_test]
async fn both_are_opened_only_knowingly() {
    let app = another_amount().await;
    set_answer(OPEN, &made(NEWER, "40.00"));
    set_answer(&format!("GET /api/v1/top-ups/{NEWER}"), &made(NEWER, "40.00"));
    cut_off("POST /api/v1/checkouts");
    choice(&app, 2).click();
    app.rest().await;
    assert_eq!(changes(), [OPEN, OPEN], "nothing is cancelled");
}

#[wasm_bindgen_test]
async fn the_last_balances_are_shown_without_a_network() {
    answers(true);
    no_open_top_up();
    drop(start().await);
    for request in [SESSION, ACCOUNTS, TOP_UPS] {
        cut_off(request);
    }
    let app = start_again().await;
    let texts = messages::of(Language::It);
    assert_eq!(app.heading(), texts.accounts.title);
    assert!(app.text("ul.accounts").contains("Luca"));
    assert!(app.has("main .strip"), "with the time of the last answer");
    assert!(!app.has("main [role=alert]"), "it is no error");
}

#[wasm_bindgen_test]
async fn another_guardian_finds_no_kept_balances() {
    answers(true);
    drop(start().await);
    assert!(Storage::Local.get_text(KEPT).is_some());
    set_answer(SESSION, &session(OTHER, 1800));
    cut_off(ACCOUNTS);
    let app = start_again().await;
    assert!(!app.has("ul.accounts"));
    assert_eq!(Storage::Local.get_text(KEPT), None);
    assert_eq!(count(OPEN), 0);
}

#[wasm_bindgen_test]
async fn the_end_of_the_session_removes_the_kept_balances() {
    answers(true);
    drop(start().await);
    assert!(Storage::Local.get_text(KEPT).is_some());
    fake_gateway::refuse(SESSION, contract::ProblemKind::NotSignedIn);
    drop(start_again().await);
    assert_eq!(Storage::Local.get_text(KEPT), None);
}
