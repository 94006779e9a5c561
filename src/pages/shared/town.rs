//! The municipality whose service this is.

use crate::signal::RwSignal;
use crate::{browser::storage::Shelf, client::Client};
use contract::{Language, Municipality};
use std::rc::Rc;

/// Where the last answer is kept: without a network too the screen says whose service this is and whom to call.
const KEY: &str = "ricarica.town";

/// What is known about it; nothing before the first answer that this phone got.
#[derive(Clone, Copy)]
pub struct Town(RwSignal<Option<Rc<Municipality>>>);

impl Town {
    /// For the app's root.
    pub fn new() -> Self {
        Self(RwSignal::new(Shelf::Device.value(KEY).map(Rc::new)))
    }

    /// Asks the gateway. The app works without an answer: what was known before stands.
    pub async fn ask(self, client: Client) {
        if let Ok((municipality, text)) = client.municipality().await {
            let known = self.0.try_with_untracked(Option::is_some) == Some(true);
            if !known || Shelf::Device.text(KEY).as_deref() != Some(text.as_str()) {
                // Where nothing can be kept it is asked again at the next start.
                let _ = Shelf::Device.keep_text(KEY, &text);
                self.0.try_set(Some(Rc::new(municipality)));
            }
        }
    }

    /// What is known, tracked.
    pub fn get(self) -> Option<Rc<Municipality>> {
        self.0.get()
    }

    /// Whether there is anybody to ask, tracked.
    pub fn has_contacts(self) -> bool {
        self.0.with(|town| {
            town.as_ref().is_some_and(|town| town.office.phone.is_some() || town.office.email.is_some())
        })
    }

    /// Its name in this language.
    pub fn name(self, language: Language) -> Option<String> {
        self.0.with(|town| Some(town.as_ref()?.name.of(language).1.to_owned()))
    }
}

impl Default for Town {
    fn default() -> Self {
        Self::new()
    }
}
