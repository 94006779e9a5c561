//! The notice page in every state, from fixed answers of the gateway, found by role, label and text.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    reason = "test helpers may stop at the first surprise"
)]

mod page;

use contract::{Anomaly, AttemptOutcome, Language, TopUp, TopUpState};
use leptos::prelude::*;
use page::{Page, tap};
use ricarica::{
    layout::{PayOnline, letter_of},
    messages,
    pages::notice::{Cancelling, NoticeDetails},
};
use serde_json::json;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const CART: &str = "https://checkout.example.org/c/8f1d";

fn top_up(state: TopUpState) -> TopUp {
    let notice = json!({
        "notice_number": "301000000000000144", "creditor_code": "00101440073",
        "creditor_name": "Comune di Valtournenche", "cbill_code": "AAAAA",
        "subject": "Ricarica Mensa scolastica conto M-0001",
        "amount": { "amount": "25.00", "currency": "EUR" }, "due_date": "2026-12-23",
        "key": "01JD3Z8K0V7Q2M5N9R4T6W8Y0K",
    });
    let mut top_up = json!({
        "id": "01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "account_id": "01JD3Z8K0V7Q2M5N9R4T6W8Y0B",
        "children": ["Anna", "Luca"], "service": { "it": "Mensa scolastica", "fr": "Cantine scolaire" },
        "amount": { "amount": "25.00", "currency": "EUR" }, "state": state,
        "created_at": "2026-11-23T12:16:45Z", "due_date": "2026-12-23",
    });
    if state != TopUpState::Opening {
        top_up["notice"] = notice;
    }
    serde_json::from_value(top_up).unwrap()
}

/// In progress, with an attempt at the payment page.
fn in_progress(returned: Option<AttemptOutcome>, open: bool) -> TopUp {
    let mut attempt = json!({
        "checkout_id": "01JD3Z8K0V7Q2M5N9R4T6W8Y0C", "opened_at": "2026-11-23T12:17:00Z",
        "expires_at": "2026-11-23T12:27:00Z",
    });
    if open {
        attempt["redirect_url"] = json!(CART);
    }
    if let Some(returned) = returned {
        attempt["outcome"] = json!(returned);
    }
    TopUp { attempt: Some(serde_json::from_value(attempt).unwrap()), ..top_up(TopUpState::InProgress) }
}

fn show(language: Language, top_up: TopUp) -> Page {
    Page::show(language, move || {
        page::provide_state(language);
        let id = top_up.id.clone();
        let nothing = Callback::new(|()| {});
        let (pay, letter) = (PayOnline::new(nothing), letter_of(&id));
        let cancelling = Cancelling::new(id, nothing);
        view! { <NoticeDetails top_up=top_up pay=pay letter=letter cancelling=cancelling /> }
    })
}

/// Whether there is such an element.
fn has(page: &Page, selector: &str) -> bool {
    !page.all(selector).is_empty()
}

fn has_button(page: &Page, name: &str) -> bool {
    page.all("button").iter().any(|button| button.text_content().unwrap_or_default() == name)
}

#[wasm_bindgen_test]
fn an_unpaid_notice_shows_one_code_and_every_number() {
    for language in Language::ALL {
        let words = &messages::of(language).notice;
        let page = show(language, top_up(TopUpState::Unpaid));
        assert!(
            page.one(".code-card svg[role=img]")
                .get_attribute("aria-label")
                .unwrap()
                .contains("3010 0000 0000 0001 44")
        );
        let text = page.text();
        for part in [
            words.with_app,
            words.letter_title,
            words.notice_number,
            "3010 0000 0000 0001 44",
            words.creditor_code,
            "00101440073",
            words.cbill,
            "AAAAA",
            words.due_date,
            "23",
            "Comune di Valtournenche",
            "Anna",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        for place in [words.counters, words.home_banking, words.payment_app] {
            assert!(text.contains(place.place) && text.contains(place.needs), "{}", place.place);
        }
        assert!(has_button(&page, messages::of(language).top_up.next));
        assert!(has_button(&page, words.cancel));
    }
}

#[wasm_bindgen_test]
fn every_code_has_its_letter_and_only_an_unpaid_notice_can_be_printed() {
    for language in Language::ALL {
        let words = &messages::of(language).notice;
        let paper = |top_up| {
            let page = show(language, top_up);
            [words.letter.download, words.letter_email.send, words.print].map(|name| has_button(&page, name))
        };
        assert_eq!(paper(top_up(TopUpState::Unpaid)), [true; 3]);
        assert_eq!(paper(in_progress(None, true)), [true, true, false], "a payment page is open");
        assert_eq!(paper(top_up(TopUpState::Paid)), [false; 3]);
    }
}

#[wasm_bindgen_test]
async fn every_number_is_copied_without_spaces() {
    let script = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text) => \
                  (window.copied = text, Promise.resolve()) } })";
    js_sys::Function::new_no_args(script).call0(&wasm_bindgen::JsValue::NULL).unwrap();
    let words = &messages::of(Language::It).notice;
    let page = show(Language::It, top_up(TopUpState::Unpaid));
    for (label, copied) in [
        (words.notice_number, "301000000000000144"),
        (words.creditor_code, "00101440073"),
        (words.cbill, "AAAAA"),
        ("Importo", "25,00"),
        (words.due_date, "23 dicembre 2026"),
    ] {
        tap(&page.button(&["Copia: ", label].concat())).await;
        let stored = js_sys::Reflect::get(&web_sys::window().unwrap(), &"copied".into()).unwrap();
        assert_eq!(stored.as_string().as_deref(), Some(copied), "{label}");
    }
}

