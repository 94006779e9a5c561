//! A new version of the app, which waits in the service worker until the guardian applies it.

use super::boot;
use leptos::prelude::*;

/// Whether a new version is waiting.
pub fn update_waiting() -> Signal<bool> {
    let mark = boot::mark("data-update");
    Signal::derive(move || mark.with(Option::is_some))
}

/// `data-ask` of the button that applies it: this tab reloads, other tabs stay on the old version.
pub const ASK: &str = "update";
