//! Why a balance needs attention, as a word, an icon and a colour.

use crate::{
    browser::intl,
    components::{Icon, Shape, meals_in_words},
};
use contract::{Account, BalanceLevel};
use leptos::prelude::*;
use messages::Texts;

/// A badge for a low or negative balance.
pub fn attention(texts: Texts, account: &Account) -> Option<AnyView> {
    let words = &texts.accounts;
    let (shape, class, sentence) = match (account.balance_level, account.meals_left()) {
        (BalanceLevel::Enough, _) => return None,
        (BalanceLevel::Low, Some(meals)) => {
            (Shape::Clock, "badge state state-due", words.low_left.of(&meals_in_words(texts, meals)))
        }
        (BalanceLevel::Low, None) => (Shape::Clock, "badge state state-due", words.low.to_owned()),
        (BalanceLevel::Negative, _) => {
            let debt = intl::money(texts.language, account.balance.amount.magnitude().into());
            (Shape::Alert, "badge state state-odd", words.in_debt.of(&debt))
        }
    };
    Some(view! { <span class=class><Icon shape=shape />{sentence}</span> }.into_any())
}
