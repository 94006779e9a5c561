//! The profile: who is signed in, the language, and signing out.

use crate::{
    client::Client,
    components::{InstallInvitation, PageError, PageHeading, use_texts},
    layout::LanguageMenu,
    reactive::context,
    state::{CurrentSession, Letters, SavedNotices, checkout::Draft},
};
use leptos::{prelude::*, task::spawn_local};

/// The page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.profile;
    let session: CurrentSession = context();
    view! {
        <PageHeading title=words.title />
        <section class="it-card">
            {move || session.get().map(|session| {
                view! {
                    <dl class="facts">
                        <dt>{words.name}</dt>
                        <dd translate="no">{session.display_name}</dd>
                        <dt>{words.email}</dt>
                        <dd translate="no">{session.email}</dd>
                    </dl>
                }
            })}
            <p class="small">{words.who_changes}</p>
        </section>
        <section class="it-card">
            <h2>{texts.shell.language}</h2>
            <LanguageMenu />
        </section>
        <InstallInvitation />
        <SignOut />
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let texts = use_texts();
    let session: CurrentSession = context();
    let page_error: PageError = context();
    let client: Client = context();
    let (saved_notices, letters): (SavedNotices, Letters) = (context(), context());
    let sign_out = move |_| {
        page_error.clear();
        spawn_local(async move {
            match client.sign_out().await {
                Ok(()) => {
                    Draft::forget();
                    saved_notices.clear();
                    letters.forget_receipts();
                    session.sign_out_locally();
                }
                Err(_) => page_error.show(texts.shell.signing_out_failed),
            }
        });
    };
    view! {
        <section class="it-card">
            <p class="small">{texts.profile.sign_out_lead}</p>
            <button type="button" class="btn btn-outline-primary w-100" on:click=sign_out>{texts.shell.sign_out}</button>
        </section>
    }
}
