//! The notice: what is held out at a counter, and what has become of it.
//!
//! | file | what |
//! |---|---|
//! | `view` | the screen for one state |
//! | `code_card`, `places` | the code, the numbers, where to pay |
//! | `on_paper` | the letter: as a file, by e-mail; this screen printed |
//! | `print_sheet` | what is printed |
//! | `cancelling` | calling it off |

mod cancelling;
mod code_card;
mod on_paper;
mod places;
mod print_sheet;
mod view;

pub use cancelling::Cancelling;
pub use view::NoticeView;

use super::shared::{
    behind::Behind,
    load::{Loading, put},
    pay_online::PayOnline,
    poll::{Poll, poll},
    scene::{Code, Scene},
    trouble::trouble,
    use_client,
};
use crate::{
    client::{ClientError, Fresh},
    components::{Announcer, PageHeading, ProblemPanel, Skeleton, remount, use_texts},
    wallet::Wallet,
};
use cancelling::{CancelQuestion, CancelRefused};
use contract::{Notice, TopUp, TopUpId};
use leptos::prelude::*;
use print_sheet::PrintSheet;

/// After a question that was not answered.
const AFTER_FAILURE_MS: u32 = 5000;

/// The screen.
#[component]
pub fn NoticePage(
    /// `None` where the address holds no id.
    id: Option<TopUpId>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <PageHeading title=texts.notice.title />
        {match id {
            Some(id) => view! { <NoticeOf id=id /> }.into_any(),
            None => view! {
                <p class="alert alert-warning">{texts.problems.not_found.what}" "{texts.problems.not_found.now}</p>
                <p><a class="btn btn-primary w-100" href="/">{texts.common.back_to_accounts}</a></p>
            }.into_any(),
        }}
    }
}

#[component]
fn NoticeOf(id: TopUpId) -> impl IntoView {
    let texts = use_texts();
    let client = use_client();
    let wallet: Wallet = expect_context();
    let state = RwSignal::new(Loading::Waiting);
    let behind = RwSignal::new(false);
    let poll = poll(
        {
            let id = id.clone();
            move || {
                let id = id.clone();
                async move { client.fresh_top_up(&id).await }
            }
        },
        move |answer| take(state, behind, answer),
    );
    let look_again = Callback::new(move |()| poll.now());
    let pay = PayOnline::new(look_again);
    let cancelling = Cancelling::new(id, look_again);
    announce(state);

    let top_up = Signal::derive(move || state.with(|state| state.ready().cloned()));
    let to_print = move || state.with(|state| sheet_of(state.ready()?));
    view! {
        <div id=STATE tabindex="-1" class="stack" class:printed-as-sheet=move || to_print().is_some()>
            <Behind behind=behind />
            {move || wallet.is_refused().then(|| view! { <p class="strip" role="status">{texts.counter.refused}</p> })}
            <CancelRefused cancelling=cancelling top_up=top_up />
            {remount(
                move || state.get(),
                move |state_now| match state_now {
                    Loading::Waiting => view! { <Skeleton cards=1 /> }.into_any(),
                    Loading::Ready(top_up) => {
                        view! { <NoticeView top_up=top_up pay=pay cancelling=cancelling /> }.into_any()
                    }
                    Loading::Failed(error) => failed(texts, &error, state, poll),
                },
            )}
            {remount(to_print, |notice| notice.map(|notice| view! { <PrintSheet notice=notice /> }))}
        </div>
        <CancelQuestion cancelling=cancelling />
    }
}

/// The notice that the screen prints: only one that stands open on it.
fn sheet_of(top_up: &TopUp) -> Option<Notice> {
    let scene = Scene::of(top_up.state, None);
    top_up.notice.clone().filter(|_| scene.shows().code == Code::InFront)
}

/// Where the focus goes when the button that had it is no longer there.
const STATE: &str = "notice-state";

/// Puts an answer on the screen, and says when to ask again.
fn take(
    state: RwSignal<Loading<TopUp>>,
    behind: RwSignal<bool>,
    answer: Result<Fresh<TopUp>, ClientError>,
) -> Option<u32> {
    let ready = state.try_with_untracked(|state| state.ready().is_some())?;
    match answer {
        Ok(fresh) => {
            let pause = fresh.ask_again_ms();
            behind.try_set(false);
            // When it was looked at changes with every answer, and is not shown.
            put(state, Loading::Ready(TopUp { checked_at: None, ..fresh.value }));
            pause
        }
        // What is on the screen stays: at a counter without a signal it is all there is.
        Err(error) if ready && error.is_passing() => {
            behind.try_set(true);
            Some(AFTER_FAILURE_MS)
        }
        Err(error) => {
            let passing = error.is_passing();
            put(state, Loading::Failed(error));
            passing.then_some(AFTER_FAILURE_MS)
        }
    }
}

/// Whoever does not see the screen hears that the state has changed.
fn announce(state: RwSignal<Loading<TopUp>>) {
    let texts = use_texts();
    let announcer: Announcer = expect_context();
    let heard = std::cell::Cell::new(None);
    Effect::new(move |_| {
        let Some(now) = state.with(|state| state.ready().map(|top_up| top_up.state)) else { return };
        if heard.replace(Some(now)).is_some_and(|before| before != now) {
            let words = texts.states.of(now);
            announcer.say(&[words.label, ". ", words.meaning].concat());
        }
    });
}

fn failed(
    texts: messages::Texts,
    error: &ClientError,
    state: RwSignal<Loading<TopUp>>,
    poll: Poll,
) -> AnyView {
    let retry = Callback::new(move |()| {
        state.try_set(Loading::Waiting);
        poll.now();
    });
    view! { <ProblemPanel trouble=trouble(texts, error) on_retry=retry /> }.into_any()
}
