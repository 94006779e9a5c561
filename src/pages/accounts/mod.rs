//! The accounts page: who needs what? Open notices first, then the accounts in order of need.
//!
//! | file | contains |
//! |---|---|
//! | `open_top_ups` | notices to pay |
//! | `account_in_need` | the first account, with the main button |
//! | `account_row` | the other accounts |
//! | `prefilled` | links to an amount |
//! | `together` | several accounts in one payment |

mod account_in_need;
mod account_row;
mod attention;
mod open_top_ups;
mod prefilled;
mod together;

use crate::{
    browser::intl,
    client::Client,
    components::{PageHeading, ProblemPanel, Skeleton, StaleBanner, keyed_list, remount, use_texts},
    layout::{OfficeContacts, error_message},
    reactive::{context, memo},
    state::{AccountsState, CurrentSession, refresh},
};
pub use account_in_need::AccountInNeed;
pub use account_row::AccountRow;
use contract::{Account, TopUp, by_need};
use leptos::prelude::*;
use messages::Texts;
use open_top_ups::OpenTopUps;
use together::{Together, TopUpTogether};

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
    // Whether there is any account. The pair has the type of the other lists, so that its memo is compiled once.
    let any =
        memo(move || state.accounts.get().map(|answer| answer.map(|all| (!all.items.is_empty(), false))));
    let email = move || session.get().map(|session| session.email).unwrap_or_default();
    view! {
        <PageHeading title=texts.accounts.title />
        <StaleBanner since=state.accounts.stale.since or=state.top_ups.stale.since />
        <OpenTopUps top_ups=state.top_ups on_retry=retry_top_ups quiet=state.accounts.stale.since />
        {remount(
            move || any.get(),
            move |any| match any {
                None => view! { <Skeleton cards=2 /> }.into_any(),
                Some(Ok((false, _))) => no_account(texts, &untrack(email)),
                Some(Ok((true, _))) => cards(texts, state),
                Some(Err(error)) => {
                    view! { <ProblemPanel message=error_message(texts, &error) on_retry=retry_accounts /> }
                        .into_any()
                }
            },
        )}
        <p class="small">
            {move || session.get().map(|session| texts.accounts.greeting.of(&session.display_name))}
        </p>
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

/// When the balances come from the office, in words, if it is the same moment for all accounts.
fn common_balance_date(texts: Texts, accounts: &[Account]) -> Option<String> {
    let first = balance_date(texts, accounts.first()?)?;
    accounts.iter().all(|account| balance_date(texts, account).as_ref() == Some(&first)).then_some(first)
}

fn balance_date(texts: Texts, account: &Account) -> Option<String> {
    let at = account.balance_at.as_ref()?;
    Some(texts.accounts.balance_date.of(&intl::moment(texts.language, at)))
}

fn cards(texts: Texts, state: AccountsState) -> AnyView {
    let all =
        move || by_need(&state.accounts.get().and_then(Result::ok).map(|all| all.items).unwrap_or_default());
    let open = move |account: &Account| -> Option<TopUp> {
        let page = state.top_ups.get()?.ok()?;
        page.items.into_iter().find(|top_up| top_up.account_id == account.id && top_up.state.is_open())
    };
    let common_date = memo(move || common_balance_date(texts, &all()));
    let keys = move || all().iter().map(|account| account.id.as_str().to_owned()).collect();
    let row = move |id: &str| {
        let all = all();
        let place = all.iter().position(|account| account.id.as_str() == id)?;
        let account = all.get(place)?.clone();
        let balance_date = balance_date(texts, &account).filter(|_| common_date.with(Option::is_none));
        // The page has one main button: of the account in need, or of the only one.
        Some(if place == 0 && (account.is_in_need() || all.len() == 1) {
            let open = open(&account);
            view! { <AccountInNeed account=account open=open balance_date=balance_date /> }.into_any()
        } else {
            view! { <AccountRow account=account balance_date=balance_date /> }.into_any()
        })
    };
    view! {
        <ul class="cards accounts">{keyed_list(keys, row)}</ul>
        {move || view! { <TopUpTogether together=Together::of(&all(), open) /> }}
        <p class="small">{move || common_date.get()}</p>
    }
    .into_any()
}
