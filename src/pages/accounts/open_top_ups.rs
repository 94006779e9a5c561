//! The list of open top-ups, shown first so that none is forgotten or paid twice.

use crate::{
    browser::intl,
    components::{
        Icon, ProblemPanel, Shape, StateBadge, keyed_list, remount, top_up_line, top_up_name, use_texts,
    },
    layout::{SavedNoticeList, error_message},
    reactive::memo,
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
    // Any open top-up. The pair has the type of the other lists, so that its memo is compiled once.
    let any = memo(move || top_ups.get().map(|page| page.map(|page| (open(&page).next().is_some(), false))));
    remount(
        move || any.get(),
        move |any| match any {
            // The accounts below show that the page is loading.
            None => view! { <SavedNoticeList /> }.into_any(),
            Some(Err(error)) => view! {
                <ProblemPanel message=error_message(texts, &error) on_retry=on_retry />
                <SavedNoticeList />
            }
            .into_any(),
            Some(Ok((true, _))) => list(texts, top_ups),
            Some(Ok((false, _))) => ().into_any(),
        },
    )
}

fn open(page: &TopUps) -> impl Iterator<Item = &TopUp> {
    page.items.iter().filter(|top_up| !top_up.state.is_final())
}

fn list(texts: Texts, top_ups: Cached<TopUps>) -> AnyView {
    let page = move || top_ups.get().and_then(Result::ok);
    let keys = move || page().iter().flat_map(open).map(|top_up| top_up.id.as_str().to_owned()).collect();
    let row = move |id: &str| {
        let page = page()?;
        let top_up = page.items.iter().find(|top_up| top_up.id.as_str() == id)?;
        Some(open_top_up(texts, top_up))
    };
    view! {
        <section class="open-top-ups">
            <h2>{texts.accounts.open_title}</h2>
            <p class="small">{texts.accounts.open_lead}</p>
            <ul class="cards">
                {keyed_list(keys, row)}
            </ul>
        </section>
    }
    .into_any()
}

fn open_top_up(texts: Texts, top_up: &TopUp) -> AnyView {
    let amount = intl::money(texts.language, top_up.amount);
    let name = [amount.as_str(), ", ", &top_up_name(texts, top_up)].concat();
    view! {
        <li>
            <a class="it-card card-link due" href=Route::Notice(top_up.id.clone()).to_string()>
                <span>
                    <strong class="money" translate="no">{amount}</strong>
                    {top_up_line(texts, top_up)}
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
    .into_any()
}
