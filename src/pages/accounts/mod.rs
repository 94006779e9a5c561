//! The accounts page: open top-ups first, then each account with its balance.

mod account_card;
mod meals;
mod open_top_ups;
mod suggestion;

use crate::{
    client::Client,
    components::{PageHeading, ProblemPanel, Skeleton, StaleBanner, keyed_list, remount, use_texts},
    layout::{OfficeContacts, error_message},
    reactive::{context, memo},
    routes::Route,
    state::{AccountsState, CurrentSession, accounts::Cached, refresh},
};
pub use account_card::AccountCard;
use contract::{Account, Accounts};
use leptos::prelude::*;
use messages::Texts;
use open_top_ups::OpenTopUps;

/// The page.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let texts = use_texts();
    let client: Client = context();
    let session: CurrentSession = context();
    let state: AccountsState = context();
    // Fresh cached answers are shown at once and then refreshed.
    state.clear_stale();
    // Again when the page is shown again: the guardian may have paid at a counter or in another tab.
    let accounts = refresh(move || async move { state.read_accounts(client).await.map(drop) });
    let top_ups = refresh(move || async move { state.read_top_ups(client).await.map(drop) });
    let retry_accounts = Callback::new(move |()| {
        state.accounts.clear();
        accounts.now();
    });
    let retry_top_ups = Callback::new(move |()| {
        state.top_ups.clear();
        top_ups.now();
    });
    // Any account, and several that can be topped up now.
    let parts = memo(move || {
        let can_be_topped_up = |account: &&Account| account.limits.is_some();
        let parts =
            |all: Accounts| (!all.items.is_empty(), all.items.iter().filter(can_be_topped_up).count() > 1);
        state.accounts.get().map(|answer| answer.map(parts))
    });
    let email = move || session.get().map(|session| session.email).unwrap_or_default();
    view! {
        <PageHeading title=texts.accounts.title />
        <p class="small">
            {move || session.get().map(|session| texts.accounts.greeting.of(&session.display_name))}
        </p>
        <StaleBanner since=state.accounts.stale.since or=state.top_ups.stale.since />
        <OpenTopUps top_ups=state.top_ups on_retry=retry_top_ups />
        {remount(
            move || parts.get(),
            move |parts| match parts {
                None => view! { <Skeleton cards=2 /> }.into_any(),
                Some(Ok((false, _))) => no_account(texts, &untrack(email)),
                Some(Ok((true, several))) => cards(texts, state.accounts, several),
                Some(Err(error)) => {
                    view! { <ProblemPanel message=error_message(texts, &error) on_retry=retry_accounts /> }
                        .into_any()
                }
            },
        )}
    }
}

fn no_account(texts: Texts, email: &str) -> AnyView {
    view! {
        <section class="alert alert-warning">
            <h2>{texts.accounts.empty_title}</h2>
            <p>{texts.accounts.empty.of(email)}</p>
            <OfficeContacts />
        </section>
    }
    .into_any()
}

fn cards(texts: Texts, accounts: Cached<Accounts>, several: bool) -> AnyView {
    let all = move || accounts.get().and_then(Result::ok).map(|accounts| accounts.items).unwrap_or_default();
    let keys = move || all().iter().map(|account| account.id.as_str().to_owned()).collect();
    let row = move |id: &str| {
        let account = all().into_iter().find(|account| account.id.as_str() == id)?;
        Some(view! { <AccountCard account=account /> }.into_any())
    };
    view! {
        <ul class="cards accounts">{keyed_list(keys, row)}</ul>
        {several
            .then(|| {
                view! {
                    <p class="several">
                        <a class="btn btn-outline-primary w-100" href=Route::TOP_UP_ALL.to_string()>{texts.accounts.top_up_several}</a>
                        <span class="small">{texts.accounts.top_up_several_why}</span>
                    </p>
                }
            })}
    }
    .into_any()
}
