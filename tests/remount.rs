//! Views that are mounted again, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::Language;
use leptos::prelude::*;
use page::{Page, settle};
use ricarica::components::remount;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Clone, Copy)]
struct Given(u32);

#[wasm_bindgen_test]
async fn each_change_makes_new_elements_even_of_an_equal_value() {
    let sentence = RwSignal::new(Some("a"));
    let page = Page::show(Language::It, move || {
        let alert = remount(
            move || sentence.get(),
            |sentence| sentence.map(|sentence| view! { <p role="alert">{sentence}</p> }),
        );
        view! { <i>"<"</i>{alert}<i>">"</i> }
    });
    let mut before = page.one("[role=alert]");
    for next in ["b", "b", "c"] {
        sentence.set(Some(next));
        settle().await;
        let now = page.one("[role=alert]");
        assert!(!now.is_same_node(Some(&before)), "{next}");
        assert_eq!(page.text(), ["<", next, ">"].concat());
        before = now;
    }
    sentence.set(None);
    settle().await;
    assert_eq!(page.text(), "<>");
}

#[wasm_bindgen_test]
async fn a_replaced_view_no_longer_runs() {
    let (shown, signal, runs) = (RwSignal::new(true), RwSignal::new(0), StoredValue::new(0));
    let _page = Page::show(Language::It, move || {
        remount(
            move || shown.get(),
            move |shown| {
                let counted = move || {
                    runs.update_value(|runs| *runs += 1);
                    signal.get().to_string()
                };
                shown.then_some(counted)
            },
        )
    });
    assert_eq!(runs.get_value(), 1);
    signal.set(1);
    settle().await;
    assert_eq!(runs.get_value(), 2);
    shown.set(false);
    settle().await;
    signal.set(2);
    settle().await;
    assert_eq!(runs.get_value(), 2);
}

#[wasm_bindgen_test]
async fn a_context_provided_inside_reaches_views_that_are_shown_later() {
    let (number, open) = (RwSignal::new(1), RwSignal::new(false));
    let page = Page::show(Language::It, move || {
        remount(
            move || number.get(),
            move |number| {
                provide_context(Given(number));
                move || open.get().then(|| expect_context::<Given>().0.to_string())
            },
        )
    });
    open.set(true);
    settle().await;
    assert_eq!(page.text(), "1");
    number.set(2);
    settle().await;
    assert_eq!(page.text(), "2");
}
