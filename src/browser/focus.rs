//! Where the keyboard and the screen reader are.

use wasm_bindgen::JsCast;

/// Moves the focus to the element with this id. Nothing happens where there is none.
pub fn focus(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        // A detached or hidden element refuses the focus: then it stays where it is.
        let _ = element.focus();
    }
}
