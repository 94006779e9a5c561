//! Files that the browser keeps for the app (Cache Storage), and hands to the guardian.
//!
//! Private windows, full disks and plain http refuse: then nothing is kept and the app goes on.

use super::{timer, untyped};
use js_sys::Array;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlElement, Url};

/// Browsers read the file after the tap, at their own pace. After so long it need not be held for them.
const HELD_FOR_MS: i32 = 60_000;

/// A named cache.
pub struct Drawer(JsValue);

fn cabinet() -> Option<JsValue> {
    let window = web_sys::window()?;
    untyped::member(&window, "caches")
}

/// The drawer of this name, made where it is missing. `None` where the browser keeps nothing.
pub async fn open(name: &str) -> Option<Drawer> {
    untyped::ask(&cabinet()?, "open", &Array::of1(&name.into())).await.map(Drawer)
}

/// Removes the drawer of this name with all that is in it.
pub async fn remove(name: &str) {
    if let Some(cabinet) = cabinet() {
        // Where there is none, none remains.
        let _ = untyped::ask(&cabinet, "delete", &Array::of1(&name.into())).await;
    }
}

/// The file that the drawer of this name keeps under this path.
pub async fn find(name: &str, path: &str) -> Option<Blob> {
    let which = untyped::object(&[("cacheName", &name.into())]);
    let kept = untyped::ask(&cabinet()?, "match", &Array::of2(&path.into(), &which)).await?;
    untyped::ask(&kept, "blob", &Array::new()).await?.dyn_into().ok()
}

impl Drawer {
    /// The paths of all files.
    pub async fn paths(&self) -> Vec<String> {
        let kept = untyped::ask(&self.0, "keys", &Array::new()).await.unwrap_or_default();
        let path = |request: JsValue| {
            let address = untyped::member(&request, "url")?.as_string()?;
            Some(Url::new(&address).ok()?.pathname())
        };
        kept.dyn_ref::<Array>().map(|kept| kept.iter().filter_map(path).collect()).unwrap_or_default()
    }

    /// Fetches a file from this path and keeps it. `false` when it is not to be had, or there is no room.
    pub async fn fetch(&self, path: &str) -> bool {
        untyped::ask(&self.0, "add", &Array::of1(&path.into())).await.is_some()
    }

    /// Takes a file out.
    pub async fn take_out(&self, path: &str) {
        let _ = untyped::ask(&self.0, "delete", &Array::of1(&path.into())).await;
    }
}

/// Puts a file among the guardian's downloads.
pub fn download(file: &Blob, name: &str) {
    let link = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|link| link.dyn_into::<HtmlElement>().ok());
    let (Some(link), Ok(address)) = (link, Url::create_object_url_with_blob(file)) else { return };
    // Valid names both.
    let _ = link.set_attribute("href", &address);
    let _ = link.set_attribute("download", name);
    link.click();
    spawn_local(async move {
        timer::sleep(HELD_FOR_MS).await;
        let _ = Url::revoke_object_url(&address);
    });
}
