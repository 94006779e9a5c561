//! From a link to the payment page.

use super::link::Link;
use crate::{
    browser::{
        lifecycle,
        redirect::{self, SafeUrl},
    },
    client::{Client, ClientError},
    components::{BusyButton, ProblemPanel, remount, use_texts},
    layout::{SignInChoice, error_message},
    reactive::{Runs, context, effect},
    state::{MunicipalityState, checkout::sign_in_hint, put},
};
use contract::SignInHint;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// If the page is still shown after this time, the payment page has opened elsewhere or not at all.
const STILL_HERE_MS: u32 = 8000;

/// Why the payment page was not opened.
#[derive(Clone, PartialEq)]
enum Problem {
    Failed(ClientError),
    /// Its address is not safe.
    BadRedirect,
}

/// The payment. It outlives the parts of the page that are drawn anew with each state.
#[derive(Clone, Copy)]
pub struct SharedPayment {
    client: Client,
    link: StoredValue<Link>,
    sign_in: RwSignal<SignInHint>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    runs: Runs,
    reload: Callback<()>,
}

impl SharedPayment {
    /// To be called while the page is mounted. `reload` runs when the gateway refuses, because the page may be out of date.
    pub fn new(link: Link, reload: Callback<()>) -> Self {
        let municipality = use_context::<MunicipalityState>();
        let offered = move || municipality.map(MunicipalityState::sign_in_hints).unwrap_or_default();
        let sign_in = RwSignal::new(sign_in_hint::first(&untrack(offered)));
        // The municipality's answer may arrive later.
        effect(move || sign_in.set(sign_in_hint::first(&offered())));
        let payment = Self {
            client: context(),
            link: StoredValue::new(link),
            sign_in,
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            runs: Runs::new(),
            reload,
        };
        // The payer came back by Back: what ran before is over.
        lifecycle::on_bfcache_restore(move || {
            payment.runs.start();
            put(payment.busy, false);
        });
        payment
    }

    fn press(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.problem.set(None);
        self.busy.set(true);
        let (run, link, sign_in) = (self.runs.start(), self.link.get_value(), self.sign_in.get_untracked());
        spawn_local(async move {
            let opened = self.client.open_shared_checkout(&link.id, &link.key, sign_in).await;
            if !run.is_latest() {
                return;
            }
            match opened {
                Ok(checkout) => match SafeUrl::parse(&checkout.redirect_url) {
                    Some(url) if redirect::go(&url) => TimeoutFuture::new(STILL_HERE_MS).await,
                    _ => drop(self.problem.try_set(Some(Problem::BadRedirect))),
                },
                Err(error) => {
                    let passing = error.is_passing();
                    self.problem.try_set(Some(Problem::Failed(error)));
                    if !passing {
                        // The callback is gone with its page.
                        let _ = self.reload.try_run(());
                    }
                }
            }
            if run.is_latest() {
                put(self.busy, false);
            }
        });
    }
}

/// The choice of SPID or e-mail, the button, and the error.
#[component]
pub fn SharedPaymentForm(payment: SharedPayment) -> impl IntoView {
    let texts = use_texts();
    view! {
        <SignInChoice sign_in=payment.sign_in />
        <BusyButton
            label=texts.shared_notice.pay
            busy_label=texts.top_up.next_busy
            busy=payment.busy
            on_press=Callback::new(move |()| payment.press())
        />
        {remount(
            move || payment.problem.get(),
            move |problem| problem.map(|problem| match problem {
                Problem::Failed(error) => {
                    view! { <ProblemPanel message=error_message(texts, &error) /> }.into_any()
                }
                Problem::BadRedirect => {
                    view! { <p class="alert alert-danger" role="alert">{texts.top_up.bad_redirect}</p> }.into_any()
                }
            }),
        )}
    }
}
