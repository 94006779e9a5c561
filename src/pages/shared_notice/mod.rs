//! A notice that somebody else pays by its link. It needs no session, and shows nothing of the guardian beside what the link
//! gives.
//!
//! | file | contains |
//! |---|---|
//! | `view` | the page of one state |
//! | `payment` | the way to the payment page |
//! | `letter` | the letter as a file |
//! | `link` | what the address has |

mod letter;
mod link;
mod payment;
mod view;

pub use link::Link;
pub use payment::SharedPayment;
pub use view::SharedNoticeView;

use crate::{
    browser::{address, lifecycle::on_window},
    client::{Client, ClientError, Fresh},
    components::{Announcer, PageHeading, ProblemPanel, Skeleton, StaleBanner, remount, use_texts},
    layout::error_message,
    reactive::{context, effect},
    state::{Asked, StaleSince, poll, put, ready},
};
use contract::{LinkKey, NoticeStatus, ProblemKind, SharedNotice, TopUpId};
use leptos::prelude::*;

/// The page.
#[component]
pub fn SharedNoticePage(
    /// `None` if the address has no valid id.
    id: Option<TopUpId>,
) -> impl IntoView {
    let texts = use_texts();
    let key = RwSignal::new(read_key());
    // Another link to the same notice was opened in this tab.
    on_window("hashchange", move |_| put(key, read_key()));
    view! {
        <PageHeading title=texts.shared_notice.title />
        {remount(
            move || key.get(),
            move |key| match id.clone().zip(key) {
                Some((id, key)) => view! { <NoticeOfLink link=Link { id, key } /> }.into_any(),
                None => unknown(texts),
            },
        )}
    }
}

fn read_key() -> Option<LinkKey> {
    address::hash()?.parse().ok()
}

#[component]
fn NoticeOfLink(link: Link) -> impl IntoView {
    let texts = use_texts();
    let client: Client = context();
    let state = RwSignal::new(None::<Result<SharedNotice, ClientError>>);
    let stale = StaleSince::new();
    let poll = poll(
        {
            let link = link.clone();
            move || {
                let link = link.clone();
                async move { client.shared_notice(&link.id, &link.key).await }
            }
        },
        move |answer| record(state, stale, answer),
    );
    let payment = SharedPayment::new(link.clone(), Callback::new(move |()| poll.now()));
    announce(state);
    let retry = Callback::new(move |()| {
        put(state, None);
        poll.now();
    });
    view! {
        <div class="stack">
            <StaleBanner since=stale.since />
            {remount(
                move || state.get(),
                move |state: Asked<SharedNotice>| match state {
                    None => view! { <Skeleton cards=1 /> }.into_any(),
                    Some(Ok(shared)) => {
                        view! { <SharedNoticeView shared=shared link=link.clone() payment=payment /> }.into_any()
                    }
                    Some(Err(error)) if error.kind() == Some(ProblemKind::NotFound) => unknown(texts),
                    Some(Err(error)) => {
                        view! { <ProblemPanel message=error_message(texts, &error) on_retry=retry /> }.into_any()
                    }
                },
            )}
        </div>
    }
}

/// Records an answer, and returns the milliseconds until the next request.
fn record(
    state: RwSignal<Asked<SharedNotice>>,
    stale: StaleSince,
    answer: Result<Fresh<SharedNotice>, ClientError>,
) -> Option<u32> {
    let ready = state.try_with_untracked(|state| ready(state).is_some())?;
    stale.record(answer.as_ref().err());
    match answer {
        Ok(fresh) => {
            let pause = fresh.ask_again_ms();
            // `checked_at` changes with every answer and is not shown.
            let status = NoticeStatus { checked_at: None, ..fresh.value.status.clone() };
            put(state, Some(Ok(SharedNotice { status, ..fresh.value })));
            pause
        }
        Err(error) => {
            let pause = error.ask_again_ms();
            // Else the page stays as it is, because the payer may be at a counter.
            if !ready || error.is_end() {
                put(state, Some(Err(error)));
            }
            pause
        }
    }
}

/// Announces each change of the state.
fn announce(state: RwSignal<Asked<SharedNotice>>) {
    let texts = use_texts();
    let announcer: Announcer = context();
    let last = std::cell::Cell::new(None);
    effect(move || {
        let now =
            state.with(|state| ready(state).map(|shared| (shared.status.state, shared.status.returned)));
        let Some((state, returned)) = now else { return };
        if last.replace(now).is_some_and(|before| Some(before) != now) {
            let words = texts.states.of_attempt(state, returned);
            announcer.say(&[words.label, ". ", words.meaning].concat());
        }
    });
}

/// The link is incomplete, or there is no such notice.
fn unknown(texts: messages::Texts) -> AnyView {
    let words = &texts.shared_notice;
    view! {
        <section class="alert alert-warning">
            <h2>{words.unknown_title}</h2>
            <p>{words.unknown}</p>
        </section>
    }
    .into_any()
}
