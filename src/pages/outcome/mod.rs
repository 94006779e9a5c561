//! The outcome page, which the payment page returns to. It needs only its address, because the guardian may return in
//! another browser.
//!
//! | file | contains |
//! |---|---|
//! | `status` | the status of a checkout, and its texts and actions |
//! | `panel` | the page of one status |
//! | `fetch` | the requests to the gateway |
//! | `rating` | how easy it was |

mod fetch;
mod panel;
mod rating;
mod status;

pub use panel::{Line, OutcomePanel, OutcomeSnapshot};
pub use rating::Rating;
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

/// After so many requests, in about two minutes, the page says that it takes longer than usual.
const QUICK: u32 = 17;
/// Most results arrive within seconds: so many requests are sent at the shortest interval, which then grows by
/// [`LONGER_MS`] each time.
const AT_FIRST: u32 = 3;
const MOVING_MS: u32 = 2000;
const RESTING_MS: u32 = 5000;
const LONGER_MS: u32 = 1000;
const SLOW_MS: u32 = 20_000;

/// Milliseconds until the request after so many.
const fn pause_ms(asked: u32, moving: bool) -> u32 {
    let shortest = if moving { MOVING_MS } else { RESTING_MS };
    let pause = asked.saturating_sub(AT_FIRST).saturating_mul(LONGER_MS).saturating_add(shortest);
    if pause < SLOW_MS { pause } else { SLOW_MS }
}

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
    let rated = id.clone();
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
    let is_paid =
        memo(move || state.with(|state| ready(state).is_some_and(|snapshot| snapshot.status().is_paid())));
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
                    let receipt_to = session.get_untracked().map(|session| session.email);
                    view! { <OutcomePanel snapshot=snapshot signed_in=signed_in slow=slow receipt_to=receipt_to pay=pay /> }
                        .into_any()
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
        // Beside the panel, because that is drawn anew with every state.
        {move || is_paid.get().then(|| view! { <Rating checkout_id=rated.clone() /> })}
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
            let pause = (!snapshot.is_final()).then(|| pause_ms(asked, snapshot.status().is_moving()));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_get_rarer_and_a_dozen_is_sent_in_the_first_minute() {
        let mut at = 0;
        let times: Vec<u32> = (1..=40)
            .map(|asked| {
                let before = at;
                at += pause_ms(asked, true);
                before
            })
            .collect();
        assert_eq!(times.get(..4), Some(&[0, 2000, 4000, 6000][..]));
        assert_eq!(times.iter().filter(|at| **at < 60_000).count(), 12);
        // The page says that it takes longer after about two minutes.
        assert!(times.get(16).is_some_and(|at| (110_000..130_000).contains(at)), "{times:?}");
        assert_eq!(pause_ms(40, true), SLOW_MS);
        assert_eq!((pause_ms(1, false), pause_ms(u32::MAX, false)), (RESTING_MS, SLOW_MS));
    }
}
