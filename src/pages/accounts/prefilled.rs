//! Links to the top-up page with an amount filled in.

use crate::{
    browser::intl,
    components::{children, promise},
    routes::Route,
    state::checkout::Draft,
};
use contract::{Account, AccountId, BalanceAfter, BalanceLevel};
use leptos::prelude::*;
use messages::Texts;
use pagopa::Amount;

/// A link to the top-up page with the suggested amount filled in. It says what the amount is for.
pub fn suggestion_link(
    texts: Texts,
    account: &Account,
    result: &BalanceAfter,
    class: &'static str,
) -> impl IntoView + use<> {
    let words = &texts.accounts;
    let (id, amount) = (account.id.clone(), result.amount);
    let label = words.top_up_amount.of(&intl::money(texts.language, amount.into()));
    let what = match (account.balance_level, result.debt, result.meals) {
        (BalanceLevel::Negative, None, Some(meals)) if meals > 0 => {
            words.debt_and.of(&texts.common.meals.of(meals))
        }
        (BalanceLevel::Negative, None, _) => words.debt_alone.to_owned(),
        _ => promise(texts, result),
    };
    view! {
        <a
            class=class
            href=Route::top_up(id.clone(), Some(amount)).to_string()
            on:click=move |_| prefill(texts, &id, Some(amount))
        >
            <span>{label}</span>" "<span class="small">{what}</span>
            <span class="visually-hidden">" "{children(texts, &account.children)}</span>
        </a>
    }
}

/// Puts the amount that was tapped into the draft, in place of one that was typed before.
pub fn prefill(texts: Texts, id: &AccountId, amount: Option<Amount>) {
    if let Some(amount) = amount {
        Draft::restore().type_in(id, intl::typed_money(texts.language, amount));
    }
}
