//! The interface of `public/boot.js`, which fetches texts before the app runs and listens to the browser.
//!
//! It writes `data-…` attributes on `<html>` and sends an event; buttons with `data-ask` call it.

use super::{lifecycle::on_window, reflect};
use js_sys::{Array, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The language that the app starts in. A browser that translates the page changes `<html lang>`, so it is not read there.
pub fn first_language() -> Option<String> {
    reflect::member(&boot()?, "language")?.as_string()
}

/// The texts in this language, which were fetched while the app was loading.
pub fn first_texts() -> Option<String> {
    reflect::member(&boot()?, "first")?.as_string()
}

/// The texts of this name: `fr` for a language, `guide-fr` for its help page. `None` if neither the network nor the
/// cache has them.
pub async fn texts(name: &str) -> Option<String> {
    ask("texts", name).await
}

/// The gateway's answer to a `GET` of this path, requested while the app loaded. It can be taken once. `None` without a good
/// answer, or 30 seconds after the page was opened.
pub async fn take(path: &str) -> Option<String> {
    ask("take", path).await
}

async fn ask(name: &str, argument: &str) -> Option<String> {
    let asked = reflect::call(&boot()?, name, &Array::of1(&argument.into()))?.ok()?;
    JsFuture::from(asked.dyn_into::<Promise>().ok()?).await.ok()?.as_string()
}

/// Whether there may be a session. Scripts cannot read the session cookie; a second cookie says that it exists
/// (docs/decisions/0020).
pub fn may_be_signed_in() -> bool {
    boot().and_then(|boot| reflect::member(&boot, "signedIn")?.as_bool()).unwrap_or(true)
}

/// What it has put on `window` for the app.
fn boot() -> Option<JsValue> {
    reflect::member(web_sys::window()?.as_ref(), "ricarica")
}

/// The value of this attribute of `<html>`, updated until the caller's owner is disposed.
pub(super) fn mark(name: &'static str) -> RwSignal<Option<String>> {
    let mark = RwSignal::new(read(name));
    on_window("boot", move |_| {
        let now = read(name);
        if mark.with_untracked(|before| *before != now) {
            mark.set(now);
        }
    });
    mark
}

fn read(name: &str) -> Option<String> {
    web_sys::window()?.document()?.document_element()?.get_attribute(name)
}
