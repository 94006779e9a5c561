//! Where the keyboard and the screen reader are.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{FocusOptions, HtmlElement};

/// So long a screen reader has to notice that what had the focus is gone.
const GONE_MS: u32 = 200;

fn element(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens the `<details>` with this id, and takes the reader there. Nothing happens where there is none.
pub fn open(id: &str) {
    let Some(details) = element(id) else { return };
    // Only an invalid name can fail.
    let _ = details.set_attribute("open", "");
    let summary = details.first_element_child().and_then(|first| first.dyn_into::<HtmlElement>().ok());
    if let Some(summary) = summary {
        let _ = summary.focus();
        summary.scroll_into_view();
    }
}

/// Moves the focus to the element with this id. Nothing happens where there is none.
pub fn focus(id: &str) {
    let element = element(id);
    if let Some(element) = element {
        // A detached or hidden element refuses the focus: then it stays where it is.
        let _ = element.focus();
    }
}

/// Takes the reader to a heading that has just come in place of what had the focus, by way of the `<main>` around it.
///
/// Orca looks for a place of its own when what has the focus is taken away: it finds the new heading, says nothing of it,
/// and takes the focus that comes there afterwards for no news (heard with Orca 43). From `<main>` to the heading is news,
/// unless Orca has followed Firefox's caret there before: seven times of eight the heading was read out.
pub fn arrive(heading: &HtmlElement) {
    let main = heading.closest("main").ok().flatten().and_then(|main| main.dyn_into::<HtmlElement>().ok());
    let Some(main) = main else {
        // A heading that has just been removed refuses: another page is being shown.
        let _ = heading.focus();
        return;
    };
    let options = FocusOptions::new();
    // It may be taller than the screen: what is to be seen is its heading.
    options.set_prevent_scroll(true);
    let _ = main.focus_with_options(&options);
    let heading = heading.clone();
    spawn_local(async move {
        TimeoutFuture::new(GONE_MS).await;
        // A reader who has moved on meanwhile stays there.
        let active = web_sys::window().and_then(|window| window.document()?.active_element());
        if active.is_some_and(|active| active.is_same_node(Some(&main))) {
            let _ = heading.focus();
        }
    });
}
