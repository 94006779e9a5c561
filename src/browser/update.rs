//! A new version of the app, kept by the service worker until somebody wants it.

use super::boot;
use leptos::prelude::*;

/// Whether a new version waits.
pub fn update_waiting() -> Signal<bool> {
    let told = boot::told("data-update");
    Signal::derive(move || told.with(Option::is_some))
}

/// `data-ask` of the button that brings it on: this tab loads anew. The others go on with what they have.
pub const ASK: &str = "update";
