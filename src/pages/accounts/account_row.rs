//! One account as a row, which is a link to top it up.

use super::prefilled::prefill;
use crate::{
    browser::intl,
    components::{Icon, Meter, Shape, children, localised, meals_in_words, use_texts},
    routes::Route,
};
use contract::{Account, BalanceLevel};
use leptos::prelude::*;
use messages::Texts;

/// Name, service, balance, and what it pays for. The link of an account in need leads to the suggested amount.
#[component]
pub fn AccountRow(
    account: Account,
    /// When the balance came from the office, if the page does not say it for all accounts.
    balance_date: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let (id, payable) = (account.id.clone(), account.limits.is_some());
    let suggested = account.suggestion().map(|result| result.amount);
    let more = what_is_left(texts, &account);
    let inside = view! {
        <div>
            <div class="who">
                {payable.then(|| view! { <span class="visually-hidden">{texts.share.line.of(texts.accounts.top_up_now, "")}</span> })}
                <h2 translate="no">{children(texts, &account.children)}</h2>
                <span class="small">{localised(texts.language, &account.service)}</span>
                {balance_date.map(|balance_date| view! { <span class="small">{balance_date}</span> })}
            </div>
            <div class="sum" class:negative=account.balance_level == BalanceLevel::Negative>
                <span class="visually-hidden">{texts.accounts.balance}" "</span>
                <strong class="money" translate="no">{intl::signed_money(texts.language, account.balance)}</strong>
                {more}
            </div>
            {(!payable).then(|| view! { <span class="small">{texts.accounts.at_cap}</span> })}
        </div>
    };
    let row = if payable {
        view! {
            <a
                class="it-card card-link"
                href=Route::top_up(id.clone(), suggested).to_string()
                on:click=move |_| prefill(texts, &id, suggested)
            >
                {inside}
                <Icon shape=Shape::Chevron />
            </a>
        }
        .into_any()
    } else {
        view! { <div class="it-card card-link">{inside}</div> }.into_any()
    };
    view! { <li class="account">{row}</li> }
}

/// What the balance pays for, or that it is negative: a word, with a bar or an icon.
fn what_is_left(texts: Texts, account: &Account) -> Option<AnyView> {
    let words = &texts.accounts;
    let (icon, sentence) = match (account.balance_level, account.meals_left()) {
        (BalanceLevel::Negative, _) => (Some(Shape::Alert), words.negative_badge.to_owned()),
        (BalanceLevel::Low, None) => (Some(Shape::Clock), words.low.to_owned()),
        (BalanceLevel::Low, Some(meals)) => (Some(Shape::Clock), meals_in_words(texts, meals)),
        (BalanceLevel::Enough, None) => return None,
        (BalanceLevel::Enough, Some(meals)) => (None, meals_in_words(texts, meals)),
    };
    let bar = account.meals_left().map(|meals| view! { <Meter meals=meals /> });
    Some(
        view! {
            <span class="small meals" class:low=account.balance_level == BalanceLevel::Low>
                {bar}
                {icon.map(|shape| view! { <Icon shape=shape /> })}
                <span>{sentence}</span>
            </span>
        }
        .into_any(),
    )
}
