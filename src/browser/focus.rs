//! Moves the keyboard focus.

use super::reflect;
use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{FocusOptions, HtmlElement};

/// The time that a screen reader needs to notice that the focused element is gone.
const GONE_MS: u32 = 700;
/// The time until an error that was just rendered is in the browser's accessibility tree.
const RENDERED_MS: u32 = 50;

fn element(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens the `<details>` with this id, and moves the focus to its summary. Does nothing if it is missing.
pub fn open(id: &str) {
    let Some(details) = element(id) else { return };
    // Only an invalid attribute name can fail.
    let _ = details.set_attribute("open", "");
    let summary = details.first_element_child().and_then(|first| first.dyn_into::<HtmlElement>().ok());
    if let Some(summary) = summary {
        let _ = summary.focus();
        summary.scroll_into_view();
    }
}

/// Moves the focus to the element with this id. Does nothing if it is missing.
pub fn focus(id: &str) {
    let element = element(id);
    if let Some(element) = element {
        // A detached or hidden element refuses the focus, which then stays where it is.
        let _ = element.focus();
    }
}

/// Moves the focus to a field with a wrong value, and selects it, so that typing replaces it. A moment later, so that
/// screen readers read the new error once, with the field.
pub fn correct(id: String) {
    spawn_local(async move {
        TimeoutFuture::new(RENDERED_MS).await;
        let Some(field) = element(&id) else { return };
        let _ = field.focus();
        if let Ok(input) = field.dyn_into::<web_sys::HtmlInputElement>() {
            input.select();
        }
    });
}

/// Moves the focus to a new heading that has replaced the focused element: first to the `<main>` around it, then to the
/// heading.
///
/// When the focused element is removed, Orca moves to the new heading by itself and does not read it; a focus on the
/// heading afterwards is then no change for it. The step through `<main>` makes it a change. Orca's own keys put the
/// browser's selection into the pressed link; when that goes, Firefox moves it behind the new heading, and Orca follows.
/// So the selection is removed before each step (heard with Orca 43 and Firefox: eight times of eight, and never
/// without, or with 200 ms).
pub fn arrive(heading: &HtmlElement) {
    let main = heading.closest("main").ok().flatten().and_then(|main| main.dyn_into::<HtmlElement>().ok());
    let Some(main) = main else {
        // A heading that was just removed refuses the focus: another page is shown.
        let _ = heading.focus();
        return;
    };
    let options = FocusOptions::new();
    // `<main>` may be taller than the screen, and its heading has to stay visible.
    options.set_prevent_scroll(true);
    remove_selection();
    let _ = main.focus_with_options(&options);
    let heading = heading.clone();
    spawn_local(async move {
        TimeoutFuture::new(GONE_MS).await;
        // If the reader has moved the focus meanwhile, it stays there.
        let active = web_sys::window().and_then(|window| window.document()?.active_element());
        if active.is_some_and(|active| active.is_same_node(Some(&main))) {
            remove_selection();
            let _ = heading.focus();
        }
    });
}

fn remove_selection() {
    let Some(window) = web_sys::window() else { return };
    if let Some(Ok(selection)) = reflect::call(&window, "getSelection", &Array::new()) {
        // A frame that is not shown has no selection.
        let _ = reflect::call(&selection, "removeAllRanges", &Array::new());
    }
}
