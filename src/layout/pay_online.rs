//! Pays existing top-ups at the payment page.

use super::{SignInChoice, error_message};
use crate::{
    browser::intl,
    client::ClientError,
    components::{BusyButton, ErrorMessage, Icon, ProblemPanel, Shape, remount, use_texts},
    routes::Route,
    state::{
        checkout::{CheckoutFlow, Ending, PaymentWay, Stop},
        now_s,
    },
};
use contract::{ProblemKind, TopUpId};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;

/// The payment of existing top-ups.
#[derive(Clone, Copy)]
pub struct PayOnline {
    flow: CheckoutFlow,
    problem: RwSignal<Option<Problem>>,
    /// Unix time in seconds until which an attempt locks a notice, so that no other can begin.
    locked_until: RwSignal<Option<u32>>,
}

/// Why the payment page was not opened.
#[derive(Clone)]
enum Problem {
    Message(ErrorMessage),
    BadRedirect,
}

impl PayOnline {
    /// To be called while the page is mounted. `reload` runs when the gateway refuses, because the page may be out of
    /// date.
    pub fn new(reload: Callback<()>) -> Self {
        let texts = use_texts();
        let (problem, locked_until) = (RwSignal::new(None), RwSignal::new(None));
        let on_end = Callback::new(move |ending| {
            if let Ending::Stopped(_, stop) = ending {
                match locked_for_s(&stop) {
                    Some(seconds) => lock(locked_until, seconds),
                    None => drop(problem.try_set(problem_of(texts, &stop))),
                }
                if is_refusal(&stop) {
                    let _ = reload.try_run(());
                }
            }
        });
        Self { flow: CheckoutFlow::new(on_end), problem, locked_until }
    }

    /// Opens the payment page for these top-ups, unless it is being opened already.
    fn press(self, top_up_ids: Vec<TopUpId>) {
        if self.flow.busy.get_untracked().is_none() {
            self.problem.set(None);
            self.flow.pay(top_up_ids);
        }
    }
}

/// For how many seconds a payment attempt locks the notice, if that is why the payment page was not opened.
fn locked_for_s(stop: &Stop) -> Option<u32> {
    match stop {
        Stop::Failed(ClientError::Problem { problem, retry_after_s })
            if problem.kind == ProblemKind::PaymentInProgress && *retry_after_s > 0 =>
        {
            Some(u32::from(*retry_after_s))
        }
        _ => None,
    }
}

/// Until then the button waits.
fn lock(until: RwSignal<Option<u32>>, seconds: u32) {
    until.try_set(Some(now_s().saturating_add(seconds)));
    spawn_local(async move {
        TimeoutFuture::new(seconds.saturating_mul(1000)).await;
        until.try_set(None);
    });
}

fn problem_of(texts: Texts, stop: &Stop) -> Option<Problem> {
    let text = match stop {
        Stop::Gone => return None,
        Stop::BadRedirect => return Some(Problem::BadRedirect),
        Stop::Failed(error)
        | Stop::NotReplaced(error)
        | Stop::InFlight(error)
        | Stop::StillOpening(Some(error)) => {
            return Some(Problem::Message(error_message(texts, error)));
        }
        Stop::StillOpening(None) => texts.problems.still_opening,
        // Only orders stop like this; for existing top-ups the gateway returns an error.
        Stop::Duplicate { .. } | Stop::Ended(_) | Stop::OutOfRange(_) => texts.problems.payment_in_progress,
    };
    Some(Problem::Message(ErrorMessage { text, request_id: None, offline: false }))
}

/// Whether the gateway has refused, so that the same request would fail again.
fn is_refusal(stop: &Stop) -> bool {
    match stop {
        Stop::Failed(error)
        | Stop::NotReplaced(error)
        | Stop::InFlight(error)
        | Stop::StillOpening(Some(error)) => !error.is_passing(),
        Stop::Duplicate { .. } | Stop::Ended(_) | Stop::OutOfRange(_) => true,
        Stop::StillOpening(None) | Stop::BadRedirect | Stop::Gone => false,
    }
}

/// The choice of SPID or e-mail, the button, and the error or the time until which the button waits.
#[component]
pub fn PayOnlineForm(
    pay: PayOnline,
    /// One to five, unpaid.
    top_up_ids: Vec<TopUpId>,
    #[prop(into)] label: String,
    /// With a link to the counter, on a page that does not show the notice itself.
    #[prop(optional)]
    offers_counter: bool,
) -> impl IntoView {
    let texts = use_texts();
    let PayOnline { flow, problem, locked_until } = pay;
    let counter = Route::Counter(top_up_ids.first().cloned()).to_string();
    let count = u64::try_from(top_up_ids.len()).unwrap_or(u64::MAX);
    view! {
        <SignInChoice sign_in=flow.sign_in />
        <BusyButton
            label=label
            busy_label=texts.top_up.next_busy
            busy=Signal::derive(move || flow.busy.get() == Some(PaymentWay::Online))
            blocked=Signal::derive(move || locked_until.get().is_some())
            on_press=Callback::new(move |()| pay.press(top_up_ids.clone()))
        />
        {remount(
            move || locked_until.get(),
            move |until| until.map(|until| {
                let until = intl::time_at(texts.language, until);
                view! {
                    <section class="alert alert-warning" role="alert">
                        <h2><Icon shape=Shape::Clock />{texts.outcome.locked_title.of(&until)}</h2>
                        <p>{texts.outcome.locked}</p>
                    </section>
                }
            }),
        )}
        {offers_counter.then(|| {
            view! {
                <a class="btn btn-outline-primary w-100 in-person" href=counter>{texts.outcome.pay_in_person.of(count)}</a>
            }
        })}
        {remount(
            move || problem.get(),
            move |problem| problem.map(|problem| match problem {
                Problem::Message(message) => view! { <ProblemPanel message=message /> }.into_any(),
                Problem::BadRedirect => {
                    view! { <p class="alert alert-danger" role="alert">{texts.top_up.bad_redirect}</p> }.into_any()
                }
            }),
        )}
    }
}
