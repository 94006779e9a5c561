//! The app: what every page may ask for, the addresses of the pages, and the language they speak.

mod screen;
mod shell;

use crate::signal::RwSignal;
use crate::{
    browser::{address::Address, boot, document, lifecycle, storage::Shelf},
    client::{Client, Listeners},
    components::{Announcer, FirstScreen},
    dom::{Dom, dynamic, effect, on_change, view},
    messages::{Messages, Texts},
    pages::{CurrentSession, Letters, SignInDraft, Town, look_after},
    wallet::Wallet,
};
use contract::Language;
use leptos::{prelude::*, task::spawn_local};
use shell::Shell;
pub use shell::{Footer, Header};

/// Where the guardian's choice of language is kept. `public/boot.js` reads it too.
const LANGUAGE_KEY: &str = "ricarica.language";

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
        self.0.try_set(texts);
        true
    }

    fn get_untracked(self) -> Language {
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

/// The whole app, at first in the language of these texts.
pub fn app(texts: Texts) -> Dom {
    let language = ChosenLanguage::new(texts);
    let session = CurrentSession::new();
    let town = Town::new();
    effect(move || {
        if let Some(colours) = town.get().and_then(|town| town.colours.clone()) {
            document::set_property("--brand", &colours.light);
            document::set_property("--brand-dark", &colours.dark);
        }
    });
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
    on_change(
        move || session.mark(),
        move |somebody| {
            if somebody.is_some() {
                spawn_local(session.watch(Client::new(language.get_untracked(), listeners)));
            }
        },
    );
    let ask = move |language: Language| {
        let client = Client::new(language, listeners);
        spawn_local(town.ask(client));
        spawn_local(session.ask(client));
    };
    if boot::may_be_signed_in() || untrack(|| !wallet.is_empty()) {
        ask(language.get_untracked());
    } else {
        // The way in is there at once, and the gateway need not be asked who is not there.
        session.leave();
        spawn_local(town.ask(Client::new(language.get_untracked(), listeners)));
    }

    // A network that comes back answers what could not be asked.
    let online = lifecycle::online_signal();
    provide_context(online);
    on_change(
        move || online.get(),
        move |now| {
            if *now && session.is_unreachable_untracked() {
                ask(language.get_untracked());
            }
        },
    );

    look_after(wallet, Client::new(language.get_untracked(), listeners));
    provide_context(Letters::look_after(wallet, session));
    counter_first(address, online, session, wallet);

    dynamic(move || {
        let texts = language.texts();
        document::set_language(texts.language.tag());
        provide_context(texts);
        provide_context(Client::new(texts.language, listeners));
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
