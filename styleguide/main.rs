//! The style page, `/stile`: every component in every state, mounted from the app's own code. A separate program, so
//! that the app does not contain it (docs/decisions/0016).

mod samples;
mod sections;

use leptos::{mount::mount_to, prelude::*};
use ricarica::{
    browser::{
        address::Address,
        document::{self, Replacement},
    },
    client::Client,
    components::{Announcer, LiveRegion, PageError, remount},
    layout::{Footer, Header},
    messages::Texts,
    state::{
        AccountsState, ChosenLanguage, CurrentSession, MunicipalityState, SavedNotices, TopUpsState,
        language::first_texts,
    },
};

fn main() {
    console_error_panic_hook::set_once();
    mark("data-install", "steps");
    mark("data-update", "waiting");
    let Some(texts) = first_texts() else { return document::mark("broken") };
    if let Some(replacement) = Replacement::of("app") {
        mount_to(replacement.place(), move || page(texts)).forget();
        replacement.show();
        document::mark("running");
    }
}

/// Sets an attribute that `public/boot.js` sets, so that the components that depend on it are shown.
fn mark(name: &str, value: &str) {
    let root =
        web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    if let Some(root) = root {
        // Only an invalid attribute name can fail.
        let _ = root.set_attribute(name, value);
    }
}

/// The contexts of `src/app.rs`, with a sample municipality and a sample session.
fn page(texts: Texts) -> impl IntoView {
    let language = ChosenLanguage::new(texts);
    let session = samples::session().map_or_else(CurrentSession::new, CurrentSession::of);
    provide_context(language);
    provide_context(session);
    provide_context(samples::municipality().map_or_else(MunicipalityState::new, MunicipalityState::of));
    let saved_notices = SavedNotices::open();
    let top_ups = TopUpsState::new(session, saved_notices);
    provide_context(saved_notices);
    provide_context(top_ups);
    provide_context(AccountsState::new(session, top_ups));
    provide_context(Address::follow());
    provide_context(Announcer::new());
    provide_context(PageError::new());
    document::set_title("Stile");
    remount(
        move || language.texts(),
        |texts| {
            document::set_language(texts.language.tag());
            provide_context(texts);
            provide_context(Client::new(texts.language, Callback::new(|()| {})));
            view! {
                <Header />
                <main class="container" id="content" tabindex="-1">
                    <h1>"Stile"</h1>
                    {sections::all()}
                </main>
                <Footer />
                <LiveRegion />
            }
        },
    )
}
