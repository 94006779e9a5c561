//! The notice page: the notice while it can be paid, and the state of its top-up.
//!
//! | file | contains |
//! |---|---|
//! | `view` | the page of one state |
//! | `ways` | the switch: at a counter, with an app, on paper |
//! | `code_card` | the code |
//! | `somebody_else` | the link by which somebody else pays |
//! | `on_paper` | the letter as a file or mail, and printing |
//! | `on_phone` | the page's address as a code, on wide screens |
//! | `print_sheet` | the printed sheet |
//! | `cancelling` | cancelling the top-up |

mod cancelling;
mod code_card;
mod on_paper;
mod on_phone;
mod print_sheet;
mod somebody_else;
mod view;
mod ways;

pub use cancelling::Cancelling;
pub use view::NoticeDetails;
pub use ways::Ways;

use crate::{
    client::{Client, ClientError, Fresh},
    components::{
        Announcer, Code, NoticeView, PageHeading, ProblemPanel, Skeleton, StaleBanner, remount, returned,
        use_texts,
    },
    layout::{PayOnline, SavedReceipt, error_message, letter_of},
    reactive::{context, effect},
    routes::Route,
    state::{Asked, Poll, SavedNotices, StaleSince, TopUpsState, poll, put, ready},
};
use cancelling::{CancelQuestion, CancelRefused};
use contract::{Notice, TopUp, TopUpId, TopUpState};
use leptos::prelude::*;
use print_sheet::PrintSheet;

/// The page.
#[component]
pub fn NoticePage(
    /// `None` if the address has no valid id.
    id: Option<TopUpId>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageHeading title=texts.notice.title />
        {match id {
            Some(id) => view! { <NoticeOf id=id /> }.into_any(),
            None => view! {
                <p class="alert alert-warning">{texts.problems.not_found.what}" "{texts.problems.not_found.now}</p>
                <p><a class="btn btn-primary w-100" href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a></p>
            }.into_any(),
        }}
    }
}

#[component]
fn NoticeOf(id: TopUpId) -> impl IntoView {
    let texts = use_texts();
    let client = context::<Client>();
    let top_ups: TopUpsState = context();
    let saved_notices: SavedNotices = context();
    let state = RwSignal::new(None);
    let stale = StaleSince::new();
    let poll = poll(
        {
            let id = id.clone();
            move || {
                let id = id.clone();
                async move { top_ups.read_fresh(client, &id).await }
            }
        },
        move |answer| record(state, stale, answer),
    );
    let reload = Callback::new(move |()| poll.now());
    let pay = PayOnline::new(reload);
    let letter = letter_of(&id);
    let cancelling = Cancelling::new(id.clone(), reload);
    announce(state);

    let top_up = Signal::derive(move || state.with(|state| ready(state).cloned()));
    let to_print = move || state.with(|state| printable_notice(ready(state)?));
    view! {
        <div id=cancelling::STATE tabindex="-1" class="stack" class:printed-as-sheet=move || to_print().is_some()>
            <StaleBanner since=stale.since />
            {move || saved_notices.is_refused().then(|| view! { <p class="strip" role="status">{texts.counter.refused}</p> })}
            <CancelRefused cancelling=cancelling top_up=top_up />
            {remount(
                move || state.get(),
                move |state_now| match state_now {
                    None => view! { <Skeleton cards=1 /> }.into_any(),
                    Some(Ok(top_up)) => {
                        view! { <NoticeDetails top_up=top_up pay=pay letter=letter cancelling=cancelling /> }
                            .into_any()
                    }
                    Some(Err(error)) => failed(texts, &error, id.clone(), state, poll),
                },
            )}
            {remount(to_print, |notice| notice.map(|notice| view! { <PrintSheet notice=notice /> }))}
        </div>
        <CancelQuestion cancelling=cancelling />
    }
}

/// The notice to print: only if its code is in front.
fn printable_notice(top_up: &TopUp) -> Option<Notice> {
    let notice_view = NoticeView::of(top_up.state, None);
    top_up.notice.clone().filter(|_| notice_view.actions().code == Code::InFront)
}

/// Records an answer, and returns the milliseconds until the next request.
fn record(
    state: RwSignal<Asked<TopUp>>,
    stale: StaleSince,
    answer: Result<Fresh<TopUp>, ClientError>,
) -> Option<u32> {
    let ready = state.try_with_untracked(|state| ready(state).is_some())?;
    stale.record(answer.as_ref().err());
    match answer {
        Ok(fresh) => {
            let pause = fresh.ask_again_ms();
            // `checked_at` changes with every answer and is not shown.
            put(state, Some(Ok(TopUp { checked_at: None, ..fresh.value })));
            pause
        }
        Err(error) => {
            let pause = error.ask_again_ms();
            // Else the page stays as it is, because the guardian may be at a counter.
            if !ready || error.is_end() {
                put(state, Some(Err(error)));
            }
            pause
        }
    }
}

/// Announces each change of the state, and of the reason why it is anomalous.
fn announce(state: RwSignal<Asked<TopUp>>) {
    let texts = use_texts();
    let announcer: Announcer = context();
    let last = std::cell::Cell::new(None);
    effect(move || {
        let now =
            state.with(|state| ready(state).map(|top_up| (top_up.state, top_up.anomaly, returned(top_up))));
        let Some(now) = now else { return };
        if last.replace(Some(now)).is_some_and(|before| before != now) {
            let words = texts.states.of_attempt(now.0, now.2);
            let meaning = match now {
                (TopUpState::Anomalous, reason, _) => texts.states.anomaly(reason),
                _ => words.meaning,
            };
            announcer.say(&[words.label, ". ", meaning].concat());
        }
    });
}

fn failed(
    texts: messages::Texts,
    error: &ClientError,
    id: TopUpId,
    state: RwSignal<Asked<TopUp>>,
    poll: Poll,
) -> AnyView {
    let retry = Callback::new(move |()| {
        state.try_set(None);
        poll.now();
    });
    view! {
        <ProblemPanel message=error_message(texts, error) on_retry=retry />
        <SavedReceipt id=id />
    }
    .into_any()
}
