//! Files that the browser keeps for the app (Cache Storage), and hands to the guardian.
//!
//! Private windows, full disks and plain http refuse to keep anything: then the app goes on without.

use super::reflect;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

/// What the app keeps and hands out.
pub const PDF: &str = "application/pdf";

#[wasm_bindgen(module = "/src/browser/files.js")]
extern "C" {
    #[wasm_bindgen(js_name = keep)]
    fn keep_js(drawer: &str, kind: &str, paths: &str) -> Promise;
    #[wasm_bindgen(js_name = find)]
    fn find_js(drawer: &str, path: &str) -> Promise;
    #[wasm_bindgen(js_name = share)]
    fn share_js(file: &Blob, name: &str) -> Promise;

    /// Puts a file among the guardian's downloads.
    pub fn download(file: &Blob, name: &str);
    /// Whether this browser hands files of this kind to other apps.
    pub fn shares(kind: &str, name: &str) -> bool;
    /// Whether this is the app on the home screen of an iPhone or iPad, which has no downloads: a file opens in the
    /// app's only window, and there is no way back from it. `navigator.standalone` is theirs alone.
    #[wasm_bindgen(js_name = isIosApp)]
    pub fn is_ios_app() -> bool;
}

/// What a promise of `files.js` gives. None of them fails.
async fn given(promise: Promise) -> JsValue {
    JsFuture::from(promise).await.unwrap_or_default()
}

/// Keeps the PDF files of these paths, a line each, and no others, in the cache of this name. Those behind a plus are
/// fetched where they are missing. Gives the paths of the files that are there then, a line each.
pub async fn keep(drawer: &str, paths: &str) -> String {
    given(keep_js(drawer, PDF, paths)).await.as_string().unwrap_or_default()
}

/// The file that the cache of this name keeps under this path.
pub async fn find(drawer: &str, path: &str) -> Option<Blob> {
    given(find_js(drawer, path)).await.dyn_into().ok()
}

/// Empties the cache of this name.
pub fn forget_all(drawer: &str) {
    let caches = web_sys::window().and_then(|window| reflect::member(&window, "caches"));
    if let Some(caches) = caches {
        let asked = reflect::call(&caches, "delete", &Array::of1(&drawer.into()));
        if let Some(asked) = asked.and_then(|asked| asked.ok()?.dyn_into().ok()) {
            // Where nothing can be saved, nothing is there.
            spawn_local(async { drop(given(asked).await) });
        }
    }
}

/// Hands a file to another app. `false` when the browser refuses. Cancelling is no refusal.
///
/// To be called from a tap, or soon after.
pub async fn share(file: &Blob, name: &str) -> bool {
    given(share_js(file, name)).await.is_truthy()
}
