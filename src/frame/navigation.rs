//! Where a guardian who is signed in can go, and the way out.
use crate::{
    browser::address::Address,
    client::Client,
    components::{Mishap, use_texts},
    pages::{CurrentSession, KeptDraft},
    wallet::Wallet,
};
use leptos::{prelude::*, task::spawn_local};

/// Nothing for others.
#[component]
pub fn Navigation() -> impl IntoView {
    let session: CurrentSession = expect_context();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    move || signed_in.get().then(|| view! { <Links /> })
}

#[component]
fn Links() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="it-header-navbar-wrapper">
            <nav class="container navigation" aria-label=texts.shell.navigation>
                <NavigationLink path="/" label=texts.shell.accounts />
                <NavigationLink path="/storico" label=texts.shell.history />
                <NavigationLink path="/aiuto" label=texts.help.title />
                <SignOut />
            </nav>
        </div>
    }
}

/// A link that says when it leads to where the guardian already is.
#[component]
fn NavigationLink(path: &'static str, label: &'static str) -> impl IntoView {
    let address: Address = expect_context();
    view! { <a href=path aria-current=move || (address.path() == path).then_some("page")>{label}</a> }
}

#[component]
fn SignOut() -> impl IntoView {
    let texts = use_texts();
    let session: CurrentSession = expect_context();
    let mishap: Mishap = expect_context();
    let client: Client = expect_context();
    let wallet: Wallet = expect_context();
    let sign_out = move |_| {
        mishap.is_past();
        spawn_local(async move {
            match client.sign_out().await {
                Ok(()) => {
                    KeptDraft::forget();
                    wallet.clear();
                    session.leave();
                }
                Err(_) => mishap.tell(texts.shell.signing_out_failed),
            }
        });
    };
    view! { <button type="button" on:click=sign_out>{texts.shell.sign_out}</button> }
}
