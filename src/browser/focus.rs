//! Where the keyboard and the screen reader are.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
