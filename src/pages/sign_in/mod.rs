//! Signing in: an e-mail address, then the code that was sent to it.

mod code_step;
mod draft;
mod email_step;
mod typed;

pub use draft::SignInDraft;

use super::shared::session::CurrentSession;
use code_step::CodeStep;
use email_step::EmailStep;
use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

/// The way in, at whatever address the guardian asked for.
#[component]
pub fn SignInPage() -> impl IntoView {
    let draft: SignInDraft = expect_context();
    move || match draft.pending() {
        None => view! { <EmailStep /> }.into_any(),
        Some(pending) => view! { <CodeStep pending=pending /> }.into_any(),
    }
}

/// The way in at an address of its own, `/accesso?poi=/esito/…`: afterwards the guardian is taken to `poi`.
#[component]
pub fn EntrancePage() -> impl IntoView {
    let session: CurrentSession = expect_context();
    let query = use_query_map();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    move || match signed_in.get() {
        false => view! { <SignInPage /> }.into_any(),
        true => {
            let then = query.with_untracked(|query| query.get("poi")).filter(|path| typed::is_own_path(path));
            view! { <Redirect path=then.unwrap_or_else(|| "/".to_owned()) /> }.into_any()
        }
    }
}
