//! The navigation of a signed-in guardian, with the sign-out button.

use crate::{
    browser::address::Address,
    client::Client,
    components::{PageError, use_texts},
    reactive::{context, memo},
    routes::Route,
    state::{CurrentSession, SavedNotices, checkout::Draft},
};
use leptos::{prelude::*, task::spawn_local};

/// Empty without a session.
#[component]
pub fn Navigation() -> impl IntoView {
    let session: CurrentSession = context();
    let signed_in = memo(move || session.is_signed_in());
    move || signed_in.get().then(|| view! { <Links /> })
}

#[component]
fn Links() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="it-header-navbar-wrapper">
            <nav class="container navigation" aria-label=texts.shell.navigation>
                <NavigationLink to=Route::ACCOUNTS label=texts.shell.accounts />
                <NavigationLink to=Route::History label=texts.shell.history />
                <NavigationLink to=Route::Help(None) label=texts.help.title />
                <SignOut />
            </nav>
        </div>
    }
}

/// A link, marked if it leads to the current page.
#[component]
fn NavigationLink(to: Route, label: &'static str) -> impl IntoView {
    let address: Address = context();
    let href = to.to_string();
    let here = move || match address.get().parse() {
        // With or without `from_icon`.
        Ok(Route::Accounts { .. }) => Route::ACCOUNTS == to,
        route => route.as_ref() == Ok(&to),
    };
    view! { <a href=href aria-current=move || here().then_some("page")>{label}</a> }
}

#[component]
fn SignOut() -> impl IntoView {
    let texts = use_texts();
    let session: CurrentSession = context();
    let page_error: PageError = context();
    let client: Client = context();
    let saved_notices: SavedNotices = context();
    let sign_out = move |_| {
        page_error.clear();
        spawn_local(async move {
            match client.sign_out().await {
                Ok(()) => {
                    Draft::forget();
                    saved_notices.clear();
                    session.sign_out_locally();
                }
                Err(_) => page_error.show(texts.shell.signing_out_failed),
            }
        });
    };
    view! { <button type="button" on:click=sign_out>{texts.shell.sign_out}</button> }
}
