//! The movements' page in a real browser, with fixed answers in place of the gateway.
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
    ACCOUNT, MOVEMENTS, Mounted, OTHER, TOP_UP, answers, focused, hold, money, release, run, set_answer,
    start, top_up,
};
use ricarica::messages;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlSelectElement;

wasm_bindgen_test_configure!(run_in_browser);

/// A meal; its id ends with this character.
fn meal(last: char, day: &str) -> Value {
    json!({
        "id": format!("01JD3Z8K0V7Q2M5N9R4T6W8Y0{last}"), "kind": "meal", "account_id": ACCOUNT, "children": ["Anna"],
        "service": { "it": "Mensa" }, "day": day, "amount": money("-5.30"), "note": "Bis",
    })
}

fn month(month: &str, credited: &str, charged: &str) -> Value {
    json!({ "month": month, "credited": money(credited), "charged": money(charged) })
}

/// A credited top-up with the balance after it, a meal before it with the office's, and one of another month and year.
fn first_page() -> Value {
    let mut credited = top_up(TOP_UP);
    credited["state"] = json!("credited");
    credited["credited_at"] = json!("2026-11-23T12:20:00Z");
    let mut known = meal('B', "2026-11-20");
    known["office_balance"] = json!({ "balance": money("12.40"), "at": "2026-11-21T08:00:00Z" });
    json!({
        "items": [
            { "id": TOP_UP, "kind": "top_up", "account_id": ACCOUNT, "children": ["Anna"], "service": { "it": "Mensa" },
              "day": "2026-11-23", "amount": money("25.00"), "top_up": credited, "balance_after": money("-3.10") },
            known,
            meal('A', "2025-12-01"),
        ],
        "months": [month("2026-11", "25.00", "-5.30"), month("2025-12", "0.00", "-5.30")],
        "years": [2026, 2025], "next_cursor": "5-01JD3Z8K0V7Q2M5N9R4T6W8Y0A",
    })
}

async fn opened(first: &Value) -> Mounted {
    answers(true);
    set_answer(MOVEMENTS, first);
    let app = start().await;
    app.follow("/storico").await;
    app
}

/// Chooses in the list with this label.
async fn choose(app: &Mounted, label: &str, value: &str) {
    let labels = app.root.query_selector_all(".filters label").unwrap();
    let found =
        (0..labels.length()).map(|place| labels.get(place).unwrap().unchecked_into::<web_sys::Element>());
    let found = found
        .into_iter()
        .find(|one| one.query_selector("span").unwrap().unwrap().text_content().unwrap() == label);
    let list: HtmlSelectElement = found
        .unwrap_or_else(|| panic!("no list {label}"))
        .query_selector("select")
        .unwrap()
        .unwrap()
        .unchecked_into();
    list.set_value(value);
    list.dispatch_event(&web_sys::Event::new("change").unwrap()).unwrap();
    app.rest().await;
}

/// The query of the last request for movements.
fn asked() -> String {
    let search = format!("return window.requests.filter((one) => one.name === '{MOVEMENTS}').at(-1).search");
    // gloo-net ends a query with `&`.
    run(&search).as_string().unwrap().trim_end_matches('&').to_owned()
}

#[wasm_bindgen_test]
async fn each_month_has_its_sums_and_each_movement_its_balance() {
    let app = opened(&first_page()).await;
    let plain = |text: String| text.replace('\u{a0}', " ");
    let months = app.root.query_selector_all(".month").unwrap();
    let month = |place| plain(months.get(place).unwrap().text_content().unwrap());
    assert_eq!(months.length(), 2);
    for words in [
        "novembre 2026",
        "Ricariche accreditate: 25,00 €",
        "Pasti e rettifiche: −5,30 €",
        "Saldo: −3,10 €",
        "Saldo comunicato dall’ufficio: 12,40 € (21 nov 2026, 09:00)",
        "Pasto",
        "Bis",
    ] {
        assert!(month(0).contains(words), "{words}: {}", month(0));
    }
    assert!(month(1).contains("dicembre 2025") && !month(1).contains("Ricariche"), "{}", month(1));
    // A top-up leads to its notice, a meal nowhere.
    assert_eq!(app.root.query_selector_all(".history a").unwrap().length(), 1);
}

#[wasm_bindgen_test]
async fn the_next_page_is_added_and_its_first_movement_takes_the_focus() {
    let app = opened(&first_page()).await;
    let texts = messages::of(Language::It);
    let more = json!({ "items": [meal('9', "2025-11-30")], "months": [month("2025-11", "0.00", "-5.30")], "years": [2026, 2025] });
    set_answer(MOVEMENTS, &more);
    app.button(texts.history.more).click();
    app.rest().await;
    assert!(asked().contains("cursor=5-01JD3Z8K0V7Q2M5N9R4T6W8Y0A"), "{}", asked());
    assert_eq!(app.root.query_selector_all(".month").unwrap().length(), 3);
    assert_eq!(focused().unwrap().id(), "01JD3Z8K0V7Q2M5N9R4T6W8Y09");
    assert!(app.root.text_content().unwrap().contains(texts.history.end));
}

#[wasm_bindgen_test]
async fn a_choice_asks_again_and_can_be_taken_back() {
    let app = opened(&first_page()).await;
    let words = &messages::of(Language::It).history;
    let mut nothing = first_page();
    nothing["items"] = json!([]);
    nothing["months"] = json!([]);
    nothing["next_cursor"] = Value::Null;
    set_answer(MOVEMENTS, &nothing);
    choose(&app, words.account, OTHER).await;
    choose(&app, words.year, "2025").await;
    choose(&app, words.show, "office").await;
    assert_eq!(asked(), format!("?account_id={OTHER}&year=2025&filter=office"));
    assert_eq!(app.text(".empty h2"), words.no_match_title);
    set_answer(MOVEMENTS, &first_page());
    app.button(words.clear_filters).click();
    app.rest().await;
    assert_eq!(asked(), "");
    let lists = app.root.query_selector_all(".filters select").unwrap();
    assert_eq!(lists.length(), 3);
    for place in 0..3 {
        let list: HtmlSelectElement = lists.get(place).unwrap().unchecked_into();
        assert_eq!(list.value(), "");
    }
    assert_eq!(app.root.query_selector_all(".month").unwrap().length(), 2);
}

#[wasm_bindgen_test]
async fn a_late_answer_to_an_earlier_choice_is_not_shown() {
    let app = opened(&first_page()).await;
    let words = &messages::of(Language::It).history;
    hold(MOVEMENTS);
    choose(&app, words.year, "2025").await;
    choose(&app, words.year, "").await;
    let one = json!({ "items": [meal('9', "2026-11-30")], "months": [month("2026-11", "0.00", "-5.30")], "years": [2026, 2025] });
    set_answer(MOVEMENTS, &one);
    release(MOVEMENTS).await;
    app.rest().await;
    assert_eq!(app.root.query_selector_all(".history li").unwrap().length(), 1);
}

#[wasm_bindgen_test]
async fn without_any_movement_there_is_nothing_to_filter() {
    let app = opened(&json!({ "items": [], "months": [], "years": [] })).await;
    assert_eq!(app.text(".empty h2"), messages::of(Language::It).history.empty_title);
    assert!(!app.has(".filters"));
}
