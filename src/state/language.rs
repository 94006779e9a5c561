//! The language in use, and where the choice is kept.

use crate::browser::{boot, document, storage::Storage};
use contract::Language;
use leptos::prelude::*;
use messages::{Messages, Texts};

/// Where the guardian's choice of language is kept. `public/boot.js` reads it too.
const KEY: &str = "ricarica.language";
/// The same choice as a cookie, which the gateway reads for its own pages.
const COOKIE: &str = "ricarica-language";

/// The texts in the language in use; setting them mounts every page anew.
#[derive(Clone, Copy)]
pub struct ChosenLanguage(RwSignal<Texts>);

impl ChosenLanguage {
    /// At first the language of these texts.
    pub fn new(texts: Texts) -> Self {
        Self(RwSignal::new(texts))
    }

    /// The texts in the language, tracked.
    pub fn texts(self) -> Texts {
        self.0.get()
    }

    pub fn get_untracked(self) -> Language {
        self.0.with_untracked(|texts| texts.language)
    }

    /// Chooses and remembers. `false` where its texts cannot be had: then nothing has changed.
    pub async fn choose(self, language: Language) -> bool {
        let texts = boot::texts(language.tag()).await;
        let Some(texts) = texts.and_then(|texts| read(language, texts)) else { return false };
        // Where nothing can be kept the choice lasts until the page is closed.
        let _ = Storage::Local.set_text(KEY, language.tag());
        document::set_cookie(COOKIE, language.tag());
        self.0.set(texts);
        true
    }
}

/// The texts that have come with the app, in the language that `public/boot.js` has chosen. `None` where they are
/// another version's.
pub fn first_texts() -> Option<Texts> {
    read(Language::from_tag(&document::language())?, boot::first_texts()?)
}

/// They stay until the page is closed.
fn read(language: Language, texts: String) -> Option<Texts> {
    Some(Box::leak(Box::new(Messages::read(language, texts.leak())?)))
}
