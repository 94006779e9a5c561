//! The page around a screen.

use super::{footer::Footer, header::Header, screen::Screen, session_ending::SessionEnding};
use crate::{
    browser::address::Address,
    components::{Mishap, MishapPanel, UpdateOffer, use_texts},
    pages::{Town, localised},
};
use leptos::prelude::*;

/// Where the skip link leads.
pub const CONTENT: &str = "content";

/// The screen with header and footer.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let texts = use_texts();
    let online: RwSignal<bool> = expect_context();
    let address: Address = expect_context();
    let calm = Memo::new(move |_| Screen::at(&address.path()).is_calm());
    let mishap: Mishap = expect_context();
    let path = Memo::new(move |_| address.path());
    Effect::watch(move || path.get(), move |_, _, _| mishap.is_past(), false);
    view! {
        // A plain jump within the page: the router is told to leave it alone.
        <div class="skiplinks">
            <a class="visually-hidden-focusable" href=["#", CONTENT].concat() rel="external">{texts.shell.skip_link}</a>
        </div>
        <Header />
        <main class="container" id=CONTENT tabindex="-1">
            {move || (!online.get()).then(|| view! { <p class="strip" role="status">{texts.shell.offline}</p> })}
            <MishapPanel />
            <SessionEnding />
            <Announcement />
            {move || calm.get().then(|| view! { <UpdateOffer /> })}
            {children()}
        </main>
        <Footer />
    }
}

/// What the municipality wants everybody to know now.
#[component]
fn Announcement() -> impl IntoView {
    let town: Town = expect_context();
    let texts = use_texts();
    move || {
        let town = town.get()?;
        let text = localised(texts.language, town.texts.announcement.as_ref()?);
        Some(view! { <p class="strip announcement">{text}</p> })
    }
}
