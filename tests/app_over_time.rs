//! The app while answers, languages and sessions change, in a real browser with fixed answers in place of the gateway.
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
    ACCOUNT, ACCOUNTS, OTHER, SESSION, TOP_UP, TOP_UPS, account, answers, count, cut_off, focused, hold,
    panics, refuse, release, restore_from_bfcache, run, session, set_answer, start, start_again,
    texts_of_languages, top_up, wait_until_held, watch_panics,
};
use gloo_timers::future::TimeoutFuture;
use page::settle;
use ricarica::{browser::storage::Storage, messages};
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlInputElement;

wasm_bindgen_test_configure!(run_in_browser);

const CHECKOUTS: &str = "POST /api/v1/checkouts";
/// A newer id than the others.
const NEWER: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0Z";

const MOVEMENTS: &str = "GET /api/v1/movements";

/// A page of movements with these top-ups.
fn movements(ids: &[&str]) -> serde_json::Value {
    let items = ids.iter().map(|id| {
        json!({
            "id": id, "kind": "top_up", "account_id": ACCOUNT, "children": ["Anna"], "service": { "it": "Mensa" },
            "day": "2026-11-23", "amount": { "amount": "25.00", "currency": "EUR" }, "top_up": top_up(id),
        })
    });
    let money = json!({ "amount": "0.00", "currency": "EUR" });
    let months = json!([{ "month": "2026-11", "credited": money, "charged": money }]);
    json!({ "items": items.collect::<Vec<_>>(), "months": months, "years": [2026] })
}

/// Opens the page of the notice.
async fn notice_page() -> fake_gateway::Mounted {
    let app = start().await;
    app.follow(&format!("/avviso/{TOP_UP}")).await;
    app
}

#[wasm_bindgen_test]
async fn an_answer_without_a_session_after_the_end_of_the_session_breaks_nothing() {
    answers(true);
    watch_panics();
    set_answer(SESSION, &session(TOP_UP, 4));
    let app = start().await;
    hold(SESSION);
    wait_until_held(SESSION).await;
    // Another request ends the session first.
    refuse(MOVEMENTS, ProblemKind::NotSignedIn);
    app.follow("/storico").await;
    refuse(SESSION, ProblemKind::NotSignedIn);
    release(SESSION).await;
    assert_eq!(panics(), 0.0);
    let texts = messages::of(Language::It);
    assert_eq!(app.heading(), texts.sign_in.title);
    // Without a session there are no tabs.
    run("history.pushState(null, '', '/aiuto'); window.dispatchEvent(new PopStateEvent('popstate'));");
    app.rest().await;
    assert_eq!(app.heading(), texts.help.title);
}

#[wasm_bindgen_test]
async fn an_answer_without_a_session_after_a_change_of_language_ends_the_session() {
    answers(true);
    watch_panics();
    texts_of_languages();
    let app = start().await;
    hold(MOVEMENTS);
    app.follow("/storico").await;
    app.follow("/profilo").await;
    app.choose(Language::En);
    app.rest().await;
    refuse(MOVEMENTS, ProblemKind::NotSignedIn);
    release(MOVEMENTS).await;
    app.rest().await;
    assert_eq!(panics(), 0.0);
    assert_eq!(app.heading(), messages::of(Language::En).sign_in.title);
}

#[wasm_bindgen_test]
async fn of_two_choices_of_a_language_the_second_stays() {
    answers(true);
    texts_of_languages();
    let app = start().await;
    app.follow("/profilo").await;
    app.choose(Language::Fr);
    app.choose(Language::En);
    app.rest().await;
    assert_eq!(app.heading(), messages::of(Language::En).profile.title);
    assert_eq!(Storage::Local.get_text("ricarica.language").as_deref(), Some("en"));
}

#[wasm_bindgen_test]
async fn the_timer_of_an_earlier_redirect_does_not_free_the_button() {
    answers(true);
    let checkout = json!({
        "id": NEWER, "redirect_url": "http://localhost/pay", "expires_at": "2999-01-01T00:00:00Z", "top_up_ids": [TOP_UP],
    });
    set_answer(CHECKOUTS, &checkout);
    let app = notice_page().await;
    let texts = messages::of(Language::It);
    app.button(texts.top_up.next).click();
    app.rest().await;
    assert_eq!(run("return window.navigated.length"), 1.0);
    // Back from the payment page.
    restore_from_bfcache();
    settle().await;
    hold(CHECKOUTS);
    app.button(texts.top_up.next).click();
    wait_until_held(CHECKOUTS).await;
    TimeoutFuture::new(8000).await;
    assert_eq!(count(CHECKOUTS), 2);
    let busy = app.one("main button[aria-disabled=true]");
    assert!(busy.text_content().unwrap().contains(texts.top_up.next_busy));
}

