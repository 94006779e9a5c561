//! The heading names the page, and takes the focus after a navigation but not on arrival.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::Language;
use leptos::prelude::*;
use page::{Page, settle};
use ricarica::components::{FirstScreen, PageHeading};
use ricarica::dom::{dynamic, view};
use ricarica::signal::RwSignal;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn focused() -> Option<String> {
    web_sys::window().unwrap().document().unwrap().active_element().map(|element| element.tag_name())
}

#[wasm_bindgen_test]
async fn the_focus_moves_to_the_heading_of_every_page_but_the_first() {
    let second = RwSignal::new(false);
    let _page = Page::show(Language::Fr, move || {
        provide_context(FirstScreen::new(true));
        dynamic(move || match second.get() {
            false => view! { <PageHeading title="Comptes" /> },
            true => view! { <PageHeading title="Historique" /> },
        })
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
