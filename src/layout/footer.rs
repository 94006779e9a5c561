//! The page's footer.

use super::{language_menu::LanguageMenu, office_contacts::OfficeContacts};
use crate::{
    browser::address::Address,
    components::{localised, use_texts},
    reactive::{context, memo},
    routes::Route,
    state::{CurrentSession, MunicipalityState, session::Gate},
};
use contract::Municipality;
use leptos::prelude::*;
use messages::Texts;

/// The legal links that every page must have. On the help page, and without a session, also the municipality, the body it
/// belongs to, its contacts, pagoPA, and the language menu, which a signed-in guardian has in the profile.
#[component]
pub fn Footer() -> impl IntoView {
    let session: CurrentSession = context();
    let address: Address = context();
    let full = memo(move || {
        // While the session is not known, the page has what it has with a session.
        matches!(session.gate(), Gate::SignIn | Gate::Unreachable)
            || matches!(address.get().parse(), Ok(Route::Help(_)))
    });
    view! {
        <footer class="app-footer">
            <div class="container">
                {move || full.get().then(|| view! { <Details /> })}
                <Links />
            </div>
        </footer>
    }
}

#[component]
fn Details() -> impl IntoView {
    let municipality: MunicipalityState = context();
    let texts = use_texts();
    view! {
        <div class="footer-columns">
            {move || {
                municipality.has_contacts()
                    .then(|| view! { <section><h2>{texts.shell.help}</h2><OfficeContacts /></section> })
            }}
            <section>
                <h2>"pagoPA"</h2>
                <p>{texts.shell.pagopa}</p>
            </section>
            <section>
                <h2>{texts.shell.language}</h2>
                <LanguageMenu />
            </section>
        </div>
    }
}

/// The municipality with the body it belongs to, and the legal links.
#[component]
fn Links() -> impl IntoView {
    let municipality: MunicipalityState = context();
    let texts = use_texts();
    move || {
        municipality.get().map(|known| {
            let links = texts.legal_links(&known).into_iter().map(|(address, name)| {
                view! { <li><a rel="external" href=address.to_owned()>{name}</a></li> }
            });
            view! {
                <ul class="footer-links">
                    <li>{localised(texts.language, &known.name)}</li>
                    {parent(texts, &known)}
                    {links.collect_view()}
                </ul>
                {known.test_environment.then(|| view! { <p>{texts.shell.test_environment_more}</p> })}
            }
        })
    }
}

/// The body that the municipality belongs to.
fn parent(texts: Texts, municipality: &Municipality) -> Option<AnyView> {
    let name = localised(texts.language, municipality.parent.as_ref()?);
    Some(match &municipality.parent_url {
        Some(address) => {
            let address = address.of(texts.language).1.to_owned();
            view! { <li><a rel="external" href=address>{name}</a></li> }.into_any()
        }
        None => view! { <li>{name}</li> }.into_any(),
    })
}
