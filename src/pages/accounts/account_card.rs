//! The card of one account: children, balance, and the links to top it up.

use super::{
    meals::meals_left,
    suggestion::{Suggestion, suggestion},
};
use crate::{
    browser::intl,
    components::{Icon, Shape, account_name, children, localised, use_texts},
    routes::Route,
};
use contract::{Account, BalanceLevel};
use leptos::prelude::*;
use messages::Texts;

/// A card in the list of accounts.
#[component]
pub fn AccountCard(account: Account) -> impl IntoView {
    let texts = use_texts();
    let language = texts.language;
    let meals = meals_left(&account).map(|count| match count {
        0 => texts.accounts.less_than_a_meal.to_owned(),
        count => texts.accounts.about_meals.of(count),
    });
    view! {
        <li class="it-card account">
            <h2 translate="no">{children(texts, &account.children)}</h2>
            <p class="small">{localised(language, &account.service)}</p>
            <p class="balance" class:negative=account.balance_level == BalanceLevel::Negative>
                <span class="label">{texts.accounts.balance}</span>
                <strong class="money" translate="no">{intl::signed_money(language, account.balance)}</strong>
                <span class="meals">{meals}</span>
            </p>
            {attention(texts, &account)}
            {suggestion(&account).map(|suggested| suggested_link(texts, &account, suggested))}
            {match account.limits {
                Some(_) => view! {
                    <a
                        class="btn btn-primary w-100"
                        href=Route::top_up(account.id.clone(), None).to_string()
                        aria-label=texts.accounts.top_up_what.of(&account_name(texts, &account))
                    >
                        {texts.accounts.top_up_now}
                    </a>
                }.into_any(),
                None => view! { <p class="small">{texts.accounts.at_cap}</p> }.into_any(),
            }}
        </li>
    }
}

/// A link to the top-up page with the suggested amount filled in.
fn suggested_link(texts: Texts, account: &Account, suggested: Suggestion) -> AnyView {
    let amount = intl::money(texts.language, suggested.amount.into());
    let meals = texts.common.meals.of(suggested.meals);
    let words = if account.balance_level == BalanceLevel::Negative {
        texts.accounts.suggested_due
    } else {
        texts.accounts.suggested
    };
    let address = Route::top_up(account.id.clone(), Some(suggested.amount)).to_string();
    view! { <p class="suggested"><a href=address>{words.of(&amount, &meals)}</a></p> }.into_any()
}

/// A badge for a low or negative balance. Word and icon say it; the colour repeats it.
fn attention(texts: Texts, account: &Account) -> Option<AnyView> {
    let (shape, class, label, more) = match account.balance_level {
        BalanceLevel::Enough => return None,
        BalanceLevel::Low => (Shape::Clock, "badge state state-due", texts.accounts.low, None),
        BalanceLevel::Negative => {
            let due = intl::money(texts.language, account.balance.amount.magnitude().into());
            let more = texts.accounts.negative.of(&due);
            (Shape::Alert, "badge state state-odd", texts.accounts.negative_badge, Some(more))
        }
    };
    Some(
        view! {
            <p class="attention">
                <span class=class><Icon shape=shape />{label}</span>
                {more}
            </p>
        }
        .into_any(),
    )
}
