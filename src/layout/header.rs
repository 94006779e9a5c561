//! The bar at the top: the municipality's arms and the service's name, or the way back, and the profile.

use super::test_banner::TestMark;
use crate::{
    browser::address::Address,
    components::{Icon, Shape, localised, use_texts},
    reactive::{context, memo},
    routes::Route,
    state::{CurrentSession, MunicipalityState},
};
use leptos::prelude::*;

/// One bar of 56 pixels.
#[component]
pub fn Header() -> impl IntoView {
    let texts = use_texts();
    let session: CurrentSession = context();
    let address: Address = context();
    let signed_in = memo(move || session.is_signed_in());
    let has_way_back = memo(move || address.get().parse().is_ok_and(|route: Route| !route.is_top_level()));
    let in_profile = memo(move || address.get().parse() == Ok(Route::Profile));
    view! {
        <header class="app-bar">
            <div class="container">
                {move || match has_way_back.get() {
                    true => view! {
                        <a class="bar-button" href=Route::ACCOUNTS.to_string() aria-label=texts.common.back_to_accounts>
                            <Icon shape=Shape::Back />
                        </a>
                        <span class="brand"><BrandText /></span>
                    }.into_any(),
                    false => view! { <a class="brand" href=Route::ACCOUNTS.to_string()><Brand /></a> }.into_any(),
                }}
                {move || {
                    signed_in.get().then(|| {
                        view! {
                            <a
                                class="bar-button"
                                href=Route::Profile.to_string()
                                aria-label=texts.profile.title
                                aria-current=move || in_profile.get().then_some("page")
                            >
                                <Icon shape=Shape::Person />
                            </a>
                        }
                    })
                }}
            </div>
        </header>
    }
    .into_any()
}

/// The municipality's arms, and the names.
#[component]
fn Brand() -> impl IntoView {
    let municipality: MunicipalityState = context();
    view! {
        {move || match municipality.get().and_then(|municipality| municipality.logo_url.clone()) {
            // The name beside it is its text alternative.
            Some(address) => view! { <img class="icon" src=address alt="" width="32" height="32" /> }.into_any(),
            None => view! { <Icon shape=Shape::Bank /> }.into_any(),
        }}
        <BrandText />
    }
}

/// The service's name, and below it the municipality's; in a test environment its mark.
#[component]
fn BrandText() -> impl IntoView {
    let municipality: MunicipalityState = context();
    let texts = use_texts();
    view! {
        <span class="brand-text">
            <span class="brand-name" translate="no">{texts.shell.app_name}</span>
            {move || municipality.get().map(|known| match known.test_environment {
                true => view! { <TestMark /> }.into_any(),
                false => {
                    let name = localised(texts.language, &known.name);
                    view! { <span class="brand-more" translate="no">{name}</span> }.into_any()
                }
            })}
        </span>
    }
}
