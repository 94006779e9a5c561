//! Pays existing top-ups at the payment page.

use super::{SignInChoice, error_message};
use crate::{
    components::{BusyButton, ErrorMessage, ProblemPanel, remount, use_texts},
    state::checkout::{CheckoutFlow, Ending, PaymentWay, Stop},
};
use contract::TopUpId;
use leptos::prelude::*;
use messages::Texts;

/// The payment of existing top-ups.
#[derive(Clone, Copy)]
pub struct PayOnline {
    flow: CheckoutFlow,
    problem: RwSignal<Option<Problem>>,
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
        let problem = RwSignal::new(None);
        let on_end = Callback::new(move |ending| {
            if let Ending::Stopped(_, stop) = ending {
                problem.try_set(problem_of(texts, &stop));
                if is_refusal(&stop) {
                    let _ = reload.try_run(());
                }
            }
        });
        Self { flow: CheckoutFlow::new(on_end), problem }
    }

    /// Opens the payment page for these top-ups, unless it is being opened already.
    fn press(self, top_up_ids: Vec<TopUpId>) {
        if self.flow.busy.get_untracked().is_none() {
            self.problem.set(None);
            self.flow.pay(top_up_ids);
        }
    }
}

fn problem_of(texts: Texts, stop: &Stop) -> Option<Problem> {
    let text = match stop {
        Stop::Gone => return None,
        Stop::BadRedirect => return Some(Problem::BadRedirect),
        Stop::Failed(error) | Stop::InFlight(error) | Stop::StillOpening(Some(error)) => {
            return Some(Problem::Message(error_message(texts, error)));
        }
        Stop::StillOpening(None) => texts.problems.still_opening,
        // Only orders stop like this; for existing top-ups the gateway returns an error.
        Stop::Duplicate { .. } | Stop::Ended(_) | Stop::OutOfRange(_) => texts.problems.payment_in_progress,
    };
    Some(Problem::Message(ErrorMessage { text, request_id: None }))
}

/// Whether the gateway has refused, so that the same request would fail again.
fn is_refusal(stop: &Stop) -> bool {
    match stop {
        Stop::Failed(error) | Stop::InFlight(error) | Stop::StillOpening(Some(error)) => !error.is_passing(),
        Stop::Duplicate { .. } | Stop::Ended(_) | Stop::OutOfRange(_) => true,
        Stop::StillOpening(None) | Stop::BadRedirect | Stop::Gone => false,
    }
}

/// The choice of SPID or e-mail, the button, and the error.
#[component]
pub fn PayOnlineForm(
    pay: PayOnline,
    /// One to five, unpaid.
    top_up_ids: Vec<TopUpId>,
    #[prop(into)] label: String,
) -> impl IntoView {
    let texts = use_texts();
    let PayOnline { flow, problem } = pay;
    view! {
        <SignInChoice sign_in=flow.sign_in />
        <BusyButton
            label=label
            busy_label=texts.top_up.next_busy
            busy=Signal::derive(move || flow.busy.get() == Some(PaymentWay::Online))
            on_press=Callback::new(move |()| pay.press(top_up_ids.clone()))
        />
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
