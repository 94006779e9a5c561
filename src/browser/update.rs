//! A new version of the app, kept by the service worker until it is wanted.

use super::boot;
use leptos::prelude::*;

/// Whether a new version waits.
pub fn update_waiting() -> Signal<bool> {
    let mark = boot::mark("data-update");
    Signal::derive(move || mark.with(Option::is_some))
}

/// `data-ask` of the button that applies it: this tab loads anew, other tabs keep the old version.
pub const ASK: &str = "update";
