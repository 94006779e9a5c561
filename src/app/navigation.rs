//! Where a guardian who is signed in can go, and the way out.

use crate::context::context;
use crate::{
    browser::address::Address,
    client::Client,
    components::{Mishap, use_texts},
    dom::{Dom, dynamic, view},
    pages::{CurrentSession, KeptDraft, SignInDraft},
    wallet::Wallet,
};
use leptos::{prelude::*, task::spawn_local};

/// Nothing for others.
pub fn navigation() -> Dom {
    let session: CurrentSession = context();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    dynamic(move || signed_in.get().then(|| view! { <Navigation /> }))
}

#[component]
fn Navigation() -> Dom {
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
fn NavigationLink(path: &'static str, label: &'static str) -> Dom {
    let address: Address = context();
    view! { <a href=path aria-current=move || (address.path() == path).then_some("page")>{label}</a> }
}

#[component]
fn SignOut() -> Dom {
    let texts = use_texts();
    let session: CurrentSession = context();
    let mishap: Mishap = context();
    let client: Client = context();
    let wallet: Wallet = context();
    let code: SignInDraft = context();
    let sign_out = move |_| {
        mishap.is_past();
        spawn_local(async move {
            match client.sign_out().await {
                Ok(()) => {
                    KeptDraft::forget();
                    code.clear();
                    wallet.clear();
                    session.leave();
                }
                Err(_) => mishap.tell(texts.shell.signing_out_failed),
            }
        });
    };
    view! { <button type="button" on:click=sign_out>{texts.shell.sign_out}</button> }
}
