//! The heading sets the title, and takes the focus after a navigation but not after loading.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::Language;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use page::{Page, settle};
use ricarica::components::{FirstScreen, PageHeading};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn focused() -> Option<String> {
    web_sys::window().unwrap().document().unwrap().active_element().map(|element| element.tag_name())
}

fn focus(element: &web_sys::Element) {
    element.unchecked_ref::<web_sys::HtmlElement>().focus().unwrap();
}

#[wasm_bindgen_test]
async fn the_focus_moves_to_the_heading_of_every_page_but_the_first() {
    let second = RwSignal::new(false);
    let _page = Page::show(Language::Fr, move || {
        provide_context(FirstScreen::new(true));
        move || match second.get() {
            false => view! { <PageHeading title="Comptes" /> }.into_any(),
            true => view! { <PageHeading title="Historique" /> }.into_any(),
        }
    });
    settle().await;
    let document = web_sys::window().unwrap().document().unwrap();
    assert_eq!(document.title(), "Comptes – Ricarica");
    assert_ne!(focused().as_deref(), Some("H1"));
    second.set(true);
    settle().await;
    assert_eq!(document.title(), "Historique – Ricarica");
    assert_eq!(focused().as_deref(), Some("H1"));
}

/// A page whose `<main>` holds a button and, once `shown`, a heading in its place.
fn with_main(shown: RwSignal<bool>) -> Page {
    Page::show(Language::It, move || {
        provide_context(FirstScreen::new(false));
        view! {
            <main tabindex="-1">
                {move || match shown.get() {
                    false => view! { <button type="button">"Prima"</button> }.into_any(),
                    true => view! { <PageHeading title="Dopo" /> }.into_any(),
                }}
                <a href="/aiuto">"Aiuto"</a>
            </main>
        }
    })
}

#[wasm_bindgen_test]
async fn the_focus_rests_on_main_before_it_moves_to_the_heading() {
    let shown = RwSignal::new(false);
    let page = with_main(shown);
    focus(&page.one("button"));
    shown.set(true);
    settle().await;
    // The time that a screen reader needs (`browser::focus::arrive`).
    assert_eq!(focused().as_deref(), Some("MAIN"));
    TimeoutFuture::new(900).await;
    assert_eq!(focused().as_deref(), Some("H1"));
}

#[wasm_bindgen_test]
async fn a_focus_that_has_moved_on_stays() {
    let shown = RwSignal::new(false);
    let page = with_main(shown);
    shown.set(true);
    settle().await;
    focus(&page.one("a"));
    TimeoutFuture::new(900).await;
    assert_eq!(focused().as_deref(), Some("A"));
}
