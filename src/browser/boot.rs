//! Talking with `public/boot.js`, which hears and does what cannot wait until the app runs.
//!
//! It tells by `data-…` on `<html>` and an event; it is asked by buttons with `data-ask`.

use super::lifecycle::on_window;
use crate::signal::RwSignal;

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
