//! Things said to a screen reader that are only seen by others.

use super::remount;
use crate::reactive::context;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// The text is removed after so long: a reader who goes through the page later should not find it.
const STAYS_MS: u32 = 10_000;

/// Says things through the one [`LiveRegion`].
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// For the app's root.
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Says `text`, politely.
    pub fn say(self, text: &str) {
        let now = self.0.try_update(|said| {
            // The same text again is only read out when something changes: an invisible blank.
            let again = said == text;
            said.clear();
            said.push_str(text);
            if again {
                said.push('\u{a0}');
            }
            said.clone()
        });
        spawn_local(async move {
            TimeoutFuture::new(STAYS_MS).await;
            if now.is_some() && self.0.try_get_untracked() == now {
                self.0.try_set(String::new());
            }
        });
    }

    /// Takes `text` away if it is what was said last: it is no longer so.
    pub fn take_back(self, text: &str) {
        if self.0.try_with_untracked(|said| said.trim_end_matches('\u{a0}') == text) == Some(true) {
            self.0.try_set(String::new());
        }
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// The region that is read out. One is enough: the shell holds it.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let Announcer(said) = context();
    view! { <div class="visually-hidden" role="status">
        // A new text each time: some screen readers do not announce one that changes in place.
        {remount(move || said.get(), |said| said)}
    </div> }
}
