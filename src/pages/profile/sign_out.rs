//! Signing out, here.

use crate::{
    client::Client,
    components::{PageError, use_texts},
    reactive::context,
    state::{CurrentSession, Letters, SavedNotices, checkout::Draft},
};
use leptos::{prelude::*, task::spawn_local};

/// What a phone forgets when its session has ended.
#[derive(Clone, Copy)]
pub struct Leaving {
    session: CurrentSession,
    saved_notices: SavedNotices,
    letters: Letters,
}

impl Leaving {
    /// To be called while the page is mounted.
    pub fn new() -> Self {
        Self { session: context(), saved_notices: context(), letters: context() }
    }

    /// The gateway has ended the session.
    pub fn leave(self) {
        Draft::forget();
        self.saved_notices.clear();
        self.letters.forget_receipts();
        self.session.sign_out_locally();
    }
}

/// The button.
#[component]
pub fn SignOut() -> impl IntoView {
    let texts = use_texts();
    let page_error: PageError = context();
    let client: Client = context();
    let leaving = Leaving::new();
    let sign_out = move |_| {
        page_error.clear();
        spawn_local(async move {
            match client.sign_out().await {
                Ok(()) => leaving.leave(),
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
