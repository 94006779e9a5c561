//! The list of open top-ups, shown first so that none is forgotten or paid twice.

use crate::{
    components::{ProblemPanel, remount, use_texts},
    layout::{NoticeRows, SavedNoticeList, error_message, unsettled},
    reactive::memo,
    routes::Route,
    state::accounts::Cached,
};
use contract::TopUps;
use leptos::prelude::*;
use messages::Texts;

/// More notices than these would push the accounts out of view. The page of the notices has all.
const AT_MOST: usize = 3;

/// The open top-ups of the first page of top-ups. Older ones are in the history.
#[component]
pub fn OpenTopUps(
    top_ups: Cached<TopUps>,
    on_retry: Callback<()>,
    /// The page says that it is out of date (not 0), so an error of the same cause need not be shown.
    quiet: RwSignal<u32>,
) -> impl IntoView {
    let texts = use_texts();
    // Any open top-up, and whether an error is not shown.
    let any = memo(move || {
        let any = top_ups.get().map(|page| page.map(|page| (unsettled(&page).next().is_some(), false)));
        match any {
            Some(Err(error)) if error.is_passing() && quiet.get() > 0 => Some(Ok((false, true))),
            any => any,
        }
    });
    remount(
        move || any.get(),
        move |any| match any {
            // The accounts below show that the page is loading.
            None | Some(Ok((false, true))) => view! { <SavedNoticeList /> }.into_any(),
            Some(Err(error)) => view! {
                <ProblemPanel message=error_message(texts, &error) on_retry=on_retry />
                <SavedNoticeList />
            }
            .into_any(),
            Some(Ok((true, _))) => list(texts, top_ups),
            Some(Ok((false, false))) => ().into_any(),
        },
    )
}

fn list(texts: Texts, top_ups: Cached<TopUps>) -> AnyView {
    view! {
        <section class="open-top-ups">
            <h2>{texts.accounts.open_title}</h2>
            <NoticeRows top_ups=top_ups at_most=AT_MOST />
            {move || {
                let count = top_ups.get().and_then(Result::ok).map_or(0, |page| unsettled(&page).count());
                (count > AT_MOST).then(|| view! {
                    <a class="btn btn-link w-100" href=Route::Notices.to_string()>
                        {texts.accounts.open_all.of(&count.to_string())}
                    </a>
                })
            }}
        </section>
    }
    .into_any()
}
