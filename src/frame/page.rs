//! The page around a screen.

use super::{footer::Footer, header::Header, screen::Screen};
use crate::context::context;
use crate::signal::RwSignal;
use crate::{
    browser::address::Address,
    components::{Mishap, MishapPanel, UpdateOffer, use_texts},
    dom::{Children, Dom, dynamic, on_change, view},
    pages::{SignInDraft, Town, localised},
};
use leptos::prelude::*;

/// Where the skip link leads.
pub const CONTENT: &str = "content";

/// The screen with header and footer.
#[component]
pub fn Frame(
    /// In the header.
    navigation: fn() -> Dom,
    /// Above the screen, where there is something that must not be missed.
    warning: fn() -> Dom,
    children: Children,
) -> Dom {
    let texts = use_texts();
    let online: RwSignal<bool> = context();
    let address: Address = context();
    let sign_in: SignInDraft = context();
    let calm = Memo::new(move |_| Screen::at(&address.path()).is_calm() && !sign_in.is_under_way());
    let mishap: Mishap = context();
    on_change(move || address.path(), move |_| mishap.is_past());
    view! {
        // A plain jump within the page: the router is told to leave it alone.
        <div class="skiplinks">
            <a class="visually-hidden-focusable" href=["#", CONTENT].concat() rel="external">{texts.shell.skip_link}</a>
        </div>
        <Header navigation=navigation />
        <main class="container" id=CONTENT tabindex="-1">
            {move || (!online.get()).then(|| view! { <p class="strip" role="status">{texts.shell.offline}</p> })}
            <MishapPanel />
            {warning()}
            <Announcement />
            {move || calm.get().then(|| view! { <UpdateOffer /> })}
            {children.build()}
        </main>
        <Footer />
    }
}

/// What the municipality wants everybody to know now.
#[component]
fn Announcement() -> Dom {
    let town: Town = context();
    let texts = use_texts();
    dynamic(move || {
        let town = town.get()?;
        let text = localised(texts.language, town.texts.announcement.as_ref()?);
        Some(view! { <p class="strip announcement">{text}</p> })
    })
}
