//! Coming back from the payment page. It works from its address alone, in a browser that has never seen the app.
//!
//! | file | what |
//! |---|---|
//! | `case` | the table *states → what is said and offered* |
//! | `panel` | the screen for one case |
//! | `look` | what the gateway is asked |

mod case;
mod look;
mod panel;

pub use case::Case;
pub use panel::{Line, OutcomePanel, Seen};

use super::shared::{
    behind::Behind,
    load::{Loading, put},
    pay_online::PayOnline,
    poll::poll,
    session::CurrentSession,
    trouble::trouble,
    use_client,
};
use crate::{
    client::ClientError,
    components::{Announcer, PageHeading, ProblemPanel, Skeleton, remount, use_texts},
};
use contract::CheckoutId;
use leptos::prelude::*;
use look::{Known, look};
use panel::no_such_payment;

/// So many questions in quick succession, two minutes of them; then ever more patience.
const QUICK: u32 = 60;
const MOVING_MS: u32 = 2000;
const RESTING_MS: u32 = 5000;
const SLOW_MS: u32 = 20_000;

/// The screen.
#[component]
pub fn OutcomePage(
    /// `None` where the address holds no id.
    id: Option<CheckoutId>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageHeading title=texts.outcome.title />
        {match id {
            Some(id) => view! { <OutcomeOf id=id /> }.into_any(),
            None => no_such_payment(texts),
        }}
    }
}

#[component]
fn OutcomeOf(id: CheckoutId) -> impl IntoView {
    let texts = use_texts();
    let client = use_client();
    let session: CurrentSession = expect_context();
    let state = RwSignal::new(Loading::Waiting);
    let behind = RwSignal::new(false);
    let asked = RwSignal::new(0_u32);
    let known = StoredValue::new(Known::default());
    let poll = poll(
        move || {
            let id = id.clone();
            async move { look(client, &id, known).await }
        },
        move |answer| take(state, behind, asked, answer),
    );
    let pay = PayOnline::new(Callback::new(move |()| poll.now()));
    announce(state);

    // Who is signed in may see more.
    let signed_in = Memo::new(move |_| session.is_signed_in());
    Effect::watch(
        move || signed_in.get(),
        move |_, _, _| {
            // A question under way is answered for the guardian who is signed in now.
            if state.with_untracked(|state| *state != Loading::Waiting) {
                poll.now();
            }
        },
        false,
    );
    let slow = Memo::new(move |_| asked.get() >= QUICK);
    let retry = Callback::new(move |()| {
        put(state, Loading::Waiting);
        poll.now();
    });
    view! {
        <div class="stack">
        <Behind behind=behind />
        {remount(
            move || {
                let state = state.get();
                let ready = state.ready().is_some();
                (state, ready && signed_in.get(), ready && slow.get())
            },
            move |(state, signed_in, slow)| match state {
                Loading::Waiting => view! { <Skeleton cards=1 /> }.into_any(),
                Loading::Ready(seen) => {
                    view! { <OutcomePanel seen=seen signed_in=signed_in slow=slow pay=pay /> }.into_any()
                }
                Loading::Failed(error) => view! {
                    <ProblemPanel
                        trouble=trouble(texts, &error)
                        money=texts.outcome.in_progress.text
                        on_retry=retry
                    />
                }.into_any(),
            },
        )}
        </div>
    }
}

/// Puts an answer on the screen, and says when to ask again.
fn take(
    state: RwSignal<Loading<Seen>>,
    behind: RwSignal<bool>,
    asked: RwSignal<u32>,
    answer: Result<Seen, ClientError>,
) -> Option<u32> {
    let asked = asked.try_update(|asked| {
        *asked = asked.saturating_add(1);
        *asked
    })?;
    behind.try_set(answer.is_err() && state.try_with_untracked(|state| state.ready().is_some())?);
    match answer {
        Ok(seen) => {
            let pause = match (seen.is_final(), seen.case().is_moving()) {
                (true, _) => None,
                (false, _) if asked >= QUICK => Some(SLOW_MS),
                (false, true) => Some(MOVING_MS),
                (false, false) => Some(RESTING_MS),
            };
            put(state, Loading::Ready(seen));
            pause
        }
        Err(error) if error.is_passing() => {
            if state.try_with_untracked(|state| state.ready().is_none())? {
                put(state, Loading::Failed(error));
            }
            Some(RESTING_MS)
        }
        Err(error) => {
            put(state, Loading::Failed(error));
            None
        }
    }
}

/// Whoever does not see the screen hears the outcome, and when it changes.
fn announce(state: RwSignal<Loading<Seen>>) {
    let texts = use_texts();
    let announcer: Announcer = expect_context();
    let case = Memo::new(move |_| state.with(|state| state.ready().map(Seen::case)));
    Effect::new(move |_| {
        if let Some(case) = case.get() {
            let text = case.shows(&texts.outcome).text;
            announcer.say(&[text.title, ". ", text.text].concat());
        }
    });
}
