//! The profile page in the app, with fixed answers in place of the gateway, found by role, label and text.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test helpers may stop at the first surprise"
)]

mod fake_gateway;
mod page;

use contract::{Language, ProblemKind};
use fake_gateway::{
    ACCOUNT, Mounted, OTHER, TOP_UP, answers, count, cut_off, focused, refuse, run, session, set_answer,
    start, texts_of_languages, watch_panics,
};
use page::{settle, tap, type_in};
use ricarica::messages;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

const PROFILE: &str = "GET /api/v1/me";
const SESSIONS: &str = "GET /api/v1/me/sessions";
const ASK: &str = "POST /api/v1/me/email-changes";
const CHANGE: &str = "PUT /api/v1/me/email";
const LANGUAGE: &str = "PUT /api/v1/me/mail-language";
const ERASURE: &str = "POST /api/v1/me/erasure-requests";
const NEW: &str = "nuova@example.org";

fn words() -> &'static messages::screens::ProfileTexts {
    &messages::of(Language::It).profile
}

fn open_session(id: &str, system: &str, is_current: bool) -> Value {
    json!({
        "id": id, "started_at": "2026-11-23T12:16:45Z", "last_used_on": "2026-11-23", "browser": "Chrome",
        "system": system, "is_current": is_current,
    })
}

/// The profile page of a signed-in guardian.
async fn profile() -> Mounted {
    answers(true);
    texts_of_languages();
    watch_panics();
    let kept = json!({ "payments_years": 10, "unpaid_days": 730, "movements_days": 730, "checkouts_days": 180, "undelivered_days": 30 });
    set_answer(PROFILE, &json!({ "mail_language": "it", "kept": kept }));
    let items = [open_session(ACCOUNT, "Android", true), open_session(OTHER, "Windows", false)];
    set_answer(SESSIONS, &json!({ "items": items }));
    set_answer(
        "GET /api/v1/municipality",
        &json!({ "name": { "it": "Comune di Esempio" }, "office": { "email": "mensa@example.org" }, "links": {},
            "sign_in_hints": [], "test_environment": true }),
    );
    let app = start().await;
    app.follow("/profilo").await;
    assert_eq!(app.heading(), words().title);
    app
}

/// The field with this label.
fn field(app: &Mounted, label: &str) -> HtmlElement {
    let labels = app.root.query_selector_all("label").unwrap();
    let found = (0..labels.length()).map(|place| labels.get(place).unwrap());
    let label = found.into_iter().find(|found| found.text_content().unwrap() == label);
    let label: HtmlElement =
        label.unwrap_or_else(|| panic!("no label in {}", app.root.inner_html())).unchecked_into();
    app.one(&["#", &label.get_attribute("for").unwrap()].concat())
}

fn says(app: &Mounted, text: &str) -> bool {
    app.root.text_content().unwrap().contains(text)
}

fn announced(app: &Mounted) -> String {
    app.text("div.visually-hidden[role=status]").trim_end_matches('\u{a0}').to_owned()
}

#[wasm_bindgen_test]
async fn address_is_changed_in_two_steps_with_the_errors_at_their_fields() {
    let app = profile().await;
    let texts = messages::of(Language::It);
    tap(&app.button(words().change_email)).await;
    let email = field(&app, words().new_email);
    assert_eq!(focused().unwrap().id(), email.id());
    for (typed, wrong) in [
        ("", texts.sign_in.email_empty),
        ("nuova", texts.sign_in.email_wrong),
        ("Chiara@example.org", words().email_same),
    ] {
        type_in(email.unchecked_ref(), typed).await;
        tap(&app.button(texts.sign_in.send_code)).await;
        assert!(says(&app, wrong), "{typed}");
        assert_eq!(email.get_attribute("aria-invalid").as_deref(), Some("true"));
    }
    assert_eq!(count(ASK), 0);

    set_answer(ASK, &json!({ "challenge_id": TOP_UP, "expires_in": 600, "code_length": 6 }));
    type_in(email.unchecked_ref(), NEW).await;
    tap(&app.button(texts.sign_in.send_code)).await;
    app.rest().await;
    assert!(says(&app, &words().email_code_sent.of(NEW)));
    let code = field(&app, texts.sign_in.code);
    assert_eq!(focused().unwrap().id(), code.id());
    type_in(code.unchecked_ref(), "12").await;
    tap(&app.button(words().confirm_email)).await;
    assert!(says(&app, &texts.sign_in.code_wrong_length.of("6")));
    refuse(CHANGE, ProblemKind::CodeRefused);
    type_in(code.unchecked_ref(), "123 456").await;
    tap(&app.button(words().confirm_email)).await;
    app.rest().await;
    assert!(says(&app, texts.sign_in.code_refused));

    let mut changed = session(TOP_UP, 1800);
    changed["email"] = NEW.into();
    set_answer(CHANGE, &changed);
    tap(&app.button(words().confirm_email)).await;
    app.rest().await;
    assert!(app.text(".facts").contains(NEW));
    assert_eq!(announced(&app), words().email_changed.of(NEW));
    assert_eq!(focused().unwrap().text_content().unwrap(), words().change_email);
}

