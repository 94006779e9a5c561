//! One notice at the counter, and how it stands: asked again every few seconds while the screen can be seen.

use super::{Turn, view::CounterView, view::Reach};
use crate::{
    browser::wake_lock::WakeLock,
    components::{Announcer, use_texts},
    pages::shared::{kept, poll::poll, use_client},
    wallet::{KeptNotice, Wallet},
};
use contract::NoticeStanding;
use leptos::prelude::*;

/// After a question that was not answered.
const AFTER_FAILURE_MS: u32 = 5000;

#[component]
pub fn Stand(kept: KeptNotice, turn: Turn) -> impl IntoView {
    let wallet: Wallet = expect_context();
    let client = use_client();
    let standing = RwSignal::new(as_kept(&kept));
    let reach = RwSignal::new(Reach::NotAskedYet);
    WakeLock::while_mounted();
    announce(standing);
    let asked = kept.clone();
    poll(
        move || {
            let (id, key) = (asked.top_up_id.clone(), asked.notice.key.clone());
            async move { client.standing(&id, &key).await }
        },
        {
            let kept = kept.clone();
            move |answer| {
                kept::take(wallet, &kept, &answer);
                match answer {
                    Ok(fresh) => {
                        reach.try_set(Reach::Reached);
                        // Nothing is drawn anew where nothing has changed.
                        let pause = fresh.ask_again_ms();
                        standing.try_maybe_update(|known| {
                            let changed = *known != fresh.value;
                            *known = fresh.value;
                            (changed, ())
                        });
                        pause
                    }
                    Err(error) => {
                        let passing = error.is_passing();
                        reach.try_set(if passing { Reach::CutOff } else { Reach::Unknown });
                        passing.then_some(AFTER_FAILURE_MS)
                    }
                }
            }
        },
    );
    view! { <CounterView kept=kept standing=standing reach=reach turn=turn /> }
}

fn as_kept(kept: &KeptNotice) -> NoticeStanding {
    NoticeStanding {
        state: kept.state,
        returned: kept.returned,
        checked_at: kept.checked_at.clone(),
        platform_silent: false,
    }
}

/// Whoever does not see the screen hears that the state has changed.
fn announce(standing: RwSignal<NoticeStanding>) {
    let texts = use_texts();
    let announcer: Announcer = expect_context();
    let state = Memo::new(move |_| standing.with(|standing| standing.state));
    Effect::watch(
        move || state.get(),
        move |now, _, _| {
            let words = texts.states.of(*now);
            announcer.say(&[words.label, ". ", words.meaning].concat());
        },
        false,
    );
}
