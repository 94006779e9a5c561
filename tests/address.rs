//! Links, the address bar and the Back button, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::Language;
use leptos::{ev, prelude::*};
use page::{Page, settle};
use ricarica::browser::address::Address;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, MouseEvent, MouseEventInit};

wasm_bindgen_test_configure!(run_in_browser);

thread_local! {
    /// The address of the page that was mounted last.
    static ADDRESS: RefCell<Option<Address>> = const { RefCell::new(None) };
}

/// A page of links. It first lets the page of the last test unmount.
async fn links() -> Page {
    settle().await;
    Page::show(Language::It, || {
        ADDRESS.set(Some(Address::follow()));
        view! {
            <a id="own" href="/ricarica?conti=A,B"><b>"within"</b></a>
            <a id="jump" href="#content">"jump"</a>
            <a id="call" href="tel:+390166000000">"call"</a>
            <a id="other" href="//example.org/">"other"</a>
            <a id="out" href="/storico" rel="external">"out"</a>
        }
    })
}

fn address() -> Address {
    ADDRESS.with_borrow(|address| address.unwrap())
}

fn shown() -> String {
    address().get_untracked()
}

fn bar() -> String {
    web_sys::window().unwrap().location().pathname().unwrap()
}

/// Clicks, and returns whether the app handles the click. The browser does not handle it: it would leave the test page.
fn app_handles_click(element: &HtmlElement, with: impl FnOnce(&MouseEventInit)) -> bool {
    let handled = RwSignal::new(false);
    let last = window_event_listener(ev::click, move |click| {
        handled.set(click.default_prevented());
        click.prevent_default();
    });
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    with(&init);
    element.dispatch_event(&MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap()).unwrap();
    last.remove();
    handled.get_untracked()
}

#[wasm_bindgen_test]
async fn an_app_link_shows_another_page_without_loading_and_back_returns() {
    let page = links().await;
    let before = bar();
    // A tap may hit an element inside the link.
    assert!(app_handles_click(&page.one("#own b").unchecked_into(), |_| {}));
    // The browser calls for the page in its next frame.
    for _ in 0..50 {
        settle().await;
    }
    assert_eq!((shown().as_str(), bar().as_str()), ("/ricarica?conti=A,B", "/ricarica"));
    web_sys::window().unwrap().history().unwrap().back().unwrap();
    for _ in 0..50 {
        settle().await;
    }
    assert_eq!((shown(), bar()), (before.clone(), before));
}

#[wasm_bindgen_test]
async fn every_other_link_is_left_to_the_browser() {
    let page = links().await;
    for id in ["#jump", "#call", "#other", "#out"] {
        assert!(!app_handles_click(&page.one(id).unchecked_into(), |_| {}), "{id}");
    }
}

#[wasm_bindgen_test]
async fn a_click_for_another_tab_is_left_to_the_browser() {
    let page = links().await;
    let own: HtmlElement = page.one("#own").unchecked_into();
    assert!(!app_handles_click(&own, |click| click.set_ctrl_key(true)));
    assert!(!app_handles_click(&own, |click| click.set_meta_key(true)));
    assert!(!app_handles_click(&own, |click| click.set_shift_key(true)));
    assert!(!app_handles_click(&own, |click| click.set_button(1)));
}

#[wasm_bindgen_test]
async fn back_skips_a_replaced_page() {
    let _page = links().await;
    let before = bar();
    address().go("/aiuto");
    address().replace("/storico");
    assert_eq!(bar(), "/storico");
    web_sys::window().unwrap().history().unwrap().back().unwrap();
    for _ in 0..50 {
        settle().await;
    }
    assert_eq!((shown(), bar()), (before.clone(), before));
}
