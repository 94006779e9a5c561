//! The page's header: the municipality, the language menu, the navigation and the test banner.

use super::{language_menu::LanguageMenu, navigation::Navigation, test_banner::TestBanner};
use crate::{
    components::{Icon, Shape, localised, use_texts},
    reactive::context,
    routes::Route,
    state::MunicipalityState,
};
use contract::Municipality;
use leptos::prelude::*;
use messages::Texts;

/// In the order of the national design guidelines: first the body that the municipality belongs to and the language,
/// then the municipality and the service, then the navigation with the sign-out button.
#[component]
pub fn Header() -> impl IntoView {
    let municipality: MunicipalityState = context();
    let texts = use_texts();
    view! {
        <header class="it-header-wrapper">
            <div class="it-header-slim-wrapper">
                <div class="container">
                    <div class="it-header-slim-wrapper-content">
                        {move || municipality.get().map(|municipality| parent(texts, &municipality))}
                        <div class="it-header-slim-right-zone"><LanguageMenu /></div>
                    </div>
                </div>
            </div>
            <div class="it-header-center-wrapper">
                <div class="container">
                    <div class="it-header-center-content-wrapper">
                        <div class="it-brand-wrapper"><a class="brand" href=Route::ACCOUNTS.to_string()><Brand /></a></div>
                    </div>
                </div>
            </div>
            <Navigation />
            <TestBanner />
        </header>
    }
    .into_any()
}

/// The municipality's logo and name, and the name of the service.
#[component]
pub(super) fn Brand() -> impl IntoView {
    let municipality: MunicipalityState = context();
    let texts = use_texts();
    view! {
        {move || match municipality.get().and_then(|municipality| municipality.logo_url.clone()) {
            // The name beside it is its text alternative.
            Some(address) => view! { <img class="icon" src=address alt="" width="48" height="48" /> }.into_any(),
            None => view! { <Icon shape=Shape::Bank /> }.into_any(),
        }}
        <span class="it-brand-text">
            {move || municipality.get().map(|known| {
                let name = localised(texts.language, &known.name);
                view! { <span class="it-brand-title" translate="no">{name}</span> }
            })}
            <span class="it-brand-tagline" translate="no">{texts.shell.app_name}</span>
        </span>
    }
}

/// The body that the municipality belongs to, in the header's first line.
fn parent(texts: Texts, municipality: &Municipality) -> Option<AnyView> {
    let name = localised(texts.language, municipality.parent.as_ref()?);
    Some(match &municipality.parent_url {
        Some(address) => {
            let address = address.of(texts.language).1.to_owned();
            view! { <a class="navbar-brand" rel="external" href=address>{name}</a> }.into_any()
        }
        None => view! { <span class="navbar-brand">{name}</span> }.into_any(),
    })
}
