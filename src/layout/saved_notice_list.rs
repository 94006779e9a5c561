//! The list of saved notices.

use super::letter_actions::{LetterActions, LetterDelivery};
use crate::{
    browser::intl,
    components::{Code, Icon, NoticeView, Shape, StateBadge, keyed_list, use_texts},
    reactive::{context, memo},
    routes::Route,
    state::{Letters, SavedNotice, SavedNotices},
};
use contract::TopUpId;
use leptos::prelude::*;
use messages::Texts;

/// Every saved notice with a link to the counter page. Empty if none is saved.
#[component]
pub fn SavedNoticeList() -> impl IntoView {
    let texts = use_texts();
    let saved_notices: SavedNotices = context();
    let words = &texts.counter;
    let keys = move || saved_notices.all().iter().map(|saved| saved.top_up_id.as_str().to_owned()).collect();
    let any = memo(move || !saved_notices.is_empty());
    view! {
        {move || saved_notices.has_dropped().then(|| view! { <p class="strip" role="status">{words.dropped}</p> })}
        {move || {
            any.get()
                .then(|| {
                    view! {
                        <section class="saved-notices">
                            <h2>{words.saved_title}</h2>
                            <p class="small">{words.saved_lead}</p>
                            <ul class="cards">
                                {keyed_list(keys, |id| Some(view! { <Saved id=id.parse().ok()? /> }.into_any()))}
                            </ul>
                        </section>
                    }
                })
        }}
    }
}

#[component]
fn Saved(id: TopUpId) -> impl IntoView {
    let texts = use_texts();
    let saved_notices: SavedNotices = context();
    let letters: Letters = context();
    let letter = LetterDelivery::new(id.clone());
    let number = saved_notices.find_untracked(&id).map(|saved| saved.notice.notice_number);
    let address = Route::Counter(Some(id.clone())).to_string();
    let has_letter = {
        let id = id.clone();
        memo(move || saved_notices.find(&id).as_ref().is_some_and(is_payable) && letters.has(&id))
    };
    view! {
        <li>
            <a class="it-card card-link due" href=address>
                {move || saved_notices.find(&id).map(|saved| summary(texts, saved))}
                <Icon shape=Shape::Chevron />
            </a>
            // Only for a saved letter, because there may be no session and no network.
            {move || {
                number
                    .filter(|_| has_letter.get())
                    .map(|number| view! { <LetterActions letter=letter number=number /> })
            }}
        </li>
    }
}

fn summary(texts: Texts, saved: SavedNotice) -> AnyView {
    let words = &texts.counter;
    let checked = saved.checked_at.as_ref().map(|at| words.checked_at.of(&intl::moment(texts.language, at)));
    let payable = is_payable(&saved);
    view! {
        <span>
            <strong class="money">{intl::money(texts.language, saved.notice.amount)}</strong>
            <StateBadge state=saved.state />
            <span class="small" lang="it">{saved.notice.subject}</span>
            {checked.map(|checked| view! { <span class="small">{checked}</span> })}
            {payable.then(|| view! { <span class="link-like">{words.show}</span> })}
        </span>
    }
    .into_any()
}

/// While a payment is in progress, the code is not offered.
fn is_payable(saved: &SavedNotice) -> bool {
    NoticeView::of(saved.state, saved.returned).actions().code == Code::InFront
}
