//! The screen's wake lock in a real browser, whose API is replaced by one that counts.
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

/// Replaces `navigator.wakeLock` and `document.visibilityState`.
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
async fn the_screen_stays_awake_while_the_component_is_mounted() {
    install(WORKING);
    let page = awake();
    settle().await;
    assert_eq!((asked(), held()), (1.0, 1.0));
    drop(page);
    settle().await;
    assert_eq!(held(), 0.0);
    run("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    settle().await;
    assert_eq!(asked(), 1.0, "an unmounted component requests nothing");
}

#[wasm_bindgen_test]
async fn the_lock_is_requested_again_when_the_page_is_visible_and_never_twice() {
    install(WORKING);
    let page = awake();
    settle().await;
    // The lock is still held, so nothing is requested.
    run("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    settle().await;
    assert_eq!(asked(), 1.0);
    // Browsers release the lock of a hidden page.
    run("window.seen = 'hidden'; window.locks[0].released = true;
         document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    settle().await;
    assert_eq!(asked(), 1.0, "a hidden page requests nothing");
    run("window.seen = 'visible';
         document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
         window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    settle().await;
    assert_eq!((asked(), held()), (2.0, 1.0));
    drop(page);
    settle().await;
    assert_eq!(held(), 0.0);
}

#[wasm_bindgen_test]
async fn a_lock_that_arrives_after_unmounting_is_released() {
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
async fn a_refusal_or_a_missing_api_is_no_error() {
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
async fn the_browser_s_own_api_is_requested_without_an_error() {
    run("delete navigator.wakeLock; delete document.visibilityState");
    let page = awake();
    settle().await;
    assert_eq!(page.text(), "…");
}
