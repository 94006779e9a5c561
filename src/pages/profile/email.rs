//! The change of address: the new one, then the code that was sent to it.

use crate::{
    browser::focus::{correct, focus},
    client::Client,
    components::{Announcer, BusyButton, ErrorMessage, Icon, ProblemPanel, Shape, remount, use_texts},
    layout::error_message,
    reactive::context,
    state::CurrentSession,
};
use contract::{NewSession, ProblemKind, SignInChallenge};
use gloo_timers::future::TimeoutFuture;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use messages::Texts;

const OPEN: &str = "change-email";
const EMAIL: &str = "new-email";
const CODE: &str = "new-email-code";

/// Where the guardian is.
#[derive(Clone, PartialEq, Eq)]
enum Step {
    Closed,
    Address,
    Code(SignInChallenge),
}

/// The state of the change.
#[derive(Clone, Copy)]
struct Change {
    client: Client,
    texts: Texts,
    session: CurrentSession,
    announcer: Announcer,
    step: RwSignal<Step>,
    email: RwSignal<String>,
    code: RwSignal<String>,
    busy: RwSignal<bool>,
    /// At the field of the step.
    wrong: RwSignal<Option<String>>,
    failed: RwSignal<Option<ErrorMessage>>,
    said: RwSignal<String>,
}

impl Change {
    /// Shows another step, with the focus on what is to be done there.
    fn go(self, step: Step, target: &'static str) {
        self.wrong.try_set(None);
        self.failed.try_set(None);
        self.step.try_set(step);
        spawn_local(async move {
            TimeoutFuture::new(0).await;
            focus(target);
        });
    }

    fn open(self) {
        self.said.set(String::new());
        self.code.set(String::new());
        self.go(Step::Address, EMAIL);
    }

    fn refuse(self, field: &'static str, sentence: String) {
        self.wrong.try_set(Some(sentence));
        correct(field.to_owned());
    }

    fn send(self) {
        let email = self.email.get_untracked().trim().to_owned();
        let words = &self.texts.sign_in;
        let own =
            self.session.get_untracked().is_some_and(|session| session.email.eq_ignore_ascii_case(&email));
        let sentence = match email.split_once('@') {
            _ if email.is_empty() => Some(words.email_empty),
            _ if own => Some(self.texts.profile.email_same),
            Some((name, host)) if !name.is_empty() && host.contains('.') => None,
            _ => Some(words.email_wrong),
        };
        if let Some(sentence) = sentence {
            return self.refuse(EMAIL, sentence.to_owned());
        }
        self.start();
        spawn_local(async move {
            let answer = self.client.ask_for_email_change(email).await;
            self.busy.try_set(false);
            match answer {
                Ok(challenge) => {
                    self.code.try_set(String::new());
                    self.go(Step::Code(challenge), CODE);
                }
                Err(error) if error.kind() == Some(ProblemKind::InvalidField) => {
                    self.refuse(EMAIL, self.texts.sign_in.email_wrong.to_owned());
                }
                Err(error) => drop(self.failed.try_set(Some(error_message(self.texts, &error)))),
            }
        });
    }

    fn confirm(self, challenge: SignInChallenge) {
        let code: String = self.code.get_untracked().split_whitespace().collect();
        let wanted = challenge.code_length;
        if u32::try_from(code.chars().count()) != Ok(wanted) {
            let sentence = self.texts.sign_in.code_wrong_length.of(&wanted.to_string());
            return self.refuse(CODE, sentence);
        }
        self.start();
        spawn_local(async move {
            let new = NewSession { challenge_id: challenge.challenge_id, code };
            let answer = self.client.change_email(&new).await;
            self.busy.try_set(false);
            match answer {
                Ok(session) => {
                    let done = self.texts.profile.email_changed.of(&session.email);
                    self.session.begin(session);
                    self.email.try_set(String::new());
                    self.announcer.say(&done);
                    self.said.try_set(done);
                    self.go(Step::Closed, OPEN);
                }
                Err(error) if error.kind() == Some(ProblemKind::CodeRefused) => {
                    self.refuse(CODE, self.texts.sign_in.code_refused.to_owned());
                }
                Err(error) => drop(self.failed.try_set(Some(error_message(self.texts, &error)))),
            }
        });
    }

    fn start(self) {
        self.wrong.set(None);
        self.failed.set(None);
        self.busy.set(true);
    }
}

