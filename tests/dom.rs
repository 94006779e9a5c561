//! What `view!` builds, in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers may stop at the first surprise")]

mod page;

use contract::Language;
use leptos::prelude::*;
use page::{Page, settle, tap};
use ricarica::dom::{Children, Dom, dynamic, view};
use ricarica::signal::RwSignal;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlInputElement;

wasm_bindgen_test_configure!(run_in_browser);

fn show(build: impl FnOnce() -> Dom + 'static) -> Page {
    Page::show(Language::It, build)
}

#[wasm_bindgen_test]
fn attributes_are_written_or_left_out() {
    let page = show(|| {
        let nothing: Option<&str> = None;
        view! { <input type="text" aria-label=["a", "b"].concat() readonly required=false title=nothing /> }
    });
    let field = page.one("input");
    assert_eq!(field.get_attribute("type").as_deref(), Some("text"));
    assert_eq!(field.get_attribute("aria-label").as_deref(), Some("ab"));
    assert_eq!(field.get_attribute("readonly").as_deref(), Some(""));
    assert!(!field.has_attribute("required") && !field.has_attribute("title"));
}

#[wasm_bindgen_test]
async fn attributes_classes_and_properties_follow_their_signals() {
    let (on, text) = (RwSignal::new(false), RwSignal::new("a".to_owned()));
    let page = show(move || {
        view! {
            <input class="field" class:wrong=on title=move || on.get().then_some("yes") prop:value=text />
        }
    });
    let field: HtmlInputElement = page.one("input").unchecked_into();
    assert_eq!((field.class_name().as_str(), field.value().as_str()), ("field", "a"));
    on.set(true);
    text.set("b".into());
    settle().await;
    assert_eq!(field.class_name(), "field wrong");
    assert_eq!(field.get_attribute("title").as_deref(), Some("yes"));
    assert_eq!(field.value(), "b");
    on.set(false);
    settle().await;
    assert_eq!((field.class_name().as_str(), field.has_attribute("title")), ("field", false));
}

#[wasm_bindgen_test]
async fn what_changes_is_replaced_and_what_stands_beside_it_stays() {
    let list = RwSignal::new(vec!["a", "b"]);
    let page = show(move || {
        let items = move || list.get().into_iter().map(|item| view! { <b>{item}</b> }).collect::<Dom>();
        view! { <p>"<"{items}">"</p> }
    });
    let paragraph = page.one("p");
    assert_eq!(paragraph.text_content().unwrap(), "<ab>");
    for (items, shown) in [(vec![], "<>"), (vec!["c"], "<c>"), (vec!["d", "e", "f"], "<def>")] {
        list.set(items);
        settle().await;
        assert_eq!(paragraph.text_content().unwrap(), shown);
    }
    assert!(page.one("p").is_same_node(Some(&paragraph)));
}

#[wasm_bindgen_test]
async fn a_part_within_a_part_is_replaced_with_it() {
    let (outer, inner) = (RwSignal::new(1), RwSignal::new(1));
    let page = show(move || {
        dynamic(move || {
            let outside = outer.get().to_string();
            view! { <i>{outside}</i>{move || ["/", &inner.get().to_string()].concat()} }
        })
    });
    for (signal, value, shown) in [(inner, 2, "1/2"), (outer, 5, "5/2"), (inner, 3, "5/3"), (outer, 6, "6/3")]
    {
        signal.set(value);
        settle().await;
        assert_eq!(page.text(), shown);
    }
}

/// Text that counts how often it was written.
fn counting(runs: RwSignal<u32>, signal: RwSignal<u32>) -> Dom {
    dynamic(move || {
        runs.update_untracked(|runs| *runs += 1);
        signal.get().to_string()
    })
}

#[wasm_bindgen_test]
async fn what_was_replaced_no_longer_runs() {
    let (shown, signal, runs) = (RwSignal::new(true), RwSignal::new(0), RwSignal::new(0));
    let _page = show(move || dynamic(move || shown.get().then(|| counting(runs, signal))));
    assert_eq!(runs.get_untracked(), 1);
    signal.set(1);
    settle().await;
    assert_eq!(runs.get_untracked(), 2);
    shown.set(false);
    settle().await;
    signal.set(2);
    settle().await;
    assert_eq!(runs.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn nothing_runs_after_the_page_is_gone() {
    let (signal, runs) = (RwSignal::new(0), RwSignal::new(0));
    let page = show(move || counting(runs, signal));
    drop(page);
    signal.set(1);
    settle().await;
    assert_eq!(runs.get_untracked(), 1);
}

#[component]
fn Twice(#[prop(into)] label: String, children: Children) -> Dom {
    view! { <section aria-label=label>{children.build()}{children.build()}</section> }
}

#[wasm_bindgen_test]
async fn a_component_takes_its_arguments_by_name_and_builds_its_children_as_often_as_it_wants() {
    let taps = RwSignal::new(0);
    let page = show(move || {
        view! {
            <Twice label="two">
                <button on:click=move |_| taps.update(|taps| *taps += 1)>"tap"</button>
                " "
            </Twice>
        }
    });
    assert_eq!(page.one("section[aria-label=two]").text_content().unwrap(), "tap tap ");
    tap(&page.button("tap")).await;
    assert_eq!(taps.get_untracked(), 1);
}

#[wasm_bindgen_test]
fn pictures_are_svg_and_not_unknown_html() {
    let page = show(|| view! { <svg viewBox="0 0 1 1"><path d="M0 0h1v1z" /></svg> });
    for name in ["svg", "path"] {
        assert_eq!(page.one(name).namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
    }
}

#[wasm_bindgen_test]
fn text_stays_text() {
    let page = show(|| view! { <p>{"<img src=x onerror=alert(1)>".to_owned()}</p> });
    assert_eq!(page.one("p").child_element_count(), 0);
    assert_eq!(page.one("p").text_content().unwrap(), "<img src=x onerror=alert(1)>");
}

#[wasm_bindgen_test]
fn what_is_absent_shows_nothing() {
    let nothing: Option<&str> = None;
    let page = show(move || view! { <p>{nothing}{()}</p> });
    assert_eq!(page.one("p").text_content().unwrap(), "");
}
