//! What is kept, and the guardian's data as a file.

use crate::{
    browser::files,
    client::{Client, ClientError},
    components::{Announcer, BusyButton, ProblemPanel, use_texts},
    layout::error_message,
    reactive::context,
};
use contract::Retention;
use leptos::{prelude::*, task::spawn_local};
use web_sys::Blob;

const NAME: &str = "ricarica-dati.json";

/// How long what is kept.
#[component]
pub fn Kept(kept: Retention) -> impl IntoView {
    let words = &use_texts().profile;
    view! {
        <ul class="kept">
            <li>{words.kept_account}</li>
            <li>{words.kept_payments.of(&kept.payments_years.to_string())}</li>
            <li>{words.kept_unpaid.of(&kept.unpaid_days.to_string())}</li>
            <li>{words.kept_movements.of(&kept.movements_days.to_string())}</li>
            <li>{words.kept_checkouts.of(&kept.checkouts_days.to_string())}</li>
            <li>{words.kept_undelivered.of(&kept.undelivered_days.to_string())}</li>
        </ul>
    }
}

/// The button. In the installed app of an iPhone the file is shared, because an opened file has no way back; elsewhere it is
/// downloaded.
#[component]
pub fn MyData() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.profile;
    let client: Client = context();
    let announcer: Announcer = context();
    // Browsers share only right after a tap, and the request may take too long: the next tap has the file.
    let held = StoredValue::new(None::<Blob>);
    let (busy, said) = (RwSignal::new(false), RwSignal::new(""));
    let failed = RwSignal::new(None::<ClientError>);
    let shares = files::is_ios_app() && files::shares(files::JSON, NAME);
    let press = move |()| {
        busy.set(true);
        said.set("");
        failed.set(None);
        spawn_local(async move {
            let content = match held.try_update_value(Option::take).flatten() {
                Some(content) => Ok(content),
                None => client.my_data().await,
            };
            match content {
                Err(error) => drop(failed.try_set(Some(error))),
                Ok(content) if !shares => files::download(&content, NAME),
                Ok(content) => {
                    if !files::share(&content, NAME).await {
                        held.try_set_value(Some(content));
                        announcer.say(texts.common.share_refused);
                        said.try_set(texts.common.share_refused);
                    }
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <BusyButton
            label=if shares { words.share_data } else { words.download_data }
            busy_label=texts.common.loading
            busy=busy
            on_press=Callback::new(press)
            look="btn-outline-primary"
        />
        // The live region announces it already.
        <p class="small" aria-hidden="true">{said}</p>
        {move || failed.get().map(|error| view! { <ProblemPanel message=error_message(texts, &error) /> })}
    }
}
