//! The municipality whose service this is.

use super::localised::localised;
use crate::{
    browser::{boot, storage::Shelf},
    client::Client,
    messages::Texts,
};
use contract::{Language, Municipality};
use leptos::prelude::*;
use std::sync::Arc;

/// Where the last answer is kept: without a network too the screen says whose service this is and whom to call.
const KEY: &str = "ricarica.town";

/// What is known about it; nothing before the first answer that this phone got.
#[derive(Clone, Copy)]
pub struct Town(RwSignal<Option<Arc<Municipality>>>);

impl Town {
    /// For the app's root.
    pub fn new() -> Self {
        Self(RwSignal::new(Shelf::Device.value(KEY).map(Arc::new)))
    }

    /// This one, without asking: for the style page.
    pub fn of(municipality: Municipality) -> Self {
        Self(RwSignal::new(Some(Arc::new(municipality))))
    }

    /// Asks the gateway. The app works without an answer: what was known before stands.
    pub async fn ask(self, client: Client) {
        let told = boot::town().await.and_then(|text| Some((serde_json::from_str(&text).ok()?, text)));
        let answer = match told {
            Some(answer) => Some(answer),
            None => client.municipality().await.ok(),
        };
        if let Some((municipality, text)) = answer {
            let known = self.0.try_with_untracked(Option::is_some) == Some(true);
            if !known || Shelf::Device.text(KEY).as_deref() != Some(text.as_str()) {
                // Where nothing can be kept it is asked again at the next start.
                let _ = Shelf::Device.keep_text(KEY, &text);
                self.0.try_set(Some(Arc::new(municipality)));
            }
        }
    }

    /// What is known, tracked.
    pub fn get(self) -> Option<Arc<Municipality>> {
        self.0.get()
    }

    /// Whether there is anybody to ask, tracked.
    pub fn has_contacts(self) -> bool {
        self.0.with(|town| {
            town.as_ref().is_some_and(|town| town.office.phone.is_some() || town.office.email.is_some())
        })
    }

    /// Its name, marked as Italian where it has none in this language.
    pub fn name(self, language: Language) -> Option<AnyView> {
        self.get().map(|town| localised(language, &town.name))
    }

    /// Address and name of what stands at the end of every page, as far as the municipality has it.
    pub fn links(self, texts: Texts) -> Vec<(String, &'static str)> {
        let Some(town) = self.get() else { return Vec::new() };
        let (links, words) = (&town.links, &texts.shell);
        [
            (&links.legal_notes, words.legal_notes),
            (&links.privacy, words.privacy),
            (&links.accessibility, words.accessibility),
            (&links.feedback, words.feedback),
            (&town.office.website, words.website),
        ]
        .into_iter()
        .filter_map(|(link, name)| Some((link.as_ref()?.of(texts.language).1.to_owned(), name)))
        .collect()
    }
}

impl Default for Town {
    fn default() -> Self {
        Self::new()
    }
}
