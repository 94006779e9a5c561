//! A new version of the app, saved by the service worker until somebody wants it.

use super::boot;
use leptos::prelude::*;

/// Whether a new version waits.
pub fn update_waiting() -> Signal<bool> {
    let mark = boot::mark("data-update");
    Signal::derive(move || mark.with(Option::is_some))
}

/// `data-ask` of the button that brings it on: this tab loads anew. The others go on with what they have.
pub const ASK: &str = "update";
