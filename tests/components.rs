//! Components in a real browser, found by label, role and text.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::{Language, TopUpState};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use page::{Page, settle, tap, type_in};
use ricarica::{
    components::{AmountField, BusyButton, ConfirmDialog, CopyField, ErrorMessage, ProblemPanel, StateBadge},
    messages,
};
use std::collections::BTreeSet;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn amount_field(value: RwSignal<String>, error: RwSignal<Option<String>>, busy: RwSignal<bool>) -> Page {
    Page::show(Language::It, move || {
        view! {
            <AmountField id="amount" label="Importo" of="Anna" hint="Da 5 a 500" value=value error=error disabled=busy />
        }
    })
}

fn amount_signals() -> (RwSignal<String>, RwSignal<Option<String>>, RwSignal<bool>) {
    (RwSignal::new(String::new()), RwSignal::new(None), RwSignal::new(false))
}

#[wasm_bindgen_test]
async fn the_amount_field_has_a_label_a_decimal_keyboard_and_its_limits() {
    let (value, error, busy) = amount_signals();
    let page = amount_field(value, error, busy);
    let field = page.field("Importo");
    assert_eq!(field.type_(), "text");
    assert_eq!(field.get_attribute("inputmode").as_deref(), Some("decimal"));
    assert_eq!(page.description(&field), "Da 5 a 500");
    assert_eq!(field.get_attribute("aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn typed_and_pasted_text_reaches_the_signal_unchanged() {
    let (value, error, busy) = amount_signals();
    let page = amount_field(value, error, busy);
    let field = page.field("Importo");
    for typed in ["26,50", "26.50", "€ 1.000,50", "dieci", "😀"] {
        type_in(&field, typed).await;
        assert_eq!(value.get_untracked(), typed);
    }
    value.set("12,00".into());
    settle().await;
    assert_eq!(field.value(), "12,00");
}

#[wasm_bindgen_test]
async fn a_wrong_amount_has_its_error_at_the_field() {
    let (value, error, busy) = amount_signals();
    let page = amount_field(value, error, busy);
    let field = page.field("Importo");
    error.set(Some("L’importo minimo è 5,00 €.".into()));
    settle().await;
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(page.description(&field).ends_with("L’importo minimo è 5,00 €."));
    error.set(None);
    settle().await;
    assert_eq!(page.description(&field), "Da 5 a 500");
}

#[wasm_bindgen_test]
async fn an_amount_being_sent_cannot_be_changed() {
    let (value, error, busy) = amount_signals();
    let page = amount_field(value, error, busy);
    busy.set(true);
    settle().await;
    assert!(page.field("Importo").read_only());
}

#[wasm_bindgen_test]
async fn every_state_has_its_own_word_and_shape_in_every_language() {
    for language in Language::ALL {
        let mut shapes = BTreeSet::new();
        for state in TopUpState::ALL {
            let page = Page::show(language, move || view! { <StateBadge state=state /> });
            assert_eq!(
                page.one(".state").text_content().unwrap(),
                messages::of(language).states.of_attempt(state, None).label
            );
            assert_eq!(page.one("svg").get_attribute("aria-hidden").as_deref(), Some("true"));
            shapes.insert(page.one("path").get_attribute("d").unwrap());
        }
        assert_eq!(shapes.len(), TopUpState::ALL.len(), "{language:?}");
    }
}

/// Replaces the clipboard by one that stores the text, or refuses it.
fn clipboard(refuses: bool) {
    let answer =
        if refuses { "Promise.reject(new Error('no'))" } else { "(window.copied = text, Promise.resolve())" };
    let script = [
        "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text) => ",
        answer,
        " } })",
    ]
    .concat();
    js_sys::Function::new_no_args(&script).call0(&wasm_bindgen::JsValue::NULL).unwrap();
}

fn copied() -> Option<String> {
    js_sys::Reflect::get(&web_sys::window().unwrap(), &"copied".into()).unwrap().as_string()
}

#[wasm_bindgen_test]
async fn a_copy_button_copies_the_value_and_announces_it() {
    clipboard(false);
    let page = Page::show(Language::It, || {
        view! { <CopyField label="Codice avviso" shown="3010 0000 44" value="3010000044".to_owned() /> }
    });
    assert!(page.text().contains("3010 0000 44"));
    tap(&page.button("Copia: Codice avviso")).await;
    assert_eq!(copied().as_deref(), Some("3010000044"));
    assert_eq!(page.said(), "Copiato");
}

#[wasm_bindgen_test]
async fn a_refused_copy_is_announced_as_refused() {
    clipboard(true);
    let page = Page::show(Language::En, || view! { <CopyField label="CBILL" shown="AAAAA" /> });
    tap(&page.button("Copy: CBILL")).await;
    assert_eq!(page.said(), messages::of(Language::En).common.copy_refused);
}

#[wasm_bindgen_test]
async fn a_second_tap_does_nothing_while_the_button_is_busy() {
    let (busy, presses) = (RwSignal::new(false), RwSignal::new(0));
    let page = Page::show(Language::It, move || {
        let press = Callback::new(move |()| {
            presses.update(|count| *count += 1);
            busy.set(true);
        });
        view! { <BusyButton label="AVANTI" busy_label="Un momento…" busy=busy on_press=press /> }
    });
    let button = page.button("AVANTI");
    button.click();
    button.click();
    settle().await;
    button.click();
    assert_eq!(presses.get_untracked(), 1);
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
    assert_eq!(button.text_content().unwrap(), "Un momento…");
    busy.set(false);
    settle().await;
    tap(&page.button("AVANTI")).await;
    assert_eq!(presses.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn a_long_action_is_announced_and_a_short_one_is_not() {
    let busy = RwSignal::new(false);
    let page = Page::show(Language::It, move || {
        let press = Callback::new(|()| {});
        view! { <BusyButton label="AVANTI" busy_label="Un momento…" busy=busy on_press=press /> }
    });
    busy.set(true);
    settle().await;
    busy.set(false);
    TimeoutFuture::new(900).await;
    assert_eq!(page.said(), "");
    busy.set(true);
    TimeoutFuture::new(900).await;
    assert_eq!(page.said(), "Un momento…");
    busy.set(false);
    settle().await;
    assert_eq!(page.said(), "");
}

#[wasm_bindgen_test]
async fn a_question_is_labelled_and_escape_dismisses_it() {
    let (open, dismissed) = (RwSignal::new(false), RwSignal::new(0));
    let page = Page::show(Language::It, move || {
        let dismiss = Callback::new(move |()| {
            dismissed.update(|count| *count += 1);
            open.set(false);
        });
        view! { <ConfirmDialog id="question" title="Sicuro?" open=open on_dismiss=dismiss>"Davvero?"</ConfirmDialog> }
    });
    let dialog = page.one("dialog");
    assert!(!dialog.has_attribute("open"));
    open.set(true);
    settle().await;
    assert!(dialog.has_attribute("open"));
    let title = dialog.get_attribute("aria-labelledby").unwrap();
    assert_eq!(page.one(&["#", &title].concat()).text_content().unwrap(), "Sicuro?");
    dialog.dispatch_event(&web_sys::Event::new("cancel").unwrap()).unwrap();
    settle().await;
    assert_eq!(dismissed.get_untracked(), 1);
    assert!(!dialog.has_attribute("open"));
}

#[wasm_bindgen_test]
fn offline_is_no_alarm_and_speaks_of_no_money() {
    for language in Language::ALL {
        let problems = &messages::of(language).problems;
        let page = Page::show(language, move || {
            let message = ErrorMessage { text: problems.offline, request_id: None, offline: true };
            view! { <ProblemPanel message=message money=problems.no_money_moved /> }
        });
        assert_eq!(page.one("section").get_attribute("role").as_deref(), Some("status"));
        let text = page.text();
        assert!(text.contains(problems.offline_title) && text.contains(problems.offline.now), "{text}");
        assert!(!text.contains(problems.title) && !text.contains(problems.no_money_moved), "{text}");
    }
}

#[wasm_bindgen_test]
async fn a_problem_says_what_happened_whether_money_moved_and_what_to_do() {
    for language in Language::ALL {
        let problems = &messages::of(language).problems;
        let retried = RwSignal::new(0);
        let page = Page::show(language, move || {
            let message = ErrorMessage {
                text: problems.platform_down,
                request_id: Some("43f5f8fd".into()),
                offline: false,
            };
            let retry = Callback::new(move |()| retried.update(|count| *count += 1));
            view! { <ProblemPanel message=message on_retry=retry /> }
        });
        assert_eq!(page.one("section").get_attribute("role").as_deref(), Some("alert"));
        let text = page.text();
        for part in
            [problems.platform_down.what, problems.no_money_moved, problems.platform_down.now, "43f5f8fd"]
        {
            assert!(text.contains(part), "{part} in {text}");
        }
        tap(&page.button(messages::of(language).common.retry)).await;
        assert_eq!(retried.get_untracked(), 1);
    }
}