/// The button, and the form of the step.
#[component]
pub fn EmailChange() -> impl IntoView {
    let change = Change {
        client: context(),
        texts: use_texts(),
        session: context(),
        announcer: context(),
        step: RwSignal::new(Step::Closed),
        email: RwSignal::new(String::new()),
        code: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
        failed: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    let Change { failed, said, step, .. } = change;
    view! {
        // The live region announces it already.
        <p class="small" aria-hidden="true">{said}</p>
        {remount(
            move || step.get(),
            move |step| match step {
                Step::Closed => closed(change),
                Step::Address => address_form(change),
                Step::Code(challenge) => code_form(change, challenge),
            },
        )}
        {move || failed.get().map(|message| view! { <ProblemPanel message=message /> })}
    }
}

fn closed(change: Change) -> AnyView {
    view! {
        <button
            type="button"
            id=OPEN
            class="btn btn-outline-primary w-100"
            on:click=move |_| change.open()
        >
            {change.texts.profile.change_email}
        </button>
    }
    .into_any()
}

fn address_form(change: Change) -> AnyView {
    let words = &change.texts.profile;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !change.busy.get_untracked() {
            change.send();
        }
    };
    view! {
        <form class="buttons" novalidate on:submit=submit>
            {field(change, EMAIL, words.new_email, words.new_email_hint.to_owned())}
            <BusyButton label=change.texts.sign_in.send_code busy_label=change.texts.common.sending busy=change.busy />
            {keep(change)}
        </form>
    }
    .into_any()
}

fn code_form(change: Change, challenge: SignInChallenge) -> AnyView {
    let words = &change.texts.profile;
    let hint = words.email_code_hint.of(&challenge.expires_in.div_ceil(60).to_string());
    let sent = words.email_code_sent.of(change.email.get_untracked().trim());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !change.busy.get_untracked() {
            change.confirm(challenge.clone());
        }
    };
    view! {
        <form class="buttons" novalidate on:submit=submit>
            <p>{sent}</p>
            {field(change, CODE, change.texts.sign_in.code, hint)}
            <BusyButton label=words.confirm_email busy_label=words.confirming busy=change.busy />
            <button
                type="button"
                class="btn btn-link"
                on:click=move |_| {
                    if !change.busy.get_untracked() {
                        change.go(Step::Address, EMAIL);
                    }
                }
            >
                {change.texts.sign_in.other_email}
            </button>
            {keep(change)}
        </form>
    }
    .into_any()
}

/// Gives it up.
fn keep(change: Change) -> AnyView {
    view! {
        <button
            type="button"
            class="btn btn-link"
            on:click=move |_| {
                if !change.busy.get_untracked() {
                    change.go(Step::Closed, OPEN);
                }
            }
        >
            {change.texts.profile.keep_email}
        </button>
    }
    .into_any()
}

/// The field of a step, with its error.
fn field(change: Change, id: &'static str, label: &'static str, hint: String) -> AnyView {
    let is_code = id == CODE;
    let value = if is_code { change.code } else { change.email };
    let wrong = change.wrong;
    let (hint_id, error_id) = ([id, "-hint"].concat(), [id, "-error"].concat());
    let described_by = [&hint_id, " ", &error_id].concat();
    view! {
        <div class="form-group" class:code-field=is_code class:wrong=move || wrong.with(Option::is_some)>
            <label for=id>{label}</label>
            <input
                id=id
                class="form-control"
                type=if is_code { "text" } else { "email" }
                inputmode=if is_code { "numeric" } else { "email" }
                autocomplete=if is_code { "one-time-code" } else { "email" }
                autocapitalize="none"
                spellcheck="false"
                maxlength=if is_code { "32" } else { "254" }
                enterkeyhint=if is_code { "go" } else { "send" }
                prop:value=value
                readonly=change.busy
                aria-describedby=described_by
                aria-invalid=move || wrong.with(|wrong| wrong.is_some().then_some("true"))
                on:input=move |event| value.set(event_target_value(&event))
                // Some programs that fill in forms fire no other event.
                on:change=move |event| value.set(event_target_value(&event))
            />
            <p class="form-text" id=hint_id>{hint}</p>
            // Read with the field, which takes the focus (`focus::correct`).
            <p class="invalid-feedback" id=error_id>
                {remount(
                    move || wrong.get(),
                    |wrong| wrong.map(|wrong| view! { <Icon shape=Shape::Alert />{wrong} }),
                )}
            </p>
        </div>
    }
    .into_any()
}
