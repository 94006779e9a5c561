//! The current language, and where the choice is saved.

use crate::{
    browser::{boot, document, storage::Storage},
    reactive::Runs,
};
use contract::Language;
use leptos::prelude::*;
use messages::{Messages, Texts};

/// Where the guardian's choice is saved. `public/boot.js` reads it too.
const KEY: &str = "ricarica.language";
/// The cookie with the same choice, which the gateway reads for its own pages.
const COOKIE: &str = "ricarica-language";

/// The texts in the current language. Setting them mounts every page again.
#[derive(Clone, Copy)]
pub struct ChosenLanguage {
    texts: RwSignal<Texts>,
    /// The texts of an earlier choice may arrive after those of a later one.
    choices: Runs,
}

impl ChosenLanguage {
    /// Starts in the language of `texts`.
    pub fn new(texts: Texts) -> Self {
        Self { texts: RwSignal::new(texts), choices: Runs::new() }
    }

    /// The texts, tracked.
    pub fn texts(self) -> Texts {
        self.texts.get()
    }

    pub fn get_untracked(self) -> Language {
        self.texts.with_untracked(|texts| texts.language)
    }

    /// Changes the language and saves the choice, unless a later choice has been made meanwhile. `false` if the texts
    /// cannot be loaded; then nothing changes.
    pub async fn choose(self, language: Language) -> bool {
        let choice = self.choices.start();
        let texts = boot::texts(language.tag()).await;
        if !choice.is_latest() {
            return true;
        }
        let Some(texts) = texts.and_then(|texts| read(language, texts)) else { return false };
        // If it cannot be saved, the choice lasts until the page is closed.
        let _ = Storage::Local.set_text(KEY, language.tag());
        document::set_cookie(COOKIE, language.tag());
        document::set_language(language.tag());
        self.texts.set(texts);
        true
    }
}

/// The texts that were loaded with the app, in the language that `public/boot.js` has chosen. `None` if they belong to
/// another version.
pub fn first_texts() -> Option<Texts> {
    read(Language::from_tag(&boot::first_language()?)?, boot::first_texts()?)
}

/// Parses the texts. They stay in memory until the page is closed.
fn read(language: Language, texts: String) -> Option<Texts> {
    Some(Box::leak(Box::new(Messages::read(language, texts.leak())?)))
}
