//! The municipality whose service this is.

use crate::client::Client;
use contract::{Language, Municipality};
use leptos::prelude::*;

/// What is known about it; nothing before the first answer.
#[derive(Clone, Copy)]
pub struct Town(RwSignal<Option<Municipality>>);

impl Town {
    /// For the app's root.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Asks the gateway, unless it is known. The app works without an answer: name and contacts are missing then.
    pub async fn ask(self, client: Client) {
        if self.0.with_untracked(Option::is_none)
            && let Ok(municipality) = client.municipality().await
        {
            self.0.set(Some(municipality));
        }
    }

    /// What is known, tracked.
    pub fn get(self) -> Option<Municipality> {
        self.0.get()
    }

    /// Its name in this language.
    pub fn name(self, language: Language) -> Option<String> {
        self.0.with(|town| {
            let town = town.as_ref()?;
            let french = town.name_fr.clone().filter(|_| language == Language::Fr);
            Some(french.unwrap_or_else(|| town.name.clone()))
        })
    }
}

impl Default for Town {
    fn default() -> Self {
        Self::new()
    }
}
