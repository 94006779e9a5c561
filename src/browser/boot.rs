//! Talking with `public/boot.js`, which hears and does what cannot wait until the app runs.
//!
//! It tells by `data-…` on `<html>` and an event; it is asked by buttons with `data-ask`.

use super::{lifecycle::on_window, untyped};
use js_sys::{Array, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The texts that it has fetched beside the app, in the language of `<html lang>`.
pub fn first_texts() -> Option<String> {
    untyped::member(&boot()?, "first")?.as_string()
}

/// The texts of this name: `fr` for a language, `guide-fr` for its help page. `None` where neither the network nor the
/// phone has them.
pub async fn texts(name: &str) -> Option<String> {
    let asked = untyped::call(&boot()?, "texts", &Array::of1(&name.into()))?.ok()?;
    JsFuture::from(asked.dyn_into::<Promise>().ok()?).await.ok()?.as_string()
}

/// What the gateway said about the municipality, asked for beside the app; once, and only where it said something.
pub async fn town() -> Option<String> {
    JsFuture::from(ask("town")?).await.ok()?.as_string()
}

/// Whether somebody may be signed in here. The session's cookie is not for scripts; beside it the gateway sets one that
/// says only that it is there (docs/decisions/0020).
pub fn may_be_signed_in() -> bool {
    boot().and_then(|boot| untyped::member(&boot, "signedIn")?.as_bool()).unwrap_or(true)
}

fn ask(name: &str) -> Option<Promise> {
    untyped::call(&boot()?, name, &Array::new())?.ok()?.dyn_into().ok()
}

/// What it leaves for the app.
fn boot() -> Option<JsValue> {
    untyped::member(web_sys::window()?.as_ref(), "ricarica")
}

/// What it has told under this name, followed as long as the caller's owner lives.
pub(super) fn told(name: &'static str) -> RwSignal<Option<String>> {
    let told = RwSignal::new(mark(name));
    on_window("boot", move |_| {
        let now = mark(name);
        if told.with_untracked(|told| *told != now) {
            told.set(now);
        }
    });
    told
}

fn mark(name: &str) -> Option<String> {
    web_sys::window()?.document()?.document_element()?.get_attribute(name)
}
