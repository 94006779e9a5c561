//! Files in Cache Storage, downloads and file sharing.
//!
//! Private windows, full disks and plain http refuse to store files; the app then works without them.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// The type of every file that the app stores.
pub const PDF: &str = "application/pdf";
/// The type of a file with data.
pub const JSON: &str = "application/json";
/// The type of the file of movements, which is not stored.
pub const CSV: &str = "text/csv";

#[wasm_bindgen(module = "/src/browser/files.js")]
extern "C" {
    #[wasm_bindgen(js_name = sync)]
    fn sync_js(cache_name: &str, kind: &str, paths: &str) -> Promise;
    #[wasm_bindgen(js_name = find)]
    fn find_js(cache_name: &str, path: &str) -> Promise;
    #[wasm_bindgen(js_name = share)]
    fn share_js(file: &Blob, name: &str) -> Promise;

    /// Downloads a file to the device.
    pub fn download(file: &Blob, name: &str);
    /// Whether this browser shares files of this type with other apps.
    pub fn shares(kind: &str, name: &str) -> bool;
    /// Whether this is the installed app of an iPhone or iPad, which has no downloads: a file opens in the app's only
    /// window, without a way back. Only those devices have `navigator.standalone`.
    #[wasm_bindgen(js_name = isIosApp)]
    pub fn is_ios_app() -> bool;
}

/// The result of a promise of `files.js`. These promises never reject.
async fn result_of(promise: Promise) -> JsValue {
    JsFuture::from(promise).await.unwrap_or_default()
}

/// Leaves only the PDF files of `paths`, a line each, in this cache. A path with a plus is fetched if it is missing.
/// Returns the paths of the cached files, a line each.
pub async fn sync(cache_name: &str, paths: &str) -> String {
    result_of(sync_js(cache_name, PDF, paths)).await.as_string().unwrap_or_default()
}

/// The file with this path in this cache.
pub async fn find(cache_name: &str, path: &str) -> Option<Blob> {
    result_of(find_js(cache_name, path)).await.dyn_into().ok()
}

/// Shares a file with another app. `false` if the browser refuses; cancelling is not a refusal.
///
/// Call it from a tap or soon after: browsers refuse otherwise.
pub async fn share(file: &Blob, name: &str) -> bool {
    result_of(share_js(file, name)).await.is_truthy()
}
