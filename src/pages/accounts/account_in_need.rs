//! The account that needs a top-up most: its balance in large, and the main button of the page.

use super::{attention::attention, prefilled::suggestion_link};
use crate::{
    browser::intl,
    components::{children, localised, use_texts},
    routes::Route,
};
use contract::{Account, BalanceLevel, TopUp};
use leptos::prelude::*;
use messages::Texts;

/// The card.
#[component]
pub fn AccountInNeed(
    account: Account,
    /// An open top-up of the account. It is offered before another is made.
    open: Option<TopUp>,
    /// When the balance came from the office, if the page does not say it for all accounts.
    balance_date: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let name = children(texts, &account.children);
    view! {
        <li class="it-card account need">
            <h2 translate="no">{name.clone()}</h2>
            <p class="small">{localised(texts.language, &account.service)}</p>
            <p class="balance" class:negative=account.balance_level == BalanceLevel::Negative>
                <span class="visually-hidden">{texts.accounts.balance}" "</span>
                <strong class="money" translate="no">{intl::signed_money(texts.language, account.balance)}</strong>
                {attention(texts, &account)}
            </p>
            {balance_date.map(|balance_date| view! { <p class="small">{balance_date}</p> })}
            {action(texts, &account, open.as_ref())}
            {account.limits.map(|_| {
                view! {
                    <a class="btn btn-link w-100" href=Route::top_up(account.id.clone(), None).to_string()>
                        {texts.accounts.other_amount}
                        <span class="visually-hidden">" "{name}</span>
                    </a>
                }
            })}
        </li>
    }
}

/// The main button: the open notice, the suggested amount, or the amount to type.
fn action(texts: Texts, account: &Account, open: Option<&TopUp>) -> AnyView {
    let words = &texts.accounts;
    let main = "btn btn-primary w-100 promise";
    if let Some(open) = open {
        let amount = intl::money(texts.language, open.amount);
        return view! {
            <p>{words.already_open.of(&amount)}</p>
            <a class=main href=Route::Notice(open.id.clone()).to_string()>{words.pay_open}</a>
        }
        .into_any();
    }
    match (account.limits, account.suggestion()) {
        (None, _) => view! { <p class="small">{words.at_cap}</p> }.into_any(),
        (Some(_), Some(result)) => suggestion_link(texts, account, &result, main).into_any(),
        (Some(_), None) => {
            let route = Route::top_up(account.id.clone(), None);
            view! { <a class=main href=route.to_string()>{words.top_up_now}</a> }.into_any()
        }
    }
}
