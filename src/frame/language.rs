//! The language in use, and the list to choose from.
use crate::{
    browser::{boot, document, focus::focus, storage::Shelf},
    components::{Mishap, use_texts},
    messages::{self, Messages, Texts},
};
use contract::Language;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use web_sys::HtmlSelectElement;

/// The list of languages.
const LANGUAGE: &str = "language";

/// Where the guardian's choice of language is kept. `public/boot.js` reads it too.
const LANGUAGE_KEY: &str = "ricarica.language";

/// The same choice as a cookie, which the gateway reads.
const LANGUAGE_COOKIE: &str = "ricarica-language";

/// The language in use; setting it mounts every page anew, in that language.
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

    /// Chooses and remembers. `false` where its texts cannot be had: then nothing has changed.
    async fn choose(self, language: Language) -> bool {
        let texts = boot::texts(language.tag()).await;
        let Some(texts) = texts.and_then(|texts| read(language, texts)) else { return false };
        // Where nothing can be kept the choice lasts until the page is closed.
        let _ = Shelf::Device.keep_text(LANGUAGE_KEY, language.tag());
        // For the pages that the gateway makes: those of the sign-in.
        document::set_cookie(LANGUAGE_COOKIE, language.tag());
        self.0.set(texts);
        true
    }

    pub fn get_untracked(self) -> Language {
        self.0.with_untracked(|texts| texts.language)
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

/// A list of the three languages, each by its own name.
#[component]
pub(super) fn LanguageSwitch() -> impl IntoView {
    let chosen: ChosenLanguage = expect_context();
    let mishap: Mishap = expect_context();
    let texts = use_texts();
    view! {
        // No label of its own: it would be read out, and then again with the list.
        <div>
            <select id=LANGUAGE aria-label=texts.shell.language on:change=move |event| {
                let list: HtmlSelectElement = event_target(&event);
                if let Some(language) = Language::from_tag(&list.value()) {
                    spawn_local(async move {
                        mishap.is_past();
                        if chosen.choose(language).await {
                            // Everything is mounted anew; whoever chose stays where they were.
                            TimeoutFuture::new(0).await;
                            focus(LANGUAGE);
                        } else {
                            list.set_value(texts.language.tag());
                            mishap.tell(texts.shell.language_failed);
                        }
                    });
                }
            }>
                {Language::ALL
                    .map(|language| {
                        view! {
                            <option value=language.tag() lang=language.tag() selected=language == texts.language>
                                {messages::own_name(language)}
                            </option>
                        }
                    })}
            </select>
        </div>
    }
}
