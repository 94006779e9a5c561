//! The first step: the address.

use super::{
    draft::{Pending, SignInDraft},
    typed::looks_like_email,
};
use crate::context::context;
use crate::signal::RwSignal;
use crate::{
    browser::focus::focus,
    client::ClientError,
    components::{BusyButton, PageHeading, ProblemPanel, TextField, Typed, use_texts},
    dom::{Dom, view},
    messages::Texts,
    pages::shared::{session::CurrentSession, trouble::trouble, use_client},
};
use contract::ProblemKind;
use leptos::{prelude::*, task::spawn_local};

const FIELD: &str = "email";

/// Asks for the address and has a code sent.
#[component]
pub fn EmailStep(
    /// The notices on this phone.
    kept: fn() -> Dom,
) -> Dom {
    let texts = use_texts();
    let client = use_client();
    let session: CurrentSession = context();
    let draft: SignInDraft = context();
    let email = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<ClientError>);
    let busy = RwSignal::new(false);

    let refuse = move |sentence: &str| {
        wrong.try_set(Some(sentence.to_owned()));
        focus(FIELD);
    };
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        let address = email.get_untracked().trim().to_owned();
        failed.set(None);
        if address.is_empty() {
            return refuse(texts.sign_in.email_empty);
        }
        if !looks_like_email(&address) {
            return refuse(texts.sign_in.email_wrong);
        }
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = client.ask_for_code(address.clone()).await;
            busy.try_set(false);
            match answer {
                Ok(challenge) => draft.set(Pending::new(address, challenge)),
                Err(error) => match error.kind() {
                    Some(ProblemKind::InvalidField) => refuse(texts.sign_in.email_wrong),
                    Some(ProblemKind::TooManyRequests) => refuse(texts.sign_in.too_many),
                    _ => drop(failed.try_set(Some(error))),
                },
            }
        });
    };

    view! {
        <PageHeading title=texts.sign_in.title />
        {move || match session.has_ended() {
            true => view! { <p class="alert alert-warning" role="status">{texts.sign_in.session_over}</p> },
            false => view! { <p class="lead">{texts.sign_in.lead}</p> },
        }}
        {(!session.was_ever_here()).then(|| first_visit(texts))}
        // At a counter nobody should have to sign in first.
        {kept()}
        <form
            class="it-card sign-in"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <TextField
                id=FIELD
                label=texts.sign_in.email
                hint=texts.sign_in.email_hint
                typed=Typed::Email
                value=email
                wrong=wrong
            />
            <BusyButton label=texts.sign_in.send_code busy_label=texts.common.loading busy=busy />
        </form>
        {move || failed.get().map(|error| view! { <ProblemPanel trouble=trouble(texts, &error) /> })}
    }
}

/// What this is about, in three short lines.
fn first_visit(texts: Texts) -> Dom {
    let [enter, choose, pay] =
        [texts.sign_in.first_enter, texts.sign_in.first_choose, texts.sign_in.first_pay];
    view! { <ol class="first-visit"><li>{enter}</li><li>{choose}</li><li>{pay}</li></ol> }
}
