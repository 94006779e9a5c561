//! The municipality whose service this is.

use crate::signal::RwSignal;
use crate::{browser::storage::Shelf, client::Client};
use contract::{Language, Municipality};

/// Where the last answer is kept: without a network too the screen says whose service this is and whom to call.
const KEY: &str = "ricarica.town";

/// What is known about it; nothing before the first answer that this phone got.
#[derive(Clone, Copy)]
pub struct Town(RwSignal<Option<Municipality>>);

impl Town {
    /// For the app's root.
    pub fn new() -> Self {
        Self(RwSignal::new(Shelf::Device.value(KEY)))
    }

    /// This one, without asking: for the style page.
    pub fn of(municipality: Municipality) -> Self {
        Self(RwSignal::new(Some(municipality)))
    }

    /// Asks the gateway. The app works without an answer: what was known before stands.
    pub async fn ask(self, client: Client) {
        if let Ok(municipality) = client.municipality().await
            && self.0.with_untracked(|known| known.as_ref() != Some(&municipality))
        {
            // Where nothing can be kept it is asked again at the next start.
            let _ = Shelf::Device.keep(KEY, &municipality);
            self.0.set(Some(municipality));
        }
    }

    /// What is known, tracked.
    pub fn get(self) -> Option<Municipality> {
        self.0.get()
    }

    /// Whether there is anybody to ask, tracked.
    pub fn has_contacts(self) -> bool {
        self.0.with(|town| {
            town.as_ref().is_some_and(|town| town.office_phone.is_some() || town.office_email.is_some())
        })
    }

    /// Its name in this language.
    pub fn name(self, language: Language) -> Option<String> {
        self.0.with(|town| {
            let town = town.as_ref()?;
            let french = town.name_fr.clone().filter(|_| language == Language::Fr);
            Some(french.unwrap_or_else(|| town.name.clone()))
        })
    }

    /// The body that it belongs to, such as its region: the header's first line. The gateway does not tell it yet.
    pub const fn parent(self, _language: Language) -> Option<String> {
        None
    }

    /// Address and name of what stands at the end of every page: legal notes, privacy, declaration of accessibility,
    /// feedback. The gateway does not tell them yet.
    pub const fn links(self, _language: Language) -> Vec<(String, String)> {
        Vec::new()
    }
}

impl Default for Town {
    fn default() -> Self {
        Self::new()
    }
}
