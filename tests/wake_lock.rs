//! The screen's wake lock in a real browser, whose own ability is replaced by one that counts.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::Language;
use leptos::prelude::*;
use page::{Page, settle};
use ricarica::browser::wake_lock::WakeLock;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Runs a script of the page.
fn run(script: &str) -> JsValue {
    js_sys::Function::new_no_args(script).call0(&JsValue::NULL).unwrap()
}

/// Puts `wakeLock` in place.
fn install(value: &str) {
    run("window.asked = 0; window.locks = [];");
    let script = [
        "Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: ",
        value,
        " }); Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => window.seen });\
         window.seen = 'visible';",
    ]
    .concat();
    run(&script);
}

const WORKING: &str = "{ request: async (kind) => {
    window.asked += 1;
    if (kind !== 'screen') throw new Error(kind);
    const lock = { released: false, release: async () => { lock.released = true; } };
    window.locks.push(lock);
    return lock;
} }";

fn number(script: &str) -> f64 {
    run(script).as_f64().unwrap()
}

fn held() -> f64 {
    number("return window.locks.filter((lock) => !lock.released).length")
}

fn asked() -> f64 {
    number("return window.asked")
}

fn awake() -> Page {
    Page::show(Language::It, || {
        WakeLock::while_mounted();
        view! { <p>"…"</p> }
    })
}

#[wasm_bindgen_test]
async fn the_screen_stays_awake_as_long_as_the_component_stands() {
    install(WORKING);
    let page = awake();
    settle().await;
    assert_eq!((asked(), held()), (1.0, 1.0));
    drop(page);
    settle().await;
    assert_eq!(held(), 0.0);
    run("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    settle().await;
    assert_eq!(asked(), 1.0, "nobody is left who would ask");
}

#[wasm_bindgen_test]
async fn it_is_taken_again_when_the_page_is_seen_again_and_never_twice() {
    install(WORKING);
    let page = awake();
    settle().await;
    // Still held: another look changes nothing.
    run("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    settle().await;
    assert_eq!(asked(), 1.0);
    // What browsers do to a page that is hidden.
    run("window.seen = 'hidden'; window.locks[0].released = true;
         document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    settle().await;
    assert_eq!(asked(), 1.0, "a hidden page asks for nothing");
    run("window.seen = 'visible';
         document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
         window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    settle().await;
    assert_eq!(held(), 1.0);
    drop(page);
    settle().await;
    assert_eq!(held(), 0.0);
}

#[wasm_bindgen_test]
async fn a_lock_that_comes_after_the_component_s_end_is_given_back() {
    install(
        "{ request: () => new Promise((give) => { window.asked += 1; window.give = () => {
            const lock = { released: false, release: async () => { lock.released = true; } };
            window.locks.push(lock);
            give(lock);
        }; }) }",
    );
    drop(awake());
    run("window.give()");
    settle().await;
    assert_eq!((asked(), held(), number("return window.locks.length")), (1.0, 0.0, 1.0));
}

#[wasm_bindgen_test]
async fn a_refusal_or_a_browser_without_it_is_no_error() {
    for lacking in [
        "{ request: async () => { throw new DOMException('no', 'NotAllowedError'); } }",
        "{ request: () => { throw new Error('at once'); } }",
        "{}",
        "undefined",
    ] {
        install(lacking);
        let page = awake();
        settle().await;
        assert_eq!(page.text(), "…", "{lacking}");
    }
}

#[wasm_bindgen_test]
async fn the_browser_s_own_ability_is_asked_without_an_error() {
    run("delete navigator.wakeLock; delete document.visibilityState");
    let page = awake();
    settle().await;
    assert_eq!(page.text(), "…");
}
