//! Several new notices, listed in place of the form.

use crate::{
    browser::focus::focus,
    components::{Icon, Shape, use_texts},
    layout::NoticeRow,
    reactive::effect,
    routes::Route,
};
use contract::TopUp;
use leptos::prelude::*;

const MADE: &str = "notices-made";

/// How many notices there are, and each with its code. It takes the focus, because the pressed button is gone.
#[component]
pub fn NoticesMade(notices: Vec<TopUp>) -> impl IntoView {
    let texts = use_texts();
    let count = u64::try_from(notices.len()).unwrap_or(u64::MAX);
    let rows = notices.into_iter().map(|notice| view! { <NoticeRow top_up=notice /> });
    effect(|| focus(MADE));
    view! {
        <section class="notices-made">
            <h2 id=MADE class="notes" tabindex="-1"><Icon shape=Shape::Check />{texts.top_up.notices_made.of(count)}</h2>
            <p>{texts.top_up.notices_made_lead}</p>
            <ul class="cards notice-rows">{rows.collect_view()}</ul>
            <p><a class="btn btn-primary w-100" href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a></p>
        </section>
    }
}