#[wasm_bindgen_test]
async fn waiting_for_the_platform_takes_the_focus_only_once() {
    answers(true);
    let mut opening = top_up(TOP_UP);
    opening["state"] = json!("opening");
    set_answer("POST /api/v1/top-ups", &opening);
    set_answer(&format!("GET /api/v1/top-ups/{TOP_UP}"), &opening);
    let app = start().await;
    app.follow(&format!("/ricarica/{ACCOUNT}")).await;
    let field: HtmlInputElement = app.one(&format!("#amount-{ACCOUNT}")).unchecked_into();
    page::type_in(&field, "25,00").await;
    app.one(".thumb button").click();
    app.rest().await;
    assert_eq!(focused().unwrap().id(), "top-up-notes");
    app.one("h1").focus().unwrap();
    TimeoutFuture::new(2500).await;
    assert!(count(&format!("GET /api/v1/top-ups/{TOP_UP}")) >= 2, "it has asked again");
    assert_eq!(focused().unwrap().tag_name(), "H1");
}

#[wasm_bindgen_test]
async fn a_mail_that_is_asked_for_again_keeps_its_key_while_the_notice_changes() {
    let emails = format!("POST /api/v1/top-ups/{TOP_UP}/notice/emails");
    answers(true);
    cut_off(&emails);
    let app = notice_page().await;
    let words = &messages::of(Language::It).notice;
    app.button(words.letter_email.send).click();
    app.rest().await;
    let mut silent = top_up(TOP_UP);
    silent["platform_silent"] = json!(true);
    set_answer(&format!("GET /api/v1/top-ups/{TOP_UP}"), &silent);
    restore_from_bfcache();
    app.rest().await;
    assert!(app.text("main").contains(words.silent));
    app.button(words.letter_email.send).click();
    settle().await;
    let keys = format!(
        "const keys = window.requests.filter((one) => one.name === '{emails}').map((one) => one.key);
         return keys.length === 2 && keys[0] !== null && keys[0] === keys[1];"
    );
    assert!(run(&keys).is_truthy());
}

#[wasm_bindgen_test]
async fn a_link_in_a_list_keeps_the_focus_when_the_list_changes() {
    answers(true);
    let app = start().await;
    // One more top-up at the top of each list, and another balance.
    let newer = json!({ "items": [top_up(NEWER), top_up(TOP_UP)] });
    let richer = json!({ "items": [account(ACCOUNT, "Anna", "99.00"), account(OTHER, "Luca", "7.20")] });
    for (page, link, text) in [
        ("/", format!("ul.accounts a[href='/ricarica/{ACCOUNT}']"), "99,00"),
        ("/", format!(".open-top-ups a[href='/avviso/{TOP_UP}']"), "25,00"),
        ("/storico", format!(".history a[href='/avviso/{TOP_UP}']"), "25,00"),
    ] {
        set_answer(TOP_UPS, &json!({ "items": [top_up(TOP_UP)] }));
        set_answer(MOVEMENTS, &movements(&[TOP_UP]));
        let accounts = [account(ACCOUNT, "Anna", "7.20"), account(OTHER, "Luca", "7.20")];
        set_answer(ACCOUNTS, &json!({ "items": accounts }));
        app.follow("/aiuto").await;
        app.follow(page).await;
        restore_from_bfcache();
        app.rest().await;
        app.one(&link).focus().unwrap();
        let before = focused().unwrap();
        set_answer(TOP_UPS, &newer);
        set_answer(MOVEMENTS, &movements(&[NEWER, TOP_UP]));
        set_answer(ACCOUNTS, &richer);
        restore_from_bfcache();
        app.rest().await;
        assert!(app.text("main").contains(text), "{link}");
        assert!(app.has(&format!("li a[href='/avviso/{NEWER}']")));
        assert!(focused().unwrap().is_same_node(Some(&before)), "{link}");
        assert!(app.one(&link).is_same_node(Some(&before)), "{link}");
    }
}

