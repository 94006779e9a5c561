//! Things said to a screen reader that are only seen by others.

use crate::dom::{Dom, view};
use crate::signal::RwSignal;
use leptos::prelude::*;

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
        self.0.try_update(|said| {
            // The same text again is only read out when something changes: a blank that nobody sees.
            let again = said == text;
            said.clear();
            said.push_str(text);
            if again {
                said.push('\u{a0}');
            }
        });
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}

/// The region that is read out. One is enough: the shell holds it.
#[component]
pub fn LiveRegion() -> Dom {
    let Announcer(said) = expect_context();
    view! { <div class="visually-hidden" role="status">{said}</div> }
}
