//! The style page, `/stile`: every component in every state, mounted from the app's own code, so that what is seen and
//! tested here is what guardians see. A program of its own: the app does not carry it (docs/decisions/0016).

mod samples;
mod sections;

use leptos::{mount::mount_to, prelude::*};
use ricarica::{
    browser::{address::Address, document},
    client::Client,
    components::{Announcer, LiveRegion, PageError, remount},
    layout::{Footer, Header},
    messages::Texts,
    state::{ChosenLanguage, CurrentSession, MunicipalityState, SavedNotices, language::first_texts},
};

fn main() {
    console_error_panic_hook::set_once();
    mark("data-install", "steps");
    mark("data-update", "waiting");
    let Some(texts) = first_texts() else { return document::mark("broken") };
    if let Some(place) = document::clear("app") {
        mount_to(place, move || page(texts)).forget();
        document::mark("running");
    }
}

/// What `public/boot.js` writes, so that what depends on it is seen.
fn mark(name: &str, value: &str) {
    let root =
        web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    if let Some(root) = root {
        // Only an invalid attribute name can fail.
        let _ = root.set_attribute(name, value);
    }
}

/// What `src/app.rs` gives to every page, with a municipality and a guardian that are not asked for.
fn page(texts: Texts) -> impl IntoView {
    let language = ChosenLanguage::new(texts);
    let session = samples::session().map_or_else(CurrentSession::new, CurrentSession::of);
    provide_context(language);
    provide_context(session);
    provide_context(samples::municipality().map_or_else(MunicipalityState::new, MunicipalityState::of));
    provide_context(SavedNotices::open());
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
