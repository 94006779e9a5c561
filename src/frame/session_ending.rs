//! The warning before the session ends, and the way to stay.

use super::page::CONTENT;
use crate::{
    browser::focus::focus,
    client::Client,
    components::{Mishap, SessionWarning, use_texts},
    pages::CurrentSession,
};
use leptos::{prelude::*, task::spawn_local};

/// Nothing while there is time.
#[component]
pub fn SessionEnding() -> impl IntoView {
    let texts = use_texts();
    let session: CurrentSession = expect_context();
    let client: Client = expect_context();
    let mishap: Mishap = expect_context();
    let stay = Callback::new(move |()| {
        focus(CONTENT);
        mishap.is_past();
        spawn_local(async move {
            if session.prolong(client).await.is_err() {
                mishap.tell(texts.shell.offline);
            }
        });
    });
    let ending = Memo::new(move |_| session.is_ending());
    move || ending.get().then(|| view! { <SessionWarning on_stay=stay /> })
}
