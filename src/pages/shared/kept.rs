//! The notices on this phone: looked after, and listed.

use super::{
    letter_ways::LetterWays,
    letters::Letters,
    poll::poll,
    scene::{Code, Scene},
};
use crate::{
    browser::intl,
    client::{Client, ClientError, Fresh},
    components::{Icon, Shape, StateBadge, remount, use_texts},
    wallet::{KeptNotice, Wallet},
};
use contract::{NoticeStanding, ProblemKind, TopUpId};
use leptos::prelude::*;

/// Asks how each kept notice stands: now, when the page is seen again, when the network is back.
pub fn look_after(wallet: Wallet, client: Client) {
    poll(
        move || async move {
            for kept in wallet.all_untracked() {
                let answer = client.standing(&kept.top_up_id, &kept.notice.key).await;
                take(wallet, &kept, &answer);
                // Without a way to the gateway the others need not be tried.
                if answer.is_err_and(|error| error.is_passing()) {
                    break;
                }
            }
            Ok::<(), ClientError>(())
        },
        |_| None,
    );
}

/// Writes down how a kept notice stands. One that the gateway does not know has come to its end.
pub fn take(wallet: Wallet, kept: &KeptNotice, answer: &Result<Fresh<NoticeStanding>, ClientError>) {
    match answer {
        Ok(fresh) => wallet.told_standing(&kept.top_up_id, &fresh.value),
        Err(error) if error.kind() == Some(ProblemKind::NotFound) => wallet.forget(&kept.top_up_id),
        Err(_) => {}
    }
}

/// What is on this phone, each a tap away from the counter. Nothing where nothing is kept.
#[component]
pub fn KeptNotices() -> impl IntoView {
    let texts = use_texts();
    let wallet: Wallet = expect_context();
    let words = &texts.counter;
    remount(
        move || (wallet.has_dropped(), wallet.all()),
        move |(dropped, notices)| {
            view! {
                {dropped.then(|| view! { <p class="strip" role="status">{words.dropped}</p> })}
                {(!notices.is_empty())
                    .then(|| {
                        view! {
                            <section class="kept-notices">
                                <h2>{words.kept_title}</h2>
                                <p class="small">{words.kept_lead}</p>
                                <ul class="cards">
                                    {notices.iter().map(|kept| view! { <Kept kept=kept.clone() /> }).collect_view()}
                                </ul>
                            </section>
                        }
                    })}
            }
        },
    )
}

#[component]
fn Kept(kept: KeptNotice) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.counter;
    let (id, number) = (kept.top_up_id.clone(), kept.notice.notice_number);
    let letters: Letters = expect_context();
    // Nobody is asked to a counter while a payment is under way elsewhere.
    let payable = Scene::of(kept.state, kept.returned).shows().code == Code::InFront;
    let checked = kept.checked_at.as_ref().map(|at| words.checked_at.of(&intl::moment(texts.language, at)));
    view! {
        <li>
            <a class="it-card card-link due" href=counter_of(&id)>
                <span>
                    <strong class="money">{intl::money(texts.language, kept.notice.amount)}</strong>
                    <StateBadge state=kept.state />
                    <span class="small" lang="it">{kept.notice.subject}</span>
                    {checked.map(|checked| view! { <span class="small">{checked}</span> })}
                    {payable.then(|| view! { <span class="link-like">{words.show}</span> })}
                </span>
                <Icon shape=Shape::Chevron />
            </a>
            // Here nobody may be signed in, or there is no network: only a letter that is on the phone is to be had.
            {move || (payable && letters.has(&id)).then(|| view! { <LetterWays id=id.clone() number=number /> })}
        </li>
    }
}

/// Where this top-up's code is shown at a counter.
pub fn counter_of(id: &TopUpId) -> String {
    ["/sportello/", id.as_str()].concat()
}
