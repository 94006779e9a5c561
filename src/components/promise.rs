//! What a top-up makes of a balance, in words. The numbers are [`contract::BalanceAfter`]'s, and no screen says it
//! otherwise.

use crate::browser::intl;
use contract::BalanceAfter;
use messages::Texts;

/// `Dopo: 48,00 €, 10 pasti`, or `Restano 4,40 € di debito`.
pub fn promise(texts: Texts, result: &BalanceAfter) -> String {
    let words = &texts.top_up;
    let after = || intl::signed_money(texts.language, result.after);
    match (result.debt, result.meals) {
        (Some(debt), _) => words.debt_remains.of(&intl::money(texts.language, debt.into())),
        (None, Some(meals)) => words.after.of(&after(), &meals_in_words(texts, meals)),
        (None, None) => words.after_balance.of(&after()),
    }
}

/// `10 pasti`, `nessun pasto`.
pub fn meals_in_words(texts: Texts, meals: u64) -> String {
    match meals {
        0 => texts.common.no_meals.to_owned(),
        meals => texts.common.meals.of(meals),
    }
}
