//! The clipboard, for codes that are typed elsewhere.

use wasm_bindgen_futures::JsFuture;

/// Puts `text` on the clipboard. `false` when the browser refuses (no permission, or not https).
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
