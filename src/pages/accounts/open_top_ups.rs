//! The list of open top-ups, shown first so that none is forgotten or paid twice.

use crate::{
    browser::intl,
    components::{Icon, ProblemPanel, Shape, StateBadge, remount, top_up_line, top_up_name, use_texts},
    layout::{SavedNoticeList, error_message},
    routes::Route,
    state::accounts::Cached,
};
use contract::{TopUp, TopUpState, TopUps};
use leptos::prelude::*;
use messages::Texts;

/// The open top-ups of the first page of top-ups. Older ones are in the history.
#[component]
pub fn OpenTopUps(top_ups: Cached<TopUps>, on_retry: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    remount(
        move || top_ups.get(),
        move |state| match state {
            // The accounts below show that the page is loading.
            None => view! { <SavedNoticeList /> }.into_any(),
            Some(Err(error)) => view! {
                <ProblemPanel message=error_message(texts, &error) on_retry=on_retry />
                <SavedNoticeList />
            }
            .into_any(),
            Some(Ok(page)) => {
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
            <a class="it-card card-link due" href=Route::Notice(top_up.id.clone()).to_string()>
                <span>
                    <strong class="money" translate="no">{amount}</strong>
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
                            href=Route::Counter(Some(top_up.id.clone())).to_string()
                            aria-label=texts.share.line.of(texts.counter.show, &name)
                        >
                            {texts.counter.show}
                        </a>
                    }
                })}
        </li>
    }
}
