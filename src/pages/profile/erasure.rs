//! The request for erasure, which goes to the office.

use crate::{
    browser::{focus::focus, intl},
    client::{Client, ClientError},
    components::{Announcer, BusyButton, ConfirmDialog, ProblemPanel, use_texts},
    layout::error_message,
    reactive::context,
    state::MunicipalityState,
};
use contract::{ErasureRequest, Profile};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// The `id` of the last request, which takes the focus after it was sent.
const ASKED: &str = "erasure-asked";

/// The last request, and the button for one.
#[component]
pub fn Erasure(profile: Profile) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.profile;
    let client: Client = context();
    let announcer: Announcer = context();
    let municipality: MunicipalityState = context();
    let asked = RwSignal::new(profile.erasure);
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ClientError>);
    let sentence = move |request: &ErasureRequest| {
        words.erase_asked.of(&intl::moment(texts.language, &request.asked_at), &request.reference)
    };
    let send = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = client.ask_for_erasure().await;
            busy.try_set(false);
            asking.try_set(false);
            match answer {
                Ok(request) => {
                    announcer.say(&sentence(&request));
                    asked.try_set(Some(request));
                    // The dialog returns the focus to its button first.
                    TimeoutFuture::new(0).await;
                    focus(ASKED);
                }
                Err(error) => drop(failed.try_set(Some(error))),
            }
        });
    });
    // A request that was sent cannot be taken back.
    let dismiss = Callback::new(move |()| {
        if !busy.get_untracked() {
            asking.set(false);
        }
    });
    let open = move |_| {
        failed.set(None);
        asking.set(true);
    };
    let has_office = move || municipality.get().is_some_and(|known| known.office.email.is_some());
    view! {
        {move || match has_office() {
            false => view! { <p class="small">{words.erase_by_office}</p> }.into_any(),
            true => view! {
                <button type="button" class="btn btn-outline-primary w-100" on:click=open>{words.erase}</button>
            }.into_any(),
        }}
        {move || asked.get().map(|request| view! { <p id=ASKED tabindex="-1">{sentence(&request)}</p> })}
        {move || failed.get().map(|error| view! { <ProblemPanel message=error_message(texts, &error) /> })}
        <ConfirmDialog id="erasure" title=words.erase_title open=asking on_dismiss=dismiss>
            <p>{words.erase_what}</p>
            <p>{words.erase_kept.of(&profile.kept.payments_years.to_string())}</p>
            <div class="buttons">
                // The safe answer is the filled button.
                <BusyButton
                    label=words.erase_no
                    busy_label=words.erase_no
                    busy=false
                    blocked=busy
                    on_press=dismiss
                />
                <BusyButton
                    label=words.erase_yes
                    busy_label=texts.common.sending
                    busy=busy
                    on_press=send
                    look="btn-outline-primary"
                />
            </div>
        </ConfirmDialog>
    }
}
