//! The warning before the session ends, with the button that prolongs it.

use super::error_message;
use crate::{
    browser::focus::focus,
    client::{Client, ClientError},
    components::{CONTENT, PageError, SessionWarning, use_texts},
    reactive::{context, memo},
    state::CurrentSession,
};
use contract::ProblemKind;
use leptos::{prelude::*, task::spawn_local};

/// Empty until the session is about to end.
#[component]
pub fn SessionEnding() -> impl IntoView {
    let texts = use_texts();
    let session: CurrentSession = context();
    let client: Client = context();
    let page_error: PageError = context();
    let stay = Callback::new(move |()| {
        focus(CONTENT);
        page_error.clear();
        spawn_local(async move {
            match session.prolong(client).await {
                Ok(()) => {}
                Err(ClientError::Offline | ClientError::Timeout) => page_error.show(texts.shell.offline),
                // The page shows that the session has ended.
                Err(error) if error.kind() == Some(ProblemKind::NotSignedIn) => {}
                Err(error) => page_error.show(error_message(texts, &error).text.what),
            }
        });
    });
    let ending = memo(move || session.is_ending());
    move || ending.get().then(|| view! { <SessionWarning on_stay=stay /> })
}
