//! What is under way: not concluded, so that nobody pays it twice or forgets it.

use super::super::shared::{
    kept::{KeptNotices, counter_of},
    load::{Load, Loading},
    names::{top_up_line, top_up_name},
    trouble::trouble,
};
use crate::{
    browser::intl,
    components::{Icon, ProblemPanel, Shape, StateBadge, remount, use_texts},
    messages::Texts,
};
use contract::{TopUp, TopUpState, TopUps};
use leptos::prelude::*;

/// The open top-ups among the newest; older ones are in the history.
#[component]
pub fn OpenTopUps(top_ups: Load<TopUps>) -> impl IntoView {
    let texts = use_texts();
    remount(
        move || top_ups.state.get(),
        move |state| match state {
            // The accounts below show that something is being loaded; what is on the phone need not wait.
            Loading::Waiting => view! { <KeptNotices /> }.into_any(),
            Loading::Failed(error) => {
                let retry = Callback::new(move |()| top_ups.again());
                view! {
                    <ProblemPanel trouble=trouble(texts, &error) on_retry=retry />
                    <KeptNotices />
                }
                .into_any()
            }
            Loading::Ready(page) => {
                let open = page.items.into_iter().filter(|top_up| !top_up.state.is_final());
                list(texts, open.collect()).into_any()
            }
        },
    )
}

fn list(texts: Texts, open: Vec<TopUp>) -> Option<AnyView> {
    if open.is_empty() {
        return None;
    }
    let cards = open.into_iter().map(|top_up| view! { <OpenTopUp top_up=top_up /> }).collect_view();
    Some(
        view! {
            <section class="open-top-ups">
                <h2>{texts.accounts.open_title}</h2>
                <p class="small">{texts.accounts.open_lead}</p>
                <ul class="cards">{cards}</ul>
            </section>
        }
        .into_any(),
    )
}

#[component]
fn OpenTopUp(top_up: TopUp) -> impl IntoView {
    let texts = use_texts();
    let amount = intl::money(texts.language, top_up.amount);
    let name = [amount.as_str(), ", ", &top_up_name(texts, &top_up)].concat();
    view! {
        <li>
            <a class="it-card card-link due" href=["/avviso/", top_up.id.as_str()].concat()>
                <span>
                    <strong class="money">{amount}</strong>
                    {top_up_line(texts, &top_up)}
                    <StateBadge state=top_up.state />
                </span>
                <Icon shape=Shape::Chevron />
            </a>
            {(top_up.state == TopUpState::Unpaid)
                .then(|| {
                    view! {
                        <a
                            class="btn btn-outline-primary w-100"
                            href=counter_of(&top_up.id)
                            aria-label=texts.share.line.of(texts.counter.show, &name)
                        >
                            {texts.counter.show}
                        </a>
                    }
                })}
        </li>
    }
}
