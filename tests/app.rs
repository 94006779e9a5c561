//! The whole app in a real browser, with fixed answers in place of the gateway.
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
use fake_gateway::{ACCOUNT, OTHER, TOP_UP, answers, focused, start, start_again};
use page::settle;
use ricarica::messages;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlInputElement;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn every_page_opens_from_the_accounts_and_its_heading_takes_the_focus() {
    answers(true);
    let app = start().await;
    let texts = messages::of(Language::It);
    assert_eq!(app.heading(), texts.accounts.title);
    assert!(app.text("ul.accounts").contains("Luca"));
    assert!(app.text(".open-top-ups").contains("Anna"));
    assert!(app.text(".test-mark").contains(texts.shell.test_environment));
    for (href, title) in [
        ("/storico", texts.history.title),
        ("/avvisi", texts.notices.title),
        ("/profilo", texts.profile.title),
        ("/aiuto", texts.help.title),
        ("/", texts.accounts.title),
        (&format!("/avviso/{TOP_UP}"), texts.notice.title),
        ("/", texts.accounts.title),
        (&format!("/ricarica/{ACCOUNT}"), texts.top_up.title),
    ] {
        app.follow(href).await;
        assert_eq!(app.heading(), title, "{href}");
        assert!(focused().unwrap().is_same_node(Some(&app.one("h1"))), "{href}");
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
    app.follow(&format!("/ricarica/{OTHER}?importo=53.00")).await;
    let field: HtmlInputElement = app.one(&format!("#amount-{OTHER}")).unchecked_into();
    assert_eq!(field.value(), "53,00", "the suggestion of the other account");
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
    let field: HtmlInputElement = app.one(&format!("#amount-{ACCOUNT}")).unchecked_into();
    page::type_in(&field, "").await;
    let press = || app.one(".thumb button").click();
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
    assert!(!app.has("header.app-bar"));
}

#[wasm_bindgen_test]
async fn without_a_session_the_saved_notices_and_a_link_to_the_sign_in_page_are_shown() {
    answers(true);
    let saved = start().await;
    drop(saved);
    answers(false);
    let app = start_again().await;
    assert_eq!(app.heading(), messages::of(Language::It).sign_in.title);
    app.one(&format!("a[href='/sportello/{TOP_UP}']"));
    let link = app.one("a[rel=external].btn");
    assert_eq!(link.get_attribute("href").as_deref(), Some("/accesso?poi=/"));
}
