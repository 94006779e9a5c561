//! The guardian's accounts: what is under way first, then each account with its balance.

mod account_card;
mod meals;
mod open_top_ups;
mod suggestion;

use super::shared::{
    known::Known, load::load_unless, office::OfficeContacts, session::CurrentSession, use_client,
};
use crate::{
    browser::lifecycle,
    components::{PageHeading, use_texts},
    messages::Texts,
};
pub use account_card::AccountCard;
use contract::Account;
use leptos::prelude::*;
use open_top_ups::OpenTopUps;

/// The screen.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let texts = use_texts();
    let client = use_client();
    let session: CurrentSession = expect_context();
    let known: Known = expect_context();
    // Both or none: accounts by themselves would look as if nothing were under way, and move when it comes.
    let (told_accounts, told_top_ups) = known.accounts().zip(known.top_ups()).unzip();
    let shown = told_accounts.is_some();
    let accounts = load_unless(told_accounts, move || known.ask_accounts(client));
    let top_ups = load_unless(told_top_ups, move || known.ask_top_ups(client));
    // A guardian comes back from a shop or from another tab: what changed meanwhile should be there.
    let refresh = move || {
        accounts.refresh();
        top_ups.refresh();
    };
    if shown {
        // What was seen a moment ago is there at once, and then what is true now.
        refresh();
    }
    lifecycle::on_visible(refresh);
    lifecycle::on_shown_again(refresh);

    let email = move || session.get().map(|session| session.email).unwrap_or_default();
    view! {
        <PageHeading title=texts.accounts.title />
        <p class="small">
            {move || session.get().map(|session| texts.accounts.greeting.of(&session.display_name))}
        </p>
        <OpenTopUps top_ups=top_ups />
        {accounts
            .view(
                2,
                move |accounts| match accounts.items.is_empty() {
                    true => no_account(texts, &email()),
                    false => cards(texts, accounts.items),
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

fn cards(texts: Texts, accounts: Vec<Account>) -> AnyView {
    // Only what can be topped up now counts.
    let several = accounts.iter().filter(|account| account.limits.is_some()).count() > 1;
    view! {
        <ul class="cards accounts">
            {accounts.into_iter().map(|account| view! { <AccountCard account=account /> }).collect_view()}
        </ul>
        {several
            .then(|| {
                view! {
                    <p class="several">
                        <a class="btn btn-outline-primary w-100" href="/ricarica">{texts.accounts.top_up_several}</a>
                        <span class="small">{texts.accounts.top_up_several_why}</span>
                    </p>
                }
            })}
    }.into_any()
}
