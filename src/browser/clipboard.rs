//! Writes to the clipboard.

use wasm_bindgen_futures::JsFuture;

/// Copies `text` to the clipboard. `false` if the browser refuses (no permission, or no https).
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // On plain http the property is missing although web-sys promises it.
    let navigator = window.navigator();
    let offered = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if !offered.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
