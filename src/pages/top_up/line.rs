//! One account of the form, and its amount.

use super::quick_amounts::{Kind, quick_amounts};
use crate::reactive::on_change;
use crate::{
    browser::intl,
    components::{AmountField, account_name, children, localised, use_texts},
    state::checkout::Draft,
};
use contract::{Account, Language};
use leptos::prelude::*;
use messages::Texts;
use pagopa::Amount;

/// An account of the form, with its typed amount.
#[derive(Clone, Copy)]
pub struct AccountLine {
    pub account: RwSignal<Account>,
    pub typed: RwSignal<String>,
    pub error: RwSignal<Option<String>>,
}

impl AccountLine {
    /// With the amount of the draft, else with the suggested amount.
    pub fn new(account: Account, draft: Draft, suggested: &str) -> Self {
        if draft.typed(&account.id).is_empty() && !suggested.is_empty() {
            draft.type_in(&account.id, suggested.to_owned());
        }
        let typed = RwSignal::new(draft.typed(&account.id));
        let id = account.id.clone();
        let line = Self { account: RwSignal::new(account), typed, error: RwSignal::new(None) };
        // `on_change` skips the first value, which was just restored.
        on_change(
            move || line.typed.get(),
            move |typed| {
                draft.type_in(&id, typed.clone());
                line.error.set(None);
            },
        );
        line
    }

    /// The `id` of the field, which takes the focus when the amount is wrong.
    pub fn field_id(&self) -> String {
        ["amount-", self.account.get_untracked().id.as_str()].concat()
    }
}

/// Updates balances and limits in the mounted form and leaves the typed amounts. `false` if the form has to be
/// mounted again, because its accounts or fields are other ones.
pub fn renew(lines: &[AccountLine], newer: Vec<Account>) -> bool {
    let fits = |(line, newer): (&AccountLine, &Account)| {
        let Account { balance, balance_level, limits, .. } = *newer;
        line.account.try_get_untracked().is_some_and(|shown| {
            shown.limits.is_some() == limits.is_some()
                && Account { balance, balance_level, limits, ..shown } == *newer
        })
    };
    let fit = lines.len() == newer.len() && lines.iter().zip(&newer).all(fits);
    if fit {
        for (line, newer) in lines.iter().zip(newer) {
            // An equal account is not rendered again.
            if line.account.try_get_untracked().as_ref() != Some(&newer) {
                line.account.set(newer);
            }
        }
    }
    fit
}

/// The amount as it is typed in this language: `26,50`, in English `26.50`.
pub fn as_typed(language: Language, amount: Amount) -> String {
    let text = amount.to_string();
    match language {
        Language::En => text,
        Language::It | Language::Fr => text.replace('.', ","),
    }
}

/// The account's children, its balance and the field.
#[component]
pub fn AmountFor(line: AccountLine, #[prop(into)] busy: Signal<bool>) -> impl IntoView {
    let texts = use_texts();
    let account = line.account.get_untracked();
    let balance = move || {
        let balance = intl::signed_money(texts.language, line.account.get().balance);
        texts.share.line.of(texts.top_up.current_balance, &balance)
    };
    let hint = move || {
        let money = |limit| intl::money(texts.language, limit);
        let limits = line.account.get().limits;
        limits
            .map(|limits| texts.top_up.limits.of(&money(limits.least), &money(limits.most)))
            .unwrap_or_default()
    };
    let field = account.limits.map(|_| {
        view! {
            <AmountField
                id=line.field_id()
                label=texts.top_up.amount
                of=account_name(texts, &account)
                hint=Signal::derive(hint)
                value=line.typed
                error=line.error
                disabled=busy
            />
            {move || choices(texts, line, &line.account.get(), busy)}
        }
    });
    view! {
        <section class="it-card amount-for">
            <h2 translate="no">{children(texts, &account.children)}</h2>
            <p class="small">
                {localised(texts.language, &account.service)} " · " {balance}
            </p>
            {match field {
                Some(field) => field.into_any(),
                None => view! { <p>{texts.top_up.at_cap}</p> }.into_any(),
            }}
        </section>
    }
}

fn choices(texts: Texts, line: AccountLine, account: &Account, busy: Signal<bool>) -> AnyView {
    // The page may have several groups, so the name of each contains the children.
    let name = texts.share.line.of(texts.top_up.quick_amounts, &children(texts, &account.children));
    let buttons = quick_amounts(account).into_iter().map(|quick| {
        let typed = StoredValue::new(as_typed(texts.language, quick.amount));
        let chosen = move || line.typed.with(|now| typed.with_value(|typed| now == typed));
        let meaning = match quick.kind {
            Kind::Due => Some(texts.top_up.quick_due.to_owned()),
            Kind::Meals(count) => Some(texts.common.meals.of(count)),
            Kind::Plain => None,
        };
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || if chosen() { "true" } else { "false" }
                on:click=move |_| {
                    if !busy.get_untracked() {
                        line.typed.set(typed.get_value());
                    }
                }
            >
                <span class="money" translate="no">{intl::money(texts.language, quick.amount.into())}</span>
                {meaning.map(|meaning| view! { <span class="small">{meaning}</span> })}
            </button>
        }
    });
    view! { <div class="chips" role="group" aria-label=name>{buttons.collect_view()}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quick_amount_is_typed_in_the_form_of_its_language() {
        let amount = Amount::from_cents(2650).unwrap();
        assert_eq!(as_typed(Language::It, amount), "26,50");
        for language in Language::ALL {
            assert_eq!(Amount::from_typed(&as_typed(language, amount)), Ok(amount));
        }
    }
}
