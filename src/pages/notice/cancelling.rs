//! Cancels a top-up after a question.

use crate::{
    browser::{focus::focus, intl},
    client::{Client, ClientError},
    components::{BusyButton, ConfirmDialog, Icon, ProblemPanel, Shape, remount, use_texts},
    layout::error_message,
    reactive::context,
    state::AccountsState,
};
use contract::{ProblemKind, TopUp, TopUpId};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;

/// The `id` of the page's content, which takes the focus when the focused button is removed.
pub const STATE: &str = "notice-state";

/// The state of the cancellation.
#[derive(Clone, Copy)]
pub struct Cancelling {
    client: Client,
    accounts: Option<AccountsState>,
    id: StoredValue<TopUpId>,
    reload: Callback<()>,
    asking: RwSignal<bool>,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<ClientError>>,
}

impl Cancelling {
    /// To be called while the page is mounted. `reload` runs when the gateway has cancelled the top-up or refused.
    pub fn new(id: TopUpId, reload: Callback<()>) -> Self {
        Self {
            client: context(),
            accounts: use_context(),
            id: StoredValue::new(id),
            reload,
            asking: RwSignal::new(false),
            busy: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    /// Opens the question.
    pub fn ask(self) {
        self.failed.set(None);
        self.asking.set(true);
    }

    fn go(self) {
        self.busy.set(true);
        spawn_local(async move {
            let Some(id) = self.id.try_get_value() else { return };
            let done = self.client.cancel_top_up(&id).await;
            // A cancelled top-up no longer counts towards the account's cap.
            if let Some(accounts) = self.accounts {
                accounts.forget();
            }
            self.busy.try_set(false);
            self.asking.try_set(false);
            // Cancelled or refused, the page shows the current state.
            let _ = self.reload.try_run(());
            if let Err(error) = done {
                self.failed.try_set(Some(error));
            }
            // The dialog returns the focus to a button that is about to be removed.
            TimeoutFuture::new(0).await;
            focus(STATE);
        });
    }
}

/// The question. It stays mounted while the page behind it changes.
#[component]
pub fn CancelQuestion(cancelling: Cancelling) -> impl IntoView {
    let texts = use_texts();
    let Cancelling { asking, busy, .. } = cancelling;
    // A request that was sent cannot be taken back.
    let dismiss = Callback::new(move |()| {
        if !busy.get_untracked() {
            asking.set(false);
        }
    });
    view! {
        <ConfirmDialog id="cancel" title=texts.notice.cancel_title open=asking on_dismiss=dismiss>
            <p>{texts.notice.cancel_what}</p>
            <div class="buttons">
                <BusyButton
                    label=texts.notice.cancel_yes
                    busy_label=texts.notice.cancel_busy
                    busy=busy
                    on_press=Callback::new(move |()| cancelling.go())
                />
                <BusyButton
                    label=texts.notice.cancel_no
                    busy_label=texts.notice.cancel_no
                    busy=false
                    blocked=busy
                    on_press=dismiss
                    look="btn-outline-primary"
                />
            </div>
        </ConfirmDialog>
    }
}

/// Why the top-up was not cancelled, and when to try again.
#[component]
pub fn CancelRefused(cancelling: Cancelling, #[prop(into)] top_up: Signal<Option<TopUp>>) -> impl IntoView {
    let texts = use_texts();
    remount(
        move || {
            let error = cancelling.failed.get()?;
            let in_progress = error.kind() == Some(ProblemKind::PaymentInProgress);
            Some((error, in_progress.then(|| top_up.get())))
        },
        move |failed| {
            failed.map(|(error, refusal)| match refusal {
                Some(top_up) => refused(texts, top_up.as_ref()),
                None => view! { <ProblemPanel message=error_message(texts, &error) /> }.into_any(),
            })
        },
    )
}

fn refused(texts: Texts, top_up: Option<&TopUp>) -> AnyView {
    view! {
        <section class="alert alert-warning" role="alert">
            <h2><Icon shape=Shape::Alert />{texts.notice.cancel_refused_title}</h2>
            <p>{texts.notice.cancel_refused}</p>
            <p>{when_again(texts, top_up)}</p>
        </section>
    }
    .into_any()
}

/// When to try again. A payment page closes at a known time; a payment at a counter or in charge ends at an unknown
/// time.
pub fn when_again(texts: Texts, top_up: Option<&TopUp>) -> String {
    let attempt =
        top_up.and_then(|top_up| top_up.attempt.as_ref()).filter(|attempt| attempt.outcome.is_none());
    match attempt {
        Some(attempt) => texts.notice.cancel_after.of(&intl::time(texts.language, &attempt.expires_at)),
        None => texts.notice.cancel_later.to_owned(),
    }
}
