//! Announcements for screen readers.

use super::remount;
use crate::reactive::context;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// How long the text stays. A screen reader that reads the page later should not find it.
const STAYS_MS: u32 = 10_000;

/// Announces texts through the one [`LiveRegion`].
#[derive(Clone, Copy)]
pub struct Announcer {
    said: RwSignal<String>,
    /// The last announcement, also when it is no longer in the region: screen readers compare with it.
    last: StoredValue<String>,
}

impl Announcer {
    /// For the app's root.
    pub fn new() -> Self {
        Self { said: RwSignal::new(String::new()), last: StoredValue::new(String::new()) }
    }

    /// Announces `text` after the screen reader's current speech.
    pub fn say(self, text: &str) {
        // Screen readers read the same text again only if it changes, so an invisible space is added.
        let again = self.last.try_with_value(|last| last == text) == Some(true);
        let now = if again { [text, "\u{a0}"].concat() } else { text.to_owned() };
        self.last.try_set_value(now.clone());
        self.said.try_set(now.clone());
        spawn_local(async move {
            TimeoutFuture::new(STAYS_MS).await;
            if self.said.try_with_untracked(|said| *said == now) == Some(true) {
                self.said.try_set(String::new());
            }
        });
    }

    /// Removes `text` if it is the last announcement, because it is no longer true.
    pub fn take_back(self, text: &str) {
        if self.said.try_with_untracked(|said| said.trim_end_matches('\u{a0}') == text) == Some(true) {
            self.said.try_set(String::new());
        }
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// The region that screen readers read out. The app's root has the only one.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let Announcer { said, .. } = context();
    view! { <div class="visually-hidden" role="status">
        // A new node each time: some screen readers do not announce a text that changes in place.
        {remount(move || said.get(), |said| said)}
    </div> }
}
