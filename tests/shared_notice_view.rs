//! The page of a notice's link in every state, from fixed answers of the gateway, found by role, label and text.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test helpers may stop at the first surprise"
)]

mod page;

use contract::{AttemptOutcome, Language, SharedNotice, TopUpState};
use leptos::prelude::*;
use page::Page;
use ricarica::{
    messages,
    pages::shared_notice::{Link, SharedNoticeView, SharedPayment},
};
use serde_json::json;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn shared(state: TopUpState, returned: Option<AttemptOutcome>, names: bool) -> SharedNotice {
    let mut shared = json!({
        "status": { "state": state, "returned": returned },
        "amount": { "amount": "25.00", "currency": "EUR" }, "has_letter": names,
        "children": if names { vec!["Anna", "Luca"] } else { vec![] },
    });
    if state.is_open() {
        shared["notice"] = json!({
            "notice_number": "301000000000000144", "creditor_code": "00101440073",
            "creditor_name": "Comune di Valtournenche", "cbill_code": "AAAAA",
            "subject": "Ricarica Mensa scolastica conto M-0001",
            "amount": { "amount": "25.00", "currency": "EUR" }, "due_date": "2026-12-23",
            "key": "01JD3Z8K0V7Q2M5N9R4T6W8Y0K",
        });
    }
    serde_json::from_value(shared).unwrap()
}

fn show(language: Language, shared: SharedNotice) -> Page {
    Page::show(language, move || {
        page::provide_state(language);
        let link = Link {
            id: "01JD3Z8K0V7Q2M5N9R4T6W8Y0A".parse().unwrap(),
            key: "01JD3Z8K0V7Q2M5N9R4T6W8Y0B".parse().unwrap(),
        };
        let payment = SharedPayment::new(link.clone(), Callback::new(|()| {}));
        view! { <SharedNoticeView shared=shared link=link payment=payment /> }
    })
}

fn has_button(page: &Page, name: &str) -> bool {
    page.all("button").iter().any(|button| button.text_content().unwrap_or_default() == name)
}

#[wasm_bindgen_test]
fn open_notice_has_both_ways_to_pay() {
    for language in Language::ALL {
        let words = &messages::of(language).shared_notice;
        for (returned, state) in [
            (None, TopUpState::Unpaid),
            (None, TopUpState::InProgress),
            (Some(AttemptOutcome::Cancel), TopUpState::InProgress),
            (Some(AttemptOutcome::Error), TopUpState::InProgress),
        ] {
            let page = show(language, shared(state, returned, false));
            assert!(has_button(&page, words.pay), "{state:?} {returned:?}");
            let label = page.one(".code-card svg[role=img]").get_attribute("aria-label").unwrap();
            assert!(label.contains("3010 0000 0000 0001 44"), "{label}");
            assert!(!has_button(&page, words.letter) && !page.text().contains("Anna"));
            // Somebody may be paying already.
            assert_eq!(page.all(".alert-info").is_empty(), state == TopUpState::Unpaid);
        }
    }
}

#[wasm_bindgen_test]
fn names_and_letter_are_there_only_if_they_are_shared() {
    for language in Language::ALL {
        let words = &messages::of(language).shared_notice;
        let page = show(language, shared(TopUpState::Unpaid, None, true));
        assert!(has_button(&page, words.letter));
        assert!(page.text().contains("Anna") && page.text().contains("Luca"));
    }
}

#[wasm_bindgen_test]
fn notice_that_is_paid_in_charge_or_over_has_no_way_to_pay() {
    let texts = messages::of(Language::It);
    let words = &texts.shared_notice;
    for (state, returned, said) in [
        (TopUpState::InProgress, Some(AttemptOutcome::Ok), texts.states.in_progress.meaning),
        (TopUpState::InProgress, Some(AttemptOutcome::Waiting), texts.states.in_progress.meaning),
        (TopUpState::Paid, None, words.paid),
        (TopUpState::Credited, None, words.paid),
        (TopUpState::Expired, None, words.over),
        (TopUpState::Cancelled, None, words.over),
        (TopUpState::Anomalous, None, words.over),
    ] {
        let page = show(Language::It, shared(state, returned, false));
        assert!(page.text().contains(said), "{state:?}: {}", page.text());
        assert!(!has_button(&page, words.pay) && page.all(".code-card").is_empty(), "{state:?}");
    }
}
