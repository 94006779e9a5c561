//! The tab with the notices that can be paid, the newest first. If the gateway cannot be reached it shows those that are saved on
//! the phone.

use crate::{
    client::Client,
    components::{Drawing, PageHeading, ProblemPanel, Scene, Skeleton, StaleBanner, remount, use_texts},
    layout::{NoticeRows, SavedNoticeList, error_message, unsettled},
    reactive::{context, memo},
    routes::Route,
    state::{AccountsState, refresh},
};
use leptos::prelude::*;
use messages::Texts;

/// The page.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let texts = use_texts();
    let client: Client = context();
    let state: AccountsState = context();
    state.clear_stale();
    let top_ups = refresh(move || async move { state.read_top_ups(client).await.map(drop) });
    let retry = Callback::new(move |()| {
        state.top_ups.clear();
        top_ups.now();
    });
    // Any unsettled top-up. The pair has the type of the other lists, so that its memo is compiled once.
    let any = memo(move || {
        state.top_ups.get().map(|page| page.map(|page| (unsettled(&page).next().is_some(), false)))
    });
    view! {
        <PageHeading title=texts.notices.title />
        <StaleBanner since=state.top_ups.stale.since />
        {remount(
            move || any.get(),
            move |any| match any {
                None => view! { <Skeleton cards=2 /> }.into_any(),
                Some(Err(error)) => view! {
                    <ProblemPanel message=error_message(texts, &error) on_retry=retry />
                    <SavedNoticeList />
                }
                .into_any(),
                Some(Ok((true, _))) => view! {
                    <p class="small">{texts.notices.lead}</p>
                    <NoticeRows top_ups=state.top_ups with_due_date=true />
                }
                .into_any(),
                Some(Ok((false, _))) => empty(texts),
            },
        )}
        <p class="small"><a href=Route::History.to_string()>{texts.notices.earlier}</a></p>
    }
}

fn empty(texts: Texts) -> AnyView {
    view! {
        <section class="empty">
            <Drawing scene=Scene::Empty />
            <h2>{texts.notices.empty_title}</h2>
            <p>{texts.notices.empty}</p>
            <a class="btn btn-primary" href=Route::ACCOUNTS.to_string()>{texts.common.back_to_accounts}</a>
        </section>
    }
    .into_any()
}