#[wasm_bindgen_test]
async fn a_saved_notice_keeps_the_focus_when_another_is_saved() {
    answers(true);
    drop(start().await);
    answers(false);
    let app = start_again().await;
    let words = &messages::of(Language::It).notice;
    app.button(words.letter.download);
    let link = format!(".saved-notice-list a[href='/sportello/{TOP_UP}']");
    app.one(&link).focus().unwrap();
    let before = focused().unwrap();
    let saved = Storage::Local.get_text(&format!("ricarica.notice.1.{TOP_UP}")).unwrap();
    Storage::Local.set_text(&format!("ricarica.notice.1.{NEWER}"), &saved.replace(TOP_UP, NEWER));
    run("window.dispatchEvent(new StorageEvent('storage', { key: 'ricarica.notice.1' }));");
    settle().await;
    app.one(&format!(".saved-notice-list a[href='/sportello/{NEWER}']"));
    assert!(app.one(&link).is_same_node(Some(&before)));
    assert!(focused().unwrap().is_same_node(Some(&before)));
    // The change of one notice changes only its own row.
    let saved = saved.replace("25.00", "26.00");
    Storage::Local.set_text(&format!("ricarica.notice.1.{TOP_UP}"), &saved);
    run("window.dispatchEvent(new StorageEvent('storage', { key: 'ricarica.notice.1' }));");
    settle().await;
    assert!(app.text(&link).contains("26,00"));
    assert!(focused().unwrap().is_same_node(Some(&before)));
}

#[wasm_bindgen_test]
async fn a_return_from_the_back_forward_cache_sends_each_request_once() {
    answers(true);
    let app = start().await;
    for (page, request) in [
        ("/", ACCOUNTS),
        ("/storico", MOVEMENTS),
        (&format!("/avviso/{TOP_UP}"), &format!("GET /api/v1/top-ups/{TOP_UP}")),
    ] {
        app.follow("/").await;
        if page != "/" {
            app.follow(page).await;
        }
        let before = count(request);
        restore_from_bfcache();
        app.rest().await;
        assert_eq!(count(request), before + 1, "{page}");
    }
}

#[wasm_bindgen_test]
async fn a_notice_that_the_platform_no_longer_has_is_cancelled() {
    let (read, cancel) =
        (format!("GET /api/v1/top-ups/{TOP_UP}"), format!("DELETE /api/v1/top-ups/{TOP_UP}"));
    answers(true);
    let app = notice_page().await;
    let texts = messages::of(Language::It);
    let mut changed = top_up(TOP_UP);
    changed["state"] = json!("anomalous");
    changed["anomaly"] = json!("absent");
    set_answer(&read, &changed);
    restore_from_bfcache();
    app.rest().await;
    assert!(app.text("div[role=status].visually-hidden").contains(texts.states.absent), "it is announced");
    app.button(texts.notice.cancel).click();
    set_answer(&cancel, &json!(null));
    changed["state"] = json!("cancelled");
    changed.as_object_mut().unwrap().remove("anomaly");
    set_answer(&read, &changed);
    app.button(texts.notice.cancel_yes).click();
    app.rest().await;
    assert_eq!(count(&cancel), 1);
    assert!(app.text("main").contains(texts.states.cancelled.meaning));
}

#[wasm_bindgen_test]
async fn a_list_that_could_not_be_read_again_says_so_and_goes_on_asking() {
    answers(true);
    let app = start().await;
    for (page, request) in [("/", ACCOUNTS), ("/storico", MOVEMENTS)] {
        app.follow("/aiuto").await;
        app.follow(page).await;
        refuse(request, ProblemKind::Unavailable);
        restore_from_bfcache();
        app.rest().await;
        let stale = messages::of(Language::It).notice.stale;
        assert!(app.text("main .strip").contains(stale), "{page}");
        let before = count(request);
        TimeoutFuture::new(5000).await;
        assert_eq!(count(request), before + 1, "{page}");
        run(&format!("delete window.problems['{request}'];"));
        TimeoutFuture::new(5500).await;
        assert_eq!(count(request), before + 2, "{page}");
        assert!(!app.has("main .strip"), "{page}");
    }
}

#[wasm_bindgen_test]
async fn a_session_that_cannot_be_prolonged_says_why() {
    answers(true);
    set_answer(SESSION, &session(TOP_UP, 4));
    let app = start().await;
    set_answer(SESSION, &session(TOP_UP, 1));
    TimeoutFuture::new(1500).await;
    let texts = messages::of(Language::It);
    refuse(ACCOUNTS, ProblemKind::Unavailable);
    app.button(texts.sign_in.stay).click();
    settle().await;
    let text = app.text("main [role=alert].alert-danger");
    assert_eq!(text, texts.problems.of(ProblemKind::Unavailable).what);
}
