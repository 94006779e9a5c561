//! Coming back from the payment page. It works from its address alone, in a browser that has never snapshot the app.
//!
//! | file | what |
//! |---|---|
//! | `status` | the table *states → what is said and offered* |
//! | `panel` | the screen for one status |
//! | `look` | what the gateway is asked |

mod fetch;
mod panel;
mod status;

pub use panel::{Line, OutcomePanel, OutcomeSnapshot};
pub use status::OutcomeStatus;

use crate::{
    client::{Client, ClientError},
    components::{Announcer, PageHeading, ProblemPanel, Skeleton, StaleBanner, remount, use_texts},
    layout::{PayOnline, error_message},
    reactive::{context, effect, on_change},
    state::{Asked, CurrentSession, TopUpsState, poll, put, ready},
};
use contract::CheckoutId;
use fetch::{Cache, fetch};
use leptos::prelude::*;
use panel::no_such_payment;
use std::cell::Cell;

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
    let client: Client = context();
    let top_ups: TopUpsState = context();
    let session: CurrentSession = context();
    let state = RwSignal::new(None::<Result<OutcomeSnapshot, ClientError>>);
    let stale = RwSignal::new(false);
    let asked = RwSignal::new(0_u32);
    let cache = StoredValue::new(Cache::default());
    let poll = poll(
        move || {
            let id = id.clone();
            async move { fetch(client, top_ups, &id, cache).await }
        },
        move |answer| take(state, stale, asked, answer),
    );
    let pay = PayOnline::new(Callback::new(move |()| poll.now()));
    announce(state);

    // Who is signed in may see more.
    let signed_in = Memo::new(move |_| session.is_signed_in());
    on_change(
        move || signed_in.get(),
        move |_| {
            // A question under way is answered for the guardian who is signed in now.
            if state.with_untracked(|state| state.is_some()) {
                poll.now();
            }
        },
    );
    let slow = Memo::new(move |_| asked.get() >= QUICK);
    let retry = Callback::new(move |()| {
        put(state, None);
        poll.now();
    });
    view! {
        <div class="stack">
        <StaleBanner stale=stale />
        {remount(
            move || {
                let state = state.get();
                let ready = ready(&state).is_some();
                (state, ready && signed_in.get(), ready && slow.get())
            },
            move |(state, signed_in, slow)| match state {
                None => view! { <Skeleton cards=1 /> }.into_any(),
                Some(Ok(snapshot)) => {
                    view! { <OutcomePanel snapshot=snapshot signed_in=signed_in slow=slow pay=pay /> }.into_any()
                }
                Some(Err(error)) => view! {
                    <ProblemPanel
                        message=error_message(texts, &error)
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
    state: RwSignal<Asked<OutcomeSnapshot>>,
    stale: RwSignal<bool>,
    asked: RwSignal<u32>,
    answer: Result<OutcomeSnapshot, ClientError>,
) -> Option<u32> {
    let asked = asked.try_update(|asked| {
        *asked = asked.saturating_add(1);
        *asked
    })?;
    stale.try_set(answer.is_err() && state.try_with_untracked(|state| ready(state).is_some())?);
    match answer {
        Ok(snapshot) => {
            let pause = match (snapshot.is_final(), snapshot.status().is_moving()) {
                (true, _) => None,
                (false, _) if asked >= QUICK => Some(SLOW_MS),
                (false, true) => Some(MOVING_MS),
                (false, false) => Some(RESTING_MS),
            };
            put(state, Some(Ok(snapshot)));
            pause
        }
        Err(error) if error.is_passing() => {
            if state.try_with_untracked(|state| ready(state).is_none())? {
                put(state, Some(Err(error)));
            }
            Some(RESTING_MS)
        }
        Err(error) => {
            put(state, Some(Err(error)));
            None
        }
    }
}

/// A screen reader says the outcome, and when it changes.
fn announce(state: RwSignal<Asked<OutcomeSnapshot>>) {
    let texts = use_texts();
    let announcer: Announcer = context();
    let said = Cell::new(None);
    effect(move || {
        let now = state.with(|state| ready(state).map(OutcomeSnapshot::status));
        if said.replace(now) != now
            && let Some(status) = now
        {
            let text = status.display(&texts.outcome).text;
            announcer.say(&[text.title, ". ", text.text].concat());
        }
    });
}
