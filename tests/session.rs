//! The session, and what depends on it, with fixed answers in place of the gateway.
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
    ACCOUNTS, SESSION, TOP_UP, answers, cut_off, hold, refuse, release, run, session, set_answer,
    wait_until_held,
};
use gloo_timers::future::TimeoutFuture;
use leptos::{mount::mount_to, prelude::*, task::spawn_local};
use page::settle;
use ricarica::{
    client::Client,
    state::{CurrentSession, SavedNotices, TopUpsState, session::Gate},
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const OTHER_MARK: &str = "01JD3Z8K0V7Q2M5N9R4T6W8Y0N";

fn session_of(mark: &str, expires_in: u32) -> contract::Session {
    serde_json::from_value(session(mark, expires_in)).unwrap()
}

/// A session of `expires_in` seconds, its client, and the owner of both.
fn signed_in(expires_in: u32) -> (CurrentSession, Client, Owner) {
    answers(true);
    run("localStorage.clear(); sessionStorage.clear();");
    // Mounting starts the executor of tasks.
    mount_to(web_sys::window().unwrap().document().unwrap().body().unwrap(), || ()).forget();
    let owner = Owner::new();
    let (current, client) = owner.with(|| {
        let current = CurrentSession::of(session_of(TOP_UP, expires_in));
        (current, Client::new(Language::It, Callback::new(move |()| current.end())))
    });
    (current, client, owner)
}

#[wasm_bindgen_test]
fn a_late_answer_without_a_session_does_not_change_a_sign_out() {
    let (current, _, _owner) = signed_in(1800);
    current.sign_out_locally();
    current.end();
    assert_eq!(untrack(|| current.gate()), Gate::Wait);
    let navigated = run(
        "return window.navigated.map((one) => new URL(one)).map((one) => one.pathname + one.search).join()",
    );
    assert_eq!(navigated, "/accesso?fine=uscita");
}

#[wasm_bindgen_test]
async fn a_second_answer_without_a_session_notifies_no_page() {
    let (current, _, owner) = signed_in(1800);
    let runs = Rc::new(Cell::new(0));
    owner.with(|| {
        let runs = Rc::clone(&runs);
        Effect::new(move |_| {
            current.gate();
            runs.set(runs.get() + 1);
        });
    });
    settle().await;
    current.end();
    settle().await;
    assert!(untrack(|| current.has_ended()));
    current.end();
    settle().await;
    assert!(untrack(|| current.has_ended()));
    assert_eq!(runs.get(), 2, "at first and at the end of the session");
}

#[wasm_bindgen_test]
async fn the_warning_ends_with_the_session() {
    for end in [CurrentSession::end, CurrentSession::sign_out_locally] {
        let (current, client, _owner) = signed_in(2);
        set_answer(SESSION, &session(TOP_UP, 1));
        spawn_local(current.watch(client));
        TimeoutFuture::new(1300).await;
        assert!(untrack(|| current.is_ending()));
        end(current);
        assert!(!untrack(|| current.is_ending()));
    }
}

#[wasm_bindgen_test]
async fn a_late_answer_does_not_replace_a_newer_session() {
    let (current, client, _owner) = signed_in(1800);
    hold(SESSION);
    spawn_local(async move { drop(current.read(client).await) });
    wait_until_held(SESSION).await;
    run(&format!("window.hold.delete('{SESSION}');"));
    current.read(client).await.unwrap();
    cut_off(SESSION);
    release(SESSION).await;
    assert_eq!(untrack(|| current.gate()), Gate::Open);
}

#[wasm_bindgen_test]
async fn an_answer_after_signing_out_does_not_sign_in_again() {
    let (current, client, _owner) = signed_in(1800);
    hold(SESSION);
    spawn_local(async move { drop(current.read(client).await) });
    wait_until_held(SESSION).await;
    current.sign_out_locally();
    release(SESSION).await;
    assert_eq!(untrack(|| current.gate()), Gate::Wait);
}

#[wasm_bindgen_test]
async fn prolonging_ends_with_the_answer() {
    let (current, client, _owner) = signed_in(1800);
    let result = Rc::new(Cell::new(None));
    let prolong = {
        let result = Rc::clone(&result);
        move || {
            let result = Rc::clone(&result);
            spawn_local(async move { result.set(Some(current.prolong(client).await.is_ok())) });
        }
    };
    prolong();
    settle().await;
    assert_eq!(result.get(), Some(true));
    refuse(ACCOUNTS, ProblemKind::Unavailable);
    prolong();
    settle().await;
    assert_eq!(result.get(), Some(false));
}

#[wasm_bindgen_test]
async fn a_top_up_is_saved_only_for_the_guardian_who_asked_for_it() {
    let (current, client, owner) = signed_in(1800);
    let saved_notices = owner.with(SavedNotices::open);
    let top_ups = TopUpsState::new(current, saved_notices);
    let id = TOP_UP.parse().unwrap();
    let name = format!("GET /api/v1/top-ups/{TOP_UP}");
    hold(&name);
    spawn_local(async move { drop(top_ups.read(client, &TOP_UP.parse().unwrap()).await) });
    wait_until_held(&name).await;
    current.begin(session_of(OTHER_MARK, 1800));
    release(&name).await;
    assert!(saved_notices.find_untracked(&id).is_none());
    top_ups.read(client, &id).await.unwrap();
    assert_eq!(saved_notices.find_untracked(&id).unwrap().owner.as_str(), OTHER_MARK);
}