/// The way whose radio button is checked, and the panels that are shown.
fn shown_panels(page: &Page) -> Vec<bool> {
    page.all(".ways > div").iter().map(|panel| !panel.has_attribute("hidden")).collect()
}

#[wasm_bindgen_test]
async fn one_way_to_pay_is_shown_at_a_time() {
    let page = show(Language::It, top_up(TopUpState::Unpaid));
    let ways: Vec<web_sys::HtmlElement> =
        page.all("input[name=way]").into_iter().map(wasm_bindgen::JsCast::unchecked_into).collect();
    assert_eq!(ways.len(), 3);
    // Code, numbers, paper, and the list of counters below the button that shares.
    assert_eq!(shown_panels(&page), [true, false, false, true]);
    tap(&ways[1]).await;
    assert_eq!(shown_panels(&page), [false, true, false, false]);
    tap(&ways[2]).await;
    assert_eq!(shown_panels(&page), [false, false, true, false]);
}

#[wasm_bindgen_test]
async fn all_numbers_are_copied_at_once() {
    let script = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text) => \
                  (window.copied = text, Promise.resolve()) } })";
    js_sys::Function::new_no_args(script).call0(&wasm_bindgen::JsValue::NULL).unwrap();
    for language in Language::ALL {
        let texts = messages::of(language);
        let page = show(language, top_up(TopUpState::Unpaid));
        tap(&page.button(texts.notice.copy_all)).await;
        let copied = js_sys::Reflect::get(&web_sys::window().unwrap(), &"copied".into()).unwrap();
        let copied = copied.as_string().unwrap();
        for part in ["3010 0000 0000 0001 44", "00101440073", "25", "2026", "Comune di Valtournenche"] {
            assert!(copied.contains(part), "{part} in {copied}");
        }
        assert_eq!(page.said(), texts.common.copied);
    }
}

#[wasm_bindgen_test]
fn the_days_that_are_left_are_said() {
    let due = |days: f64| {
        let now = js_sys::Date::new(&(js_sys::Date::now() + days * 86_400_000.0).into());
        let text = now.to_iso_string().as_string().unwrap();
        let mut top_up = top_up(TopUpState::Unpaid);
        top_up.notice.as_mut().unwrap().due_date = text[..10].to_owned().try_into().unwrap();
        show(Language::It, top_up).one(".notice-head").text_content().unwrap()
    };
    // Around midnight the day in Italy is another one than in UTC.
    let said = due(10.0);
    assert!(
        ["mancano 9 giorni", "mancano 10 giorni", "mancano 11 giorni"].iter().any(|text| said.contains(text)),
        "{said}"
    );
    assert!(!due(-3.0).contains("manca"));
}

#[wasm_bindgen_test]
fn only_a_payment_in_charge_has_the_badge_in_progress() {
    for language in Language::ALL {
        let states = &messages::of(language).states;
        for (returned, words) in [
            (None, states.page_open),
            (Some(AttemptOutcome::Cancel), states.page_left),
            (Some(AttemptOutcome::Waiting), states.in_progress),
        ] {
            let page = show(language, in_progress(returned, false));
            assert_eq!(page.one(".state").text_content().unwrap(), words.label, "{language:?} {returned:?}");
        }
    }
}

#[wasm_bindgen_test]
fn without_a_cbill_code_home_banking_needs_the_creditors_name() {
    let mut top_up = top_up(TopUpState::Unpaid);
    top_up.notice.as_mut().unwrap().cbill_code = None;
    let words = &messages::of(Language::It).notice;
    let text = show(Language::It, top_up).text();
    assert!(text.contains(words.home_banking_without_cbill));
    assert!(!text.contains(words.cbill));
}

#[wasm_bindgen_test]
fn an_opening_top_up_has_no_code_and_says_why() {
    let words = &messages::of(Language::It).notice;
    let page = show(Language::It, TopUp { platform_silent: true, ..top_up(TopUpState::Opening) });
    assert!(!has(&page, "svg[role=img]"));
    let text = page.text();
    assert!(text.contains(words.preparing) && text.contains(words.preparing_silent));
    assert!(!has_button(&page, words.cancel));
}

#[wasm_bindgen_test]
fn a_paid_top_up_has_no_code_and_a_link_to_the_new_balance() {
    for (state, language) in [TopUpState::Paid, TopUpState::Credited].into_iter().zip(Language::ALL) {
        let texts = messages::of(language);
        let page = show(language, top_up(state));
        assert!(!has(&page, "svg[role=img]"), "{state:?}");
        assert_eq!(page.one("h2").text_content().unwrap(), texts.notice.paid_title);
        assert!(page.text().contains("25") && page.text().contains(texts.states.of(state).meaning));
        assert_eq!(page.one("a[href='/']").text_content().unwrap(), texts.notice.see_balance);
        assert!(!has_button(&page, texts.top_up.next));
    }
}