#[wasm_bindgen_test]
async fn address_that_is_not_changed_stays() {
    let app = profile().await;
    tap(&app.button(words().change_email)).await;
    let email: HtmlInputElement = field(&app, words().new_email).unchecked_into();
    type_in(&email, NEW).await;
    cut_off(ASK);
    tap(&app.button(messages::of(Language::It).sign_in.send_code)).await;
    app.rest().await;
    assert!(says(&app, messages::of(Language::It).problems.offline.what));
    assert_eq!(email.value(), NEW, "nothing typed is lost");
    tap(&app.button(words().keep_email)).await;
    settle().await;
    assert!(app.text(".facts").contains("chiara@example.org"));
    assert_eq!(focused().unwrap().text_content().unwrap(), words().change_email);
}

#[wasm_bindgen_test]
async fn another_device_is_signed_out_and_this_one_is_marked() {
    let app = profile().await;
    let [here, there] = ["Android", "Windows"].map(|system| words().device.of("Chrome", system));
    assert!(says(&app, &here) && says(&app, words().this_device));
    let end = format!("DELETE /api/v1/me/sessions/{OTHER}");
    refuse(&end, ProblemKind::Unavailable);
    let button = words().end_session.of(&there);
    tap(&app.button(&button)).await;
    app.rest().await;
    assert!(says(&app, messages::of(Language::It).problems.unavailable.what));
    set_answer(&end, &Value::Null);
    set_answer(SESSIONS, &json!({ "items": [open_session(ACCOUNT, "Android", true)] }));
    tap(&app.button(&button)).await;
    app.rest().await;
    assert_eq!(count(&end), 2);
    assert!(!says(&app, &button));
    assert_eq!(announced(&app), words().session_ended.of(&there));
    assert_eq!(focused().unwrap().text_content().unwrap(), words().sessions_title);
}

#[wasm_bindgen_test]
async fn signing_out_everywhere_leaves_the_app() {
    let app = profile().await;
    set_answer("DELETE /api/v1/me/sessions", &Value::Null);
    tap(&app.button(words().sign_out_everywhere)).await;
    app.rest().await;
    let navigated = run("return window.navigated.map((one) => new URL(one).pathname).join()");
    assert_eq!(navigated, "/accesso");
    assert!(run("return localStorage.getItem('ricarica.guardian')").is_null());
}

#[wasm_bindgen_test]
async fn language_of_mails_is_saved_at_once_and_stays_if_it_cannot_be() {
    let app = profile().await;
    let radio = |name: &str| -> HtmlInputElement {
        let all = app.root.query_selector_all("fieldset label").unwrap();
        let mut all = (0..all.length()).map(|place| all.get(place).unwrap());
        let label = all.find(|label| label.text_content().unwrap() == name).unwrap();
        label.unchecked_ref::<HtmlElement>().query_selector("input").unwrap().unwrap().unchecked_into()
    };
    let choose = async |name: &str| {
        radio(name).click();
        app.rest().await;
    };
    assert!(radio("Italiano").checked());
    set_answer(LANGUAGE, &Value::Null);
    choose("Français").await;
    assert_eq!((count(LANGUAGE), announced(&app)), (1, words().mail_language_saved.of("Français")));
    refuse(LANGUAGE, ProblemKind::Unavailable);
    choose("English").await;
    assert!(says(&app, messages::of(Language::It).problems.unavailable.what));
    assert!(radio("Français").checked());
}

#[wasm_bindgen_test]
async fn erasure_is_asked_for_after_a_question_and_gives_a_reference() {
    let app = profile().await;
    assert!(says(&app, &words().kept_payments.of("10")));
    set_answer(ERASURE, &json!({ "reference": "7Q2M-5N9R", "asked_at": "2026-11-23T12:16:45Z" }));
    tap(&app.button(words().erase)).await;
    assert!(app.has("dialog[open]"));
    tap(&app.button(words().erase_no)).await;
    assert!(!app.has("dialog[open]"));
    assert_eq!(count(ERASURE), 0);
    tap(&app.button(words().erase)).await;
    assert!(app.text("dialog").contains(&words().erase_kept.of("10")));
    tap(&app.button(words().erase_yes)).await;
    app.rest().await;
    assert!(!app.has("dialog[open]"));
    assert!(focused().unwrap().text_content().unwrap().contains("7Q2M-5N9R"));
}

#[wasm_bindgen_test]
async fn profile_that_cannot_be_read_is_asked_for_again() {
    let app = profile().await;
    app.follow("/aiuto").await;
    refuse(PROFILE, ProblemKind::Unavailable);
    app.follow("/profilo").await;
    assert!(says(&app, messages::of(Language::It).problems.unavailable.what));
    assert!(app.text(".facts").contains("chiara@example.org"));
    let kept = json!({ "payments_years": 12, "unpaid_days": 730, "movements_days": 730, "checkouts_days": 180, "undelivered_days": 30 });
    set_answer(PROFILE, &json!({ "mail_language": "it", "kept": kept }));
    tap(&app.button(messages::of(Language::It).common.retry)).await;
    app.rest().await;
    assert!(says(&app, &words().kept_payments.of("12")));
    assert_eq!(fake_gateway::panics(), 0.0);
}
