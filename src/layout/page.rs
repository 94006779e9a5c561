//! The layout around a page.

use super::{footer::Footer, header::Header, navigation::Navigation, session_ending::SessionEnding};
use crate::{
    browser::{address::Address, lifecycle::Online},
    components::{CONTENT, ErrorBanner, PageError, UpdateOffer, localised, use_texts},
    reactive::{context, memo, on_change},
    routes::Route,
    state::MunicipalityState,
};
use leptos::prelude::*;

/// A page with the bar, the tabs and the footer.
#[component]
pub fn Layout(children: Children) -> impl IntoView {
    let texts = use_texts();
    let online: Online = context();
    let address: Address = context();
    let interruptible =
        memo(move || address.get().parse().is_ok_and(|route: Route| route.is_interruptible()));
    let page_error: PageError = context();
    on_change(move || address.get(), move |_| page_error.clear());
    view! {
        // A jump within the page: `rel` keeps the app from handling the click.
        <div class="skiplinks">
            <a class="visually-hidden-focusable" href=["#", CONTENT].concat() rel="external">{texts.shell.skip_link}</a>
        </div>
        <Header />
        <Navigation />
        <main class="container" id=CONTENT tabindex="-1">
            {move || (!online.get()).then(|| view! { <p class="strip" role="status">{texts.shell.offline}</p> })}
            <ErrorBanner />
            <SessionEnding />
            <Announcement />
            {move || interruptible.get().then(|| view! { <UpdateOffer /> })}
            {children()}
        </main>
        <Footer />
    }
}

/// The municipality's current announcement.
#[component]
fn Announcement() -> impl IntoView {
    let municipality: MunicipalityState = context();
    let texts = use_texts();
    move || {
        let municipality = municipality.get()?;
        let text = localised(texts.language, municipality.texts.announcement.as_ref()?);
        Some(view! { <p class="strip announcement">{text}</p> })
    }
}
