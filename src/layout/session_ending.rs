//! The warning before the session ends, with the button that prolongs it.

use crate::{
    browser::focus::focus,
    client::Client,
    components::{CONTENT, PageError, SessionWarning, use_texts},
    reactive::context,
    state::CurrentSession,
};
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
            if session.prolong(client).await.is_err() {
                page_error.show(texts.shell.offline);
            }
        });
    });
    let ending = Memo::new(move |_| session.is_ending());
    move || ending.get().then(|| view! { <SessionWarning on_stay=stay /> })
}