#[wasm_bindgen_test]
fn a_closed_top_up_has_no_code_and_a_link_to_a_new_one() {
    for state in [TopUpState::Expired, TopUpState::Cancelled] {
        let texts = messages::of(Language::It);
        let page = show(Language::It, top_up(state));
        assert!(!has(&page, "svg[role=img]"), "{state:?}");
        assert!(page.text().contains(texts.states.of(state).meaning));
        page.one("a[href='/ricarica/01JD3Z8K0V7Q2M5N9R4T6W8Y0B']");
        assert!(!has_button(&page, texts.notice.cancel));
    }
}

#[wasm_bindgen_test]
fn an_anomalous_top_up_cannot_be_paid_again() {
    let texts = messages::of(Language::It);
    let page = show(Language::It, top_up(TopUpState::Anomalous));
    assert!(!has(&page, "svg[role=img]"));
    assert!(page.text().contains("Non pagare di nuovo"));
    // The office finds the top-up by its number.
    assert!(page.text().contains("3010 0000 0000 0001 44"));
    assert!(!has_button(&page, texts.top_up.next));
}

#[wasm_bindgen_test]
fn an_anomalous_top_up_says_why_and_only_one_that_the_platform_no_longer_has_can_be_cancelled() {
    for language in Language::ALL {
        let texts = messages::of(language);
        for anomaly in Anomaly::ALL.into_iter().map(Some).chain([None]) {
            let page = show(language, TopUp { anomaly, ..top_up(TopUpState::Anomalous) });
            assert!(page.text().contains(texts.states.anomaly(anomaly)), "{anomaly:?}");
            assert_eq!(
                has_button(&page, texts.notice.cancel),
                anomaly == Some(Anomaly::Absent),
                "{anomaly:?}"
            );
            assert!(!has(&page, "svg[role=img]") && !has_button(&page, texts.top_up.next), "{anomaly:?}");
        }
    }
}

#[wasm_bindgen_test]
fn an_open_payment_page_is_continued_and_not_opened_again() {
    let texts = messages::of(Language::It);
    let page = show(Language::It, in_progress(None, true));
    let link = page.one("a[rel=external]");
    assert_eq!(link.get_attribute("href").as_deref(), Some(CART));
    assert_eq!(link.text_content().unwrap(), texts.notice.page_open_continue);
    // 12:27 UTC.
    assert!(page.text().contains("13:27"), "{}", page.text());
    assert!(!has_button(&page, texts.top_up.next) && !has_button(&page, texts.notice.cancel));
    // The code is in a closed `<details>`, for a guardian who pays at a counter instead.
    assert!(!page.one("details.code-after-all").has_attribute("open"));
    assert!(has(&page, "details svg[role=img]"));
}

#[wasm_bindgen_test]
fn an_unsafe_address_of_the_payment_page_is_not_linked() {
    for address in ["javascript:alert(1)", "http://checkout.example.org/", "data:text/html,x"] {
        let mut top_up = in_progress(None, true);
        top_up.attempt.as_mut().unwrap().redirect_url = Some(address.to_owned());
        assert!(!has(&show(Language::It, top_up), "a[rel=external]"), "{address}");
    }
}

#[wasm_bindgen_test]
fn a_closed_payment_page_asks_for_patience() {
    let words = &messages::of(Language::It).notice;
    let page = show(Language::It, in_progress(None, false));
    assert!(page.text().contains(words.page_closed));
    assert!(!has(&page, "a[rel=external]"));
}

#[wasm_bindgen_test]
fn a_payment_in_charge_offers_no_way_to_pay_again() {
    let texts = messages::of(Language::Fr);
    for returned in [AttemptOutcome::Ok, AttemptOutcome::Waiting] {
        let page = show(Language::Fr, in_progress(Some(returned), false));
        assert!(page.text().contains(texts.outcome.in_progress.text), "{returned:?}");
        assert!(!has(&page, "svg[role=img]") && !has(&page, "a[rel=external]"));
        assert!(!has_button(&page, texts.top_up.next) && !has_button(&page, texts.notice.cancel));
    }
}

#[wasm_bindgen_test]
fn a_cancelled_or_failed_payment_can_be_started_again() {
    let texts = messages::of(Language::En);
    for returned in [AttemptOutcome::Cancel, AttemptOutcome::Error] {
        let page = show(Language::En, in_progress(Some(returned), false));
        assert!(page.text().contains(texts.states.page_left.meaning), "{returned:?}");
        assert!(has_button(&page, texts.top_up.next));
    }
}

#[wasm_bindgen_test]
fn a_silent_platform_is_mentioned_and_the_code_stays() {
    let page = show(Language::It, TopUp { platform_silent: true, ..top_up(TopUpState::Unpaid) });
    assert!(page.text().contains(messages::of(Language::It).notice.silent));
    assert!(has(&page, "svg[role=img]"));
}
