//! Signing in: an e-mail address, then the code that was sent to it.

mod code_step;
mod draft;
mod email_step;
mod typed;

pub use draft::SignInDraft;

use super::shared::session::CurrentSession;
use crate::context::context;
use crate::{
    browser::address::Address,
    dom::{Dom, dynamic, effect, view},
};
use code_step::CodeStep;
use email_step::EmailStep;
use leptos::prelude::*;

/// The way in, at whatever address the guardian asked for.
#[component]
pub fn SignInPage(
    /// The notices on this phone, where the program knows them.
    kept: fn() -> Dom,
) -> Dom {
    let draft: SignInDraft = context();
    dynamic(move || match draft.pending() {
        None => view! { <EmailStep kept=kept /> },
        Some(pending) => view! { <CodeStep pending=pending /> },
    })
}

/// The way in at an address of its own, `/accesso?poi=/esito/…`: afterwards the guardian is taken to `poi`.
#[component]
pub fn EntrancePage(
    /// As [`SignInPage`]'s.
    kept: fn() -> Dom,
) -> Dom {
    let session: CurrentSession = context();
    let address: Address = context();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    effect(move || {
        if signed_in.get() {
            let then = untrack(|| address.query("poi")).filter(|path| typed::is_own_path(path));
            address.go_instead(then.as_deref().unwrap_or("/"));
        }
    });
    dynamic(move || (!signed_in.get()).then(|| view! { <SignInPage kept=kept /> }))
}
