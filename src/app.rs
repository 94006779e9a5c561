//! The app: what every page may ask for, the addresses of the pages, and the language they speak.

mod screen;
mod shell;

use crate::{
    browser::{address::Address, document, lifecycle, storage::Shelf},
    client::Client,
    components::{Announcer, FirstScreen},
    dom::{Dom, dynamic, view},
    messages,
    pages::{CurrentSession, SignInDraft, Town},
};
use contract::Language;
use leptos::{prelude::*, task::spawn_local};
use shell::Shell;

/// Where the guardian's choice of language is kept. `public/boot.js` reads it too.
const LANGUAGE_KEY: &str = "ricarica.language";

/// The language in use; setting it mounts every page anew, in that language.
#[derive(Clone, Copy)]
pub struct ChosenLanguage(RwSignal<Language>);

impl ChosenLanguage {
    fn first() -> Self {
        let preferred = document::preferred_languages();
        let kept = Shelf::Device.text(LANGUAGE_KEY);
        Self(RwSignal::new(messages::choose(kept.as_deref(), preferred.iter().map(String::as_str))))
    }

    /// Chooses and remembers.
    fn choose(self, language: Language) {
        // Where nothing can be kept the choice lasts until the page is closed.
        let _ = Shelf::Device.keep_text(LANGUAGE_KEY, language.tag());
        self.0.set(language);
    }
}

/// The whole app.
pub fn app() -> Dom {
    let language = ChosenLanguage::first();
    let session = CurrentSession::new();
    let town = Town::new();
    provide_context(language);
    provide_context(session);
    provide_context(town);
    provide_context(Address::follow());
    provide_context(Announcer::new());
    provide_context(FirstScreen::new());
    provide_context(SignInDraft::restore());

    let signed_out = Callback::new(move |()| session.over());
    let ask = move |language: Language| {
        let client = Client::new(language, signed_out);
        spawn_local(town.ask(client));
        spawn_local(session.ask(client));
    };
    ask(language.0.get_untracked());

    // A network that comes back answers what could not be asked.
    let online = lifecycle::online_signal();
    provide_context(online);
    Effect::new(move |before: Option<bool>| {
        let now = online.get();
        if before == Some(false) && now && session.is_unreachable_untracked() {
            ask(language.0.get_untracked());
        }
        now
    });

    dynamic(move || {
        let language = language.0.get();
        document::set_language(language.tag());
        provide_context(messages::of(language));
        provide_context(Client::new(language, signed_out));
        view! { <Shell /> }
    })
}
