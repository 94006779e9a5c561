//! The accounts: the one in need as a card with the main button, the others as rows.

use contract::{Account, BalanceLevel, TopUp};
use maud::{Markup, html};

use super::{
    super::{
        icon::{Shape, icon},
        layout::localised,
    },
    Content, chevron,
    words::Words,
};
use crate::intl;

/// Meals of a full bar, and its length: `src/components/meter.rs` draws the same.
const FULL: u64 = 20;
const LENGTH: u64 = 56;

/// All accounts.
pub fn list(words: &Words, content: &Content) -> Markup {
    let accounts = &content.accounts;
    let dates: Vec<Option<String>> = accounts.iter().map(|account| words.balance_date(account)).collect();
    // One date for all stands below the accounts.
    let same = dates.windows(2).all(|pair| matches!(pair, [one, other] if one == other));
    html! {
        ul class="cards accounts" {
            @for (place, (account, date)) in accounts.iter().zip(&dates).enumerate() {
                @let date = date.as_deref().filter(|_| !same);
                @if place == 0 && (account.is_in_need() || accounts.len() == 1) {
                    (in_need(words, account, content.open.iter().find(|top_up| top_up.account_id == account.id), date))
                } @else {
                    (row(words, account, date))
                }
            }
        }
    }
}

fn in_need(words: &Words, account: &Account, open: Option<&TopUp>, date: Option<&str>) -> Markup {
    let texts = words.accounts();
    let name = words.children(&account.children);
    html! {
        li class="it-card account need" {
            h2 translate="no" { (name) }
            p class="small" { (localised(words.language(), &account.service)) }
            p class=(if account.balance_level == BalanceLevel::Negative { "balance negative" } else { "balance" }) {
                span class="visually-hidden" { (texts.balance) " " }
                strong class="money" translate="no" { (intl::balance(words.language(), account.balance)) }
                (attention(words, account))
            }
            @if let Some(date) = date { p class="small" { (date) } }
            (action(words, account, open))
            @if account.limits.is_some() {
                a class="btn btn-link w-100" href=(top_up(account)) {
                    (texts.other_amount) span class="visually-hidden" { " " (name) }
                }
            }
        }
    }
}

/// The main button: the open notice, the suggested amount, or the amount to type.
fn action(words: &Words, account: &Account, open: Option<&TopUp>) -> Markup {
    let texts = words.accounts();
    let money = |cents| intl::money(words.language(), cents);
    let main = "btn btn-primary w-100 promise";
    html! {
        @if let Some(open) = open {
            p { (texts.already_open.of(&money(open.amount.amount.cents()))) }
            a class=(main) href={ "/avviso/" (open.id) } { (texts.pay_open) }
        } @else if account.limits.is_none() {
            p class="small" { (texts.at_cap) }
        } @else if let Some(result) = account.suggestion() {
            a class=(main) href={ (top_up(account)) "?importo=" (result.amount) } {
                span { (texts.top_up_amount.of(&money(result.amount.cents()))) } " "
                span class="small" { (words.purpose(account, &result)) }
                span class="visually-hidden" { " " (words.children(&account.children)) }
            }
        } @else {
            a class=(main) href=(top_up(account)) { (texts.top_up_now) }
        }
    }
}

/// Why the balance needs attention.
fn attention(words: &Words, account: &Account) -> Markup {
    let texts = words.accounts();
    let badge =
        |shape, class: &str, sentence: &str| html! { span class=(class) { (icon(shape)) (sentence) } };
    match (account.balance_level, account.meals_left()) {
        (BalanceLevel::Enough, _) => html! {},
        (BalanceLevel::Low, Some(meals)) => {
            badge(Shape::Clock, "badge state state-due", &texts.low_left.of(&words.meals(meals)))
        }
        (BalanceLevel::Low, None) => badge(Shape::Clock, "badge state state-due", texts.low),
        (BalanceLevel::Negative, _) => {
            let debt = intl::money(words.language(), account.balance.amount.magnitude().cents());
            badge(Shape::Alert, "badge state state-odd", &texts.in_debt.of(&debt))
        }
    }
}

fn row(words: &Words, account: &Account, date: Option<&str>) -> Markup {
    let texts = words.accounts();
    let suggested = account.suggestion().map(|result| result.amount);
    let inside = html! {
        div {
            div class="who" {
                @if account.limits.is_some() {
                    span class="visually-hidden" { (words.texts.share.line.of(texts.top_up_now, "")) }
                }
                h2 translate="no" { (words.children(&account.children)) }
                span class="small" { (localised(words.language(), &account.service)) }
                @if let Some(date) = date { span class="small" { (date) } }
            }
            div class=(if account.balance_level == BalanceLevel::Negative { "sum negative" } else { "sum" }) {
                span class="visually-hidden" { (texts.balance) " " }
                strong class="money" translate="no" { (intl::balance(words.language(), account.balance)) }
                (what_is_left(words, account))
            }
            @if account.limits.is_none() { span class="small" { (texts.at_cap) } }
        }
    };
    html! {
        li class="account" {
            @if account.limits.is_none() {
                div class="it-card card-link" { (inside) }
            } @else {
                @let amount = suggested.map(|amount| format!("?importo={amount}")).unwrap_or_default();
                a class="it-card card-link" href={ (top_up(account)) (amount) } { (inside) (chevron()) }
            }
        }
    }
}

/// What the balance pays for, or that it is negative.
fn what_is_left(words: &Words, account: &Account) -> Markup {
    let texts = words.accounts();
    let meals = account.meals_left();
    let (shape, sentence) = match (account.balance_level, meals) {
        (BalanceLevel::Negative, _) => (Some(Shape::Alert), texts.negative_badge.to_owned()),
        (BalanceLevel::Low, None) => (Some(Shape::Clock), texts.low.to_owned()),
        (BalanceLevel::Low, Some(meals)) => (Some(Shape::Clock), words.meals(meals)),
        (BalanceLevel::Enough, None) => return html! {},
        (BalanceLevel::Enough, Some(meals)) => (None, words.meals(meals)),
    };
    let class = if account.balance_level == BalanceLevel::Low { "small meals low" } else { "small meals" };
    html! {
        span class=(class) {
            @if let Some(meals) = meals { (meter(meals)) }
            @if let Some(shape) = shape { (icon(shape)) }
            span { (sentence) }
        }
    }
}

fn meter(meals: u64) -> Markup {
    html! {
        svg class="meter" viewBox="0 0 64 8" aria-hidden="true" focusable="false" {
            path d="M4 4h56" {}
            @if meals > 0 { path class="filled" d={ "M4 4h" (meals.min(FULL) * LENGTH / FULL) } {} }
        }
    }
}

/// The address of the page where this account is topped up.
fn top_up(account: &Account) -> String {
    format!("/ricarica/{}", account.id)
}
