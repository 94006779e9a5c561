//! The letter of a link with names, as a file.

use super::link::Link;
use crate::{
    browser::files,
    client::{Client, ClientError},
    components::{BusyButton, ProblemPanel, use_texts},
    layout::{error_message, letter_name},
    reactive::context,
};
use leptos::{prelude::*, task::spawn_local};
use pagopa::NoticeNumber;
use web_sys::Blob;

/// Downloads the letter; in the installed app of an iPhone it is shared, because an opened file has no way back.
#[component]
pub fn SharedLetter(link: Link, number: NoticeNumber) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.shared_notice;
    let client: Client = context();
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ClientError>));
    // Kept for the next tap, because browsers share only right after one.
    let held = RwSignal::new_local(None::<Blob>);
    let refused = RwSignal::new(false);
    let shares = files::is_ios_app();
    let press = Callback::new(move |()| {
        busy.set(true);
        failed.set(None);
        refused.set(false);
        let link = link.clone();
        spawn_local(async move {
            let content = match held.try_get_untracked().flatten() {
                Some(content) => Ok(content),
                None => client.shared_letter(&link.id, &link.key).await,
            };
            match content {
                Ok(content) if shares => {
                    let done = files::share(&content, &letter_name(number)).await;
                    held.try_set(Some(content));
                    refused.try_set(!done);
                }
                Ok(content) => files::download(&content, &letter_name(number)),
                Err(error) => drop(failed.try_set(Some(error))),
            }
            busy.try_set(false);
        });
    });
    view! {
        <BusyButton
            label=if shares { words.letter_share } else { words.letter }
            busy_label=texts.common.loading
            busy=busy
            on_press=press
            look="btn-outline-primary"
        />
        {move || refused.get().then(|| view! { <p class="small" role="status">{texts.common.share_refused}</p> })}
        {move || failed.get().map(|error| view! { <ProblemPanel message=error_message(texts, &error) /> })}
    }
}
