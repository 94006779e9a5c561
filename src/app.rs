//! The app: what every page may ask for, the addresses of the pages, and the language they speak.

mod screen;
mod shell;

use crate::signal::RwSignal;
use crate::{
    browser::{address::Address, document, lifecycle, storage::Shelf},
    client::{Client, Listeners},
    components::{Announcer, FirstScreen},
    dom::{Dom, dynamic, effect, on_change, view},
    messages,
    pages::{CurrentSession, Letters, SignInDraft, Town, look_after},
    wallet::Wallet,
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
    let wallet = Wallet::open();
    provide_context(language);
    provide_context(session);
    provide_context(wallet);
    provide_context(town);
    let address = Address::follow();
    provide_context(address);
    provide_context(Announcer::new());
    provide_context(FirstScreen::new());
    provide_context(SignInDraft::restore());

    let listeners = Listeners {
        signed_out: Callback::new(move |()| session.over()),
        top_up: Callback::new(move |top_up| {
            if let Some(owner) = session.mark_untracked() {
                wallet.told(&owner, &top_up);
            }
        }),
    };
    effect(move || {
        if let Some(owner) = session.mark() {
            wallet.is_of(&owner);
        }
    });
    let ask = move |language: Language| {
        let client = Client::new(language, listeners);
        spawn_local(town.ask(client));
        spawn_local(session.ask(client));
    };
    ask(language.0.get_untracked());

    // A network that comes back answers what could not be asked.
    let online = lifecycle::online_signal();
    provide_context(online);
    on_change(
        move || online.get(),
        move |now| {
            if *now && session.is_unreachable_untracked() {
                ask(language.0.get_untracked());
            }
        },
    );

    look_after(wallet, Client::new(language.0.get_untracked(), listeners));
    provide_context(Letters::look_after(wallet, session));
    counter_first(address, online, session, wallet);

    dynamic(move || {
        let language = language.0.get();
        document::set_language(language.tag());
        provide_context(messages::of(language));
        provide_context(Client::new(language, listeners));
        view! { <Shell /> }
    })
}

/// The query of the addresses that the icon opens (`public/manifest.webmanifest`).
const FROM_ICON: (&str, &str) = ("da", "icona");

/// Opened from the icon where there is no way to the gateway, with a notice to pay: most likely a counter, and a queue
/// behind. The code comes first.
fn counter_first(address: Address, online: RwSignal<bool>, session: CurrentSession, wallet: Wallet) {
    let waiting = StoredValue::new(address.query(FROM_ICON.0).as_deref() == Some(FROM_ICON.1));
    let open = move || {
        let cut_off = !online.get() || session.is_unreachable();
        let still_there = untrack(|| address.path()) == "/";
        if cut_off && still_there && !untrack(|| wallet.is_empty()) && waiting.get_value() {
            // Once: whoever closes the counter means to see the rest.
            waiting.set_value(false);
            address.go_instead("/sportello");
        }
    };
    // Before anything else is drawn; and when the gateway turns out to be out of reach.
    untrack(open);
    effect(open);
}
