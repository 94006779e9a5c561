//! The outcome page, which the payment page returns to. It needs only its address, because the guardian may return in
//! another browser.
//!
//! | file | contains |
//! |---|---|
//! | `status` | the status of a checkout, and its texts and actions |
//! | `panel` | the page of one status |
//! | `fetch` | the requests to the gateway |

mod fetch;
mod panel;
mod status;

pub use panel::{Line, OutcomePanel, OutcomeSnapshot};
pub use status::OutcomeStatus;

use crate::{
    client::{Client, ClientError},
    components::{Announcer, PageHeading, ProblemPanel, Skeleton, StaleBanner, remount, use_texts},
    layout::{PayOnline, error_message},
    reactive::{context, effect, memo, on_change},
    state::{AccountsState, Asked, CurrentSession, StaleSince, TopUpsState, poll, put, ready},
};
use contract::CheckoutId;
use fetch::{Cache, fetch};
use leptos::prelude::*;
use panel::no_such_payment;
use std::cell::Cell;

/// How many requests are sent at short intervals, for about two minutes. Later ones are sent after [`SLOW_MS`].
const QUICK: u32 = 60;
const MOVING_MS: u32 = 2000;
const RESTING_MS: u32 = 5000;
const SLOW_MS: u32 = 20_000;

/// The page.
#[component]
pub fn OutcomePage(
    /// `None` if the address has no valid id.
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
    let (top_ups, accounts): (TopUpsState, AccountsState) = (context(), context());
    let session: CurrentSession = context();
    let state = RwSignal::new(None::<Result<OutcomeSnapshot, ClientError>>);
    let stale = StaleSince::new();
    let asked = RwSignal::new(0_u32);
    let cache = StoredValue::new(Cache::default());
    let poll = poll(
        move || {
            let id = id.clone();
            async move { fetch(client, top_ups, accounts, &id, cache).await }
        },
        move |answer| record(state, stale, asked, answer),
    );
    let pay = PayOnline::new(Callback::new(move |()| poll.now()));
    announce(state);

    // A signed-in guardian sees more of the outcome.
    let signed_in = memo(move || session.is_signed_in());
    on_change(
        move || signed_in.get(),
        move |_| {
            // The first request, if it is in progress, already has the new session.
            if state.with_untracked(|state| state.is_some()) {
                poll.now();
            }
        },
    );
    let slow = memo(move || asked.get() >= QUICK);
    let retry = Callback::new(move |()| {
        put(state, None);
        poll.now();
    });
    view! {
        <div class="stack">
        <StaleBanner since=stale.since />
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

/// Records an answer, and returns the milliseconds until the next request.
fn record(
    state: RwSignal<Asked<OutcomeSnapshot>>,
    stale: StaleSince,
    asked: RwSignal<u32>,
    answer: Result<OutcomeSnapshot, ClientError>,
) -> Option<u32> {
    let asked = asked.try_update(|asked| {
        *asked = asked.saturating_add(1);
        *asked
    })?;
    stale.record(answer.as_ref().err());
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
        Err(error) => {
            let pause = error.ask_again_ms();
            if error.is_end() || state.try_with_untracked(|state| ready(state).is_none())? {
                put(state, Some(Err(error)));
            }
            pause
        }
    }
}

/// Announces the outcome, and each change of it.
fn announce(state: RwSignal<Asked<OutcomeSnapshot>>) {
    let texts = use_texts();
    let announcer: Announcer = context();
    let last = Cell::new(None);
    effect(move || {
        let now = state.with(|state| ready(state).map(OutcomeSnapshot::status));
        if last.replace(now) != now
            && let Some(status) = now
        {
            let text = status.display(&texts.outcome).text;
            announcer.say(&[text.title, ". ", text.text].concat());
        }
    });
}
