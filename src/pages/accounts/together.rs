//! Several accounts in one payment: those in need with their suggested amounts, or any.

use super::prefilled::prefill;
use crate::{
    browser::intl,
    components::use_texts,
    routes::{ChosenAccount, ChosenAccounts, Route},
};
use contract::{Account, TopUp, paths};
use leptos::prelude::*;
use pagopa::Amount;

/// What the button offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Together {
    /// Fewer than two accounts can be topped up.
    Nothing,
    /// Amounts are typed on the next page.
    Any,
    /// The accounts in need.
    InNeed { chosen: Vec<ChosenAccount>, all: bool },
}

impl Together {
    /// From the accounts in order of need. An account with an open top-up is left out, so that nothing is paid twice.
    pub fn of(accounts: &[Account], open: impl Fn(&Account) -> Option<TopUp>) -> Self {
        let offers: Vec<ChosenAccount> = accounts
            .iter()
            .filter(|account| open(account).is_none())
            .filter_map(|account| {
                Some(ChosenAccount { id: account.id.clone(), amount: Some(account.suggestion()?.amount) })
            })
            .collect();
        let in_need = accounts.iter().filter(|account| account.is_in_need()).count();
        if offers.len() > 1 {
            let all = offers.len() == in_need && in_need <= paths::CHECKOUT_MAX;
            return Self::InNeed { chosen: offers.into_iter().take(paths::CHECKOUT_MAX).collect(), all };
        }
        match accounts.iter().filter(|account| account.limits.is_some()).count() {
            0 | 1 => Self::Nothing,
            _ => Self::Any,
        }
    }
}

fn sum(chosen: &[ChosenAccount]) -> Amount {
    let amounts = chosen.iter().filter_map(|chosen| chosen.amount);
    amounts.fold(Amount::ZERO, |sum, amount| sum.checked_add(amount).unwrap_or(Amount::MAX))
}

/// The button.
#[component]
pub fn TopUpTogether(together: Together) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.accounts;
    let (label, route, chosen) = match together {
        Together::Nothing => return ().into_any(),
        Together::Any => (words.top_up_several.to_owned(), Route::TOP_UP_ALL, Vec::new()),
        Together::InNeed { chosen, all } => {
            let total = intl::money(texts.language, sum(&chosen).into());
            let label = if all {
                words.top_up_all.of(&total)
            } else {
                let some = words.top_up_some.of(u64::try_from(chosen.len()).unwrap_or(u64::MAX));
                texts.share.line.of(&some, &total)
            };
            (label, Route::TopUp(ChosenAccounts::These(chosen.clone())), chosen)
        }
    };
    view! {
        <p class="several">
            <a
                class="btn btn-outline-primary w-100"
                href=route.to_string()
                on:click=move |_| chosen.iter().for_each(|chosen| prefill(texts, &chosen.id, chosen.amount))
            >
                {label}
            </a>
            <span class="small">{words.top_up_several_why}</span>
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{BalanceLevel, Localised, Money, SignedMoney, TopUpLimits};

    fn account(last: char, balance: i64, level: BalanceLevel) -> Account {
        let money = |cents| Money::from(Amount::from_cents(cents).unwrap());
        Account {
            id: format!("01JD3Z8K0V7Q2M5N9R4T6W8Y0{last}").parse().unwrap(),
            children: vec!["Anna".into()],
            service: Localised { it: "Mensa".into(), fr: None, en: None },
            balance: SignedMoney::from_cents(balance).unwrap(),
            balance_level: level,
            balance_at: None,
            meal_price: Some(money(530)),
            limits: Some(TopUpLimits { least: money(500), most: money(50_000) }),
        }
    }

    fn offered(together: Together) -> Option<(u64, usize, bool)> {
        match together {
            Together::InNeed { chosen, all } => Some((sum(&chosen).cents(), chosen.len(), all)),
            Together::Nothing | Together::Any => None,
        }
    }

    #[test]
    fn all_accounts_in_need_are_offered_with_the_sum_of_their_suggestions() {
        let accounts = [
            account('A', -1440, BalanceLevel::Negative),
            account('B', 720, BalanceLevel::Low),
            account('C', 9000, BalanceLevel::Enough),
        ];
        assert_eq!(offered(Together::of(&accounts, |_| None)), Some((6740 + 5300, 2, true)));
    }

    #[test]
    fn one_payment_takes_five() {
        let accounts: Vec<Account> =
            "ABCDEF".chars().map(|last| account(last, 720, BalanceLevel::Low)).collect();
        assert_eq!(offered(Together::of(&accounts, |_| None)), Some((5 * 5300, 5, false)));
    }

    #[test]
    fn one_in_need_is_not_several() {
        let accounts = [account('A', 720, BalanceLevel::Low), account('B', 9000, BalanceLevel::Enough)];
        assert_eq!(Together::of(&accounts, |_| None), Together::Any);
        assert_eq!(Together::of(&accounts[..1], |_| None), Together::Nothing);
    }
}
