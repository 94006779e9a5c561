//! Moves the keyboard focus.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{FocusOptions, HtmlElement};

/// The time that a screen reader needs to notice that the focused element is gone.
const GONE_MS: u32 = 200;

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

/// Moves the focus to a new heading that has replaced the focused element: first to the `<main>` around it, then to the
/// heading.
///
/// When the focused element is removed, Orca moves to the new heading by itself and does not read it; a focus on the
/// heading afterwards is then no change for it (heard with Orca 43). The step through `<main>` makes it a change. The
/// heading was read out seven times of eight; it is not read if Orca has followed Firefox's caret to it before.
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
    let _ = main.focus_with_options(&options);
    let heading = heading.clone();
    spawn_local(async move {
        TimeoutFuture::new(GONE_MS).await;
        // If the reader has moved the focus meanwhile, it stays there.
        let active = web_sys::window().and_then(|window| window.document()?.active_element());
        if active.is_some_and(|active| active.is_same_node(Some(&main))) {
            let _ = heading.focus();
        }
    });
}
