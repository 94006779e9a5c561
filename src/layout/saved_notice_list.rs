//! The list of saved notices.

use super::{
    pdf_actions::PdfActions,
    receipt_pdf::{letter_name, letter_of},
};
use crate::{
    browser::intl,
    components::{Code, Icon, NoticeView, Shape, StateBadge, keyed_list, remount, use_texts},
    reactive::{context, memo},
    routes::Route,
    state::{Letters, SavedNotice, SavedNotices},
};
use contract::paths;
use leptos::prelude::*;

/// Every saved notice with a link to the counter page. Empty if none is saved.
#[component]
pub fn SavedNoticeList() -> impl IntoView {
    let texts = use_texts();
    let saved_notices: SavedNotices = context();
    let words = &texts.counter;
    let keys = move || saved_notices.all().iter().map(|saved| saved.top_up_id.as_str().to_owned()).collect();
    let row = move |id: &str| {
        let saved = saved_notices.find(&id.parse().ok()?)?;
        Some(view! { <Saved saved=saved /> }.into_any())
    };
    let parts = memo(move || (saved_notices.has_dropped(), !saved_notices.is_empty()));
    remount(
        move || parts.get(),
        move |(dropped, any)| {
            view! {
                {dropped.then(|| view! { <p class="strip" role="status">{words.dropped}</p> })}
                {any
                    .then(|| {
                        view! {
                            <section class="saved-notice-list">
                                <h2>{words.saved_title}</h2>
                                <p class="small">{words.saved_lead}</p>
                                <ul class="cards">{keyed_list(keys, row)}</ul>
                            </section>
                        }
                    })}
            }
        },
    )
}

#[component]
fn Saved(saved: SavedNotice) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.counter;
    let (id, number) = (saved.top_up_id.clone(), saved.notice.notice_number);
    let letters: Letters = context();
    let letter = letter_of(&id);
    // While a payment is in progress, the code is not offered.
    let payable = NoticeView::of(saved.state, saved.returned).actions().code == Code::InFront;
    let checked = saved.checked_at.as_ref().map(|at| words.checked_at.of(&intl::moment(texts.language, at)));
    view! {
        <li>
            <a class="it-card card-link due" href=Route::Counter(Some(id.clone())).to_string()>
                <span>
                    <strong class="money" translate="no">{intl::money(texts.language, saved.notice.amount)}</strong>
                    <StateBadge state=saved.state returned=saved.returned />
                    <span class="small" lang="it" translate="no">{saved.notice.subject}</span>
                    {checked.map(|checked| view! { <span class="small">{checked}</span> })}
                    {payable.then(|| view! { <span class="link-like">{words.show}</span> })}
                </span>
                <Icon shape=Shape::Chevron />
            </a>
            // Only for a saved letter, because there may be no session and no network.
            {move || (payable && letters.has(&paths::letter(&id))).then(|| view! { <PdfActions pdf=letter name=letter_name(number) /> })}
        </li>
    }
}
