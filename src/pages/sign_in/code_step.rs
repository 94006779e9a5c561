//! The second step: the code.

use super::{
    draft::{Pending, SignInDraft},
    typed,
};
use crate::context::context;
use crate::signal::RwSignal;
use crate::{
    browser::{focus::focus, timer},
    client::ClientError,
    components::{Announcer, BusyButton, PageHeading, ProblemPanel, TextField, Typed, use_texts},
    dom::{Dom, view},
    pages::shared::{session::CurrentSession, trouble::trouble, use_client},
};
use contract::{NewSession, ProblemKind};
use leptos::{prelude::*, task::spawn_local};

const FIELD: &str = "code";
/// A second code may be asked for after so many seconds: most messages have arrived by then.
const PATIENCE_S: u64 = 30;

/// Asks for the code and signs in.
#[component]
pub fn CodeStep(pending: Pending) -> Dom {
    let texts = use_texts();
    let client = use_client();
    let session: CurrentSession = context();
    let draft: SignInDraft = context();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<ClientError>);
    let busy = RwSignal::new(false);
    let (minutes, digits) = (u64::from(pending.minutes), u64::from(pending.digits));
    let sent_to = texts.sign_in.code_sent.of(&pending.email);

    let refuse = move |sentence: String| {
        wrong.try_set(Some(sentence));
        focus(FIELD);
    };
    let enter = {
        let pending = pending.clone();
        move || {
            if busy.get_untracked() {
                return;
            }
            failed.set(None);
            let Some(code) = typed::code(&typed.get_untracked(), pending.digits) else {
                return refuse(texts.sign_in.code_wrong_length.of(&digits.to_string()));
            };
            wrong.set(None);
            busy.set(true);
            let challenge_id = pending.challenge_id.clone();
            spawn_local(async move {
                let answer = client.sign_in(NewSession { challenge_id, code }).await;
                busy.try_set(false);
                match answer {
                    Ok(begun) => {
                        draft.clear();
                        session.begin(begun);
                    }
                    Err(error) => match error.kind() {
                        Some(ProblemKind::CodeRefused) => refuse(texts.sign_in.code_refused.to_owned()),
                        Some(ProblemKind::TooManyRequests) => refuse(texts.sign_in.too_many.to_owned()),
                        _ => drop(failed.try_set(Some(error))),
                    },
                }
            });
        }
    };

    view! {
        <PageHeading title=texts.sign_in.code_title />
        <p class="lead">{sent_to}</p>
        <form
            class="it-card sign-in"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                enter();
            }
        >
            <TextField
                id=FIELD
                label=texts.sign_in.code
                hint=texts.sign_in.code_hint.of(&minutes.to_string())
                typed=Typed::Code
                value=typed
                wrong=wrong
            />
            <BusyButton label=texts.sign_in.enter busy_label=texts.common.loading busy=busy />
        </form>
        {move || failed.get().map(|error| view! { <ProblemPanel trouble=trouble(texts, &error) /> })}
        <NoCode pending=pending failed=failed wrong=wrong />
    }
}

/// What to do when no message arrives: look elsewhere, ask again after a while, change the address.
#[component]
fn NoCode(pending: Pending, failed: RwSignal<Option<ClientError>>, wrong: RwSignal<Option<String>>) -> Dom {
    let texts = use_texts();
    let client = use_client();
    let draft: SignInDraft = context();
    let announcer: Announcer = context();
    let busy = RwSignal::new(false);
    let wait = RwSignal::new(PATIENCE_S);
    spawn_local(async move {
        while wait.try_get_untracked().is_some_and(|left| left > 0) {
            timer::sleep(1000).await;
            wait.try_update(|left| *left = left.saturating_sub(1));
        }
    });

    let email = StoredValue::new(pending.email);
    let resend = Callback::new(move |()| {
        failed.set(None);
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            let email = email.get_value();
            let answer = client.ask_for_code(email.clone()).await;
            busy.try_set(false);
            match answer {
                // The step is mounted anew, with an empty field and a new wait.
                // Unless the code before was entered meanwhile: then nobody waits for this one.
                Ok(challenge) if draft.is_under_way_untracked() => {
                    draft.set(Pending::new(email, challenge));
                    announcer.say(texts.sign_in.code_new_sent);
                }
                Ok(_) => {}
                Err(error) if error.kind() == Some(ProblemKind::TooManyRequests) => {
                    wrong.try_set(Some(texts.sign_in.too_many.to_owned()));
                }
                Err(error) => drop(failed.try_set(Some(error))),
            }
        });
    });

    view! {
        <section class="no-code">
            <h2>{texts.sign_in.no_code}</h2>
            <p>{texts.sign_in.no_code_advice}</p>
            <div class="buttons">
                {move || match wait.get() {
                    0 => view! {
                        <BusyButton
                            label=texts.sign_in.resend
                            busy_label=texts.common.loading
                            busy=busy
                            on_press=resend
                            look="btn-outline-primary"
                        />
                    },
                    seconds => view! { <p class="small">{texts.sign_in.resend_in.of(seconds)}</p> },
                }}
                <button type="button" class="btn btn-link" on:click=move |_| draft.clear()>
                    {texts.sign_in.change_email}
                </button>
            </div>
        </section>
    }
}
