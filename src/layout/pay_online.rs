//! Paying online what exists already: the same notices, at the payment page.

use super::{SignInChoice, error_message};
use crate::{
    components::{BusyButton, ErrorMessage, ProblemPanel, remount, use_texts},
    state::checkout::{CheckoutFlow, Ending, Stop, Way},
};
use contract::TopUpId;
use leptos::prelude::*;
use messages::Texts;

/// The way to the payment page. `Copy`: tasks and handlers share it.
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
    /// For a page, while it is being mounted. `reload` is called when the gateway refuses: what the page shows may be
    /// out of date.
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

    /// Opens the payment page for these. Nothing happens while it is being opened already.
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
        // These stop an order; what exists already is refused by an error of the gateway.
        Stop::Duplicate { .. } | Stop::Ended(_) | Stop::OutOfRange(_) => texts.problems.payment_in_progress,
    };
    Some(Problem::Message(ErrorMessage { text, request_id: None }))
}

/// The gateway has decided, and asking the same again gives the same.
fn is_refusal(stop: &Stop) -> bool {
    match stop {
        Stop::Failed(error) | Stop::InFlight(error) | Stop::StillOpening(Some(error)) => !error.is_passing(),
        Stop::Duplicate { .. } | Stop::Ended(_) | Stop::OutOfRange(_) => true,
        Stop::StillOpening(None) | Stop::BadRedirect | Stop::Gone => false,
    }
}

/// SPID or e-mail, the button, and what went wrong.
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
            busy=Signal::derive(move || flow.busy.get() == Some(Way::Online))
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
