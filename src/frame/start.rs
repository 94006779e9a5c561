//! How a program begins: what it puts on the page, and what it gives to whatever is on it.

use super::language::{ChosenLanguage, first_texts};
use crate::signal::RwSignal;
use crate::{
    browser::{address::Address, boot, document, lifecycle},
    client::{Client, Listeners},
    components::{Announcer, FirstScreen, Mishap},
    dom::{self, Dom, Mounted, dynamic, effect},
    messages::Texts,
    pages::{CurrentSession, SignInDraft, Town},
};
use leptos::prelude::*;

/// Mounts a program in place of what is on the page, and has something to say when it breaks.
pub fn start(program: fn(Texts) -> Dom) -> Option<Mounted> {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // The texts wait in index.html, in every language: nothing here can be relied on any more.
        document::mark("broken");
    }));
    let Some(texts) = first_texts() else {
        document::mark("broken");
        return None;
    };
    let mounted = dom::mount(document::clear("app")?, move || program(texts));
    document::mark("running");
    Some(mounted)
}

/// What every screen may ask for, whatever the program. `Copy`: hand it to any task.
#[derive(Clone, Copy)]
pub struct Ground {
    pub language: ChosenLanguage,
    pub session: CurrentSession,
    pub town: Town,
    pub address: Address,
    pub online: RwSignal<bool>,
}

impl Ground {
    /// For a program's root.
    pub fn lay(texts: Texts) -> Self {
        let ground = Self {
            language: ChosenLanguage::new(texts),
            session: CurrentSession::new(),
            town: Town::new(),
            address: Address::follow(),
            online: lifecycle::online_signal(),
        };
        let town = ground.town;
        effect(move || {
            if let Some(colours) = town.get().and_then(|town| town.colours.clone()) {
                document::set_property("--brand", &colours.light);
                document::set_property("--brand-dark", &colours.dark);
            }
        });
        provide_context(ground.language);
        provide_context(ground.session);
        provide_context(ground.town);
        provide_context(ground.address);
        provide_context(ground.online);
        provide_context(Announcer::new());
        provide_context(Mishap::new());
        provide_context(FirstScreen::new(!boot::takes_over()));
        provide_context(SignInDraft::restore());
        ground
    }

    /// A client in the language that is in use now.
    pub fn client(self, listeners: Listeners) -> Client {
        Client::new(self.language.get_untracked(), listeners)
    }

    /// Builds it anew in each language that is chosen.
    pub fn in_each_language(self, listeners: Listeners, build: fn() -> Dom) -> Dom {
        dynamic(move || {
            let texts = self.language.texts();
            document::set_language(texts.language.tag());
            provide_context(texts);
            provide_context(Client::new(texts.language, listeners));
            build()
        })
    }
}
