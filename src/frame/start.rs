//! The contexts that every screen may ask for.

use super::language::ChosenLanguage;
use crate::{
    browser::{address::Address, document, lifecycle},
    components::{Announcer, FirstScreen, Mishap},
    messages::Texts,
    pages::{CurrentSession, Town},
};
use leptos::prelude::*;

/// `Copy`: hand it to any task.
#[derive(Clone, Copy)]
pub struct Ground {
    pub language: ChosenLanguage,
    pub session: CurrentSession,
    pub town: Town,
    pub address: Address,
    pub online: RwSignal<bool>,
}

impl Ground {
    /// For the app's root.
    pub fn lay(texts: Texts) -> Self {
        let ground = Self {
            language: ChosenLanguage::new(texts),
            session: CurrentSession::new(),
            town: Town::new(),
            address: Address::follow(),
            online: lifecycle::online_signal(),
        };
        let town = ground.town;
        Effect::new(move |_| {
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
        provide_context(FirstScreen::new(true));
        ground
    }
}
