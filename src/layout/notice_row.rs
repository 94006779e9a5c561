//! Open top-ups as rows: each has a link to its notice, and one to its code for a counter.

use crate::{
    browser::intl,
    components::{Icon, Shape, StateBadge, keyed_list, top_up_line, top_up_name, use_texts},
    routes::Route,
    state::accounts::Cached,
};
use contract::{TopUp, TopUpState, TopUps};
use leptos::prelude::*;

/// The row, for a list under a heading that says that the notices are to pay.
#[component]
pub fn NoticeRow(
    top_up: TopUp,
    /// Whether the row says until when it can be paid.
    #[prop(optional)]
    with_due_date: bool,
) -> impl IntoView {
    let texts = use_texts();
    let unpaid = top_up.state == TopUpState::Unpaid;
    let due = top_up.due_date.as_ref().filter(|_| unpaid && with_due_date);
    let due = due.map(|day| texts.notices.due.of(&intl::day(texts.language, day)));
    let amount = intl::money(texts.language, top_up.amount);
    let name = [amount.as_str(), ", ", &top_up_name(texts, &top_up)].concat();
    view! {
        <li>
            <a class="it-card card-link due" href=Route::Notice(top_up.id.clone()).to_string()>
                <span>
                    <strong class="money" translate="no">{amount}</strong>
                    {top_up_line(texts, &top_up)}
                    {(!unpaid).then(|| view! { <StateBadge state=top_up.state /> })}
                    {due.map(|due| view! { <span class="small">{due}</span> })}
                </span>
                <Icon shape=Shape::Chevron />
            </a>
            {unpaid
                .then(|| {
                    view! {
                        <a
                            class="btn btn-outline-primary"
                            href=Route::Counter(Some(top_up.id.clone())).to_string()
                            aria-label=texts.share.line.of(texts.counter.show, &name)
                        >
                            {texts.accounts.show}
                        </a>
                    }
                })}
        </li>
    }
}

/// The top-ups of this page that are not settled.
pub fn unsettled(page: &TopUps) -> impl Iterator<Item = &TopUp> {
    page.items.iter().filter(|top_up| !top_up.state.is_final())
}

/// A row for each unsettled top-up.
#[component]
pub fn NoticeRows(
    top_ups: Cached<TopUps>,
    #[prop(optional)] with_due_date: bool,
    #[prop(default = usize::MAX)] at_most: usize,
) -> impl IntoView {
    let page = move || top_ups.get().and_then(Result::ok);
    let keys = move || {
        let page = page();
        let shown = page.iter().flat_map(unsettled).take(at_most);
        shown.map(|top_up| top_up.id.as_str().to_owned()).collect()
    };
    let row = move |id: &str| {
        let page = page()?;
        let top_up = page.items.iter().find(|top_up| top_up.id.as_str() == id)?.clone();
        Some(view! { <NoticeRow top_up=top_up with_due_date=with_due_date /> }.into_any())
    };
    view! { <ul class="cards notice-rows">{keyed_list(keys, row)}</ul> }
}
