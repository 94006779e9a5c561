//! One notice at the counter, whose status is read every few seconds while the page is visible.

use super::{
    pager::Pager,
    view::{CounterView, Reach},
};
use crate::{
    browser::wake_lock::WakeLock,
    client::{Client, ClientError},
    components::{Announcer, use_texts},
    reactive::{context, on_change},
    state::{CurrentSession, SavedNotice, SavedNotices, TopUpsState, poll, put},
};
use contract::{NoticeStatus, SignedMoney, TopUpId, TopUpState};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn LiveNotice(saved: SavedNotice, pager: Pager) -> impl IntoView {
    let saved_notices: SavedNotices = context();
    let client: Client = context();
    let status = RwSignal::new(saved_status(&saved));
    let reach = RwSignal::new(Reach::NotAskedYet);
    WakeLock::while_mounted();
    announce(status);
    let balance = RwSignal::new(None);
    read_balance(client, saved.top_up_id.clone(), status, balance);
    let asked = saved.clone();
    poll(
        move || {
            let (id, key) = (asked.top_up_id.clone(), asked.notice.key.clone());
            async move { client.notice_status(&id, &key).await }
        },
        {
            let saved = saved.clone();
            move |answer| {
                saved_notices.record_answer(&saved, &answer);
                match answer {
                    Ok(fresh) => {
                        reach.try_set(Reach::Reached);
                        let pause = fresh.ask_again_ms();
                        put(status, fresh.value);
                        pause
                    }
                    Err(error) => {
                        reach.try_set(match &error {
                            _ if error.is_end() => Reach::Unknown,
                            ClientError::Offline | ClientError::Timeout => Reach::CutOff,
                            _ => Reach::OddAnswer,
                        });
                        error.ask_again_ms()
                    }
                }
            }
        },
    );
    view! { <CounterView saved=saved status=status reach=reach balance=balance pager=pager /> }
}

fn saved_status(saved: &SavedNotice) -> NoticeStatus {
    NoticeStatus {
        state: saved.state,
        returned: saved.returned,
        paid_at: None,
        checked_at: saved.checked_at.clone(),
        platform_silent: false,
    }
}

/// Reads the new balance once the top-up is credited. Only its guardian may see it, so a phone without a session shows none.
fn read_balance(
    client: Client,
    id: TopUpId,
    status: RwSignal<NoticeStatus>,
    balance: RwSignal<Option<SignedMoney>>,
) {
    let (session, top_ups): (CurrentSession, TopUpsState) = (context(), context());
    on_change(
        move || status.with(|status| status.state == TopUpState::Credited) && session.is_signed_in(),
        move |readable| {
            if *readable {
                let id = id.clone();
                spawn_local(async move {
                    // Without an answer the page says that it is paid, and no balance.
                    if let Ok(top_up) = top_ups.read(client, &id).await {
                        balance.try_set(top_up.balance_after);
                    }
                });
            }
        },
    );
}

/// Announces each change of the state.
fn announce(status: RwSignal<NoticeStatus>) {
    let texts = use_texts();
    let announcer: Announcer = context();
    on_change(
        move || status.with(|status| (status.state, status.returned)),
        move |(state, returned)| {
            let words = texts.states.of_attempt(*state, *returned);
            announcer.say(&[words.label, ". ", words.meaning].concat());
        },
    );
}
