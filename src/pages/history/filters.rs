//! What is to be shown: which account, which year, which movements.

use crate::{
    client::{Client, MovementChoice},
    components::{account_name, use_texts},
    reactive::{context, memo},
    state::{AccountsState, put, ready},
};
use contract::{Account, MovementFilter, Year};
use leptos::{prelude::*, task::spawn_local};
use messages::Texts;
use web_sys::HtmlSelectElement;

/// Lists to choose from. Those with one choice are left out, and all of them while there is no movement.
#[component]
pub fn Filters(choice: RwSignal<MovementChoice>, years: RwSignal<Vec<Year>>) -> impl IntoView {
    let texts = use_texts();
    let (client, accounts): (Client, AccountsState) = (context(), context());
    if accounts.fresh_accounts().is_none() {
        spawn_local(async move {
            // Without them there is no list of accounts.
            let _ = accounts.read_accounts(client).await;
        });
    }
    let known = move || accounts.accounts.get();
    let account = move || {
        let known = known();
        let items = &ready(&known)?.items;
        (items.len() > 1).then(|| account_list(texts, choice, items))
    };
    let year = move || {
        let years = years.get();
        (years.len() > 1).then(|| year_list(texts, choice, &years))
    };
    view! {
        {move || (!years.with(Vec::is_empty)).then(|| view! {
            <fieldset class="filters">
                <legend class="visually-hidden">{texts.history.filters}</legend>
                {account}
                {year}
                {kind_list(texts, choice)}
            </fieldset>
        })}
    }
}

fn account_list(texts: Texts, choice: RwSignal<MovementChoice>, accounts: &[Account]) -> AnyView {
    let choices =
        accounts.iter().map(|account| (account.id.as_str().to_owned(), account_name(texts, account)));
    let chosen = move || choice.with(|choice| choice.account.as_ref().map(|id| id.as_str().to_owned()));
    select(texts.history.account, texts.history.all_accounts, choices.collect(), memo(chosen), move |value| {
        change(choice, |choice| choice.account = value.parse().ok());
    })
}

fn year_list(texts: Texts, choice: RwSignal<MovementChoice>, years: &[Year]) -> AnyView {
    let choices = years.iter().map(|year| (year.to_string(), year.to_string()));
    let chosen = move || choice.with(|choice| choice.year.map(|year| year.to_string()));
    select(texts.history.year, texts.history.all_years, choices.collect(), memo(chosen), move |value| {
        change(choice, |choice| choice.year = value.parse().ok());
    })
}

fn kind_list(texts: Texts, choice: RwSignal<MovementChoice>) -> AnyView {
    let words = &texts.history;
    let label = |filter| match filter {
        MovementFilter::Credited => words.show_credited,
        MovementFilter::Open => words.show_open,
        MovementFilter::Over => words.show_over,
        MovementFilter::Office => words.show_office,
    };
    let choices = MovementFilter::ALL.map(|filter| (filter.word().to_owned(), label(filter).to_owned()));
    let chosen = move || choice.with(|choice| choice.filter.map(|filter| filter.word().to_owned()));
    select(words.show, words.show_all, choices.into(), memo(chosen), move |value| {
        let filter = MovementFilter::ALL.into_iter().find(|filter| filter.word() == value);
        change(choice, |choice| choice.filter = filter);
    })
}

fn change(choice: RwSignal<MovementChoice>, with: impl FnOnce(&mut MovementChoice)) {
    let mut now = choice.get_untracked();
    with(&mut now);
    put(choice, now);
}

/// A list with a label. The first choice, `all`, has an empty value.
fn select(
    label: &'static str,
    all: &'static str,
    choices: Vec<(String, String)>,
    chosen: Memo<Option<String>>,
    on_choice: impl Fn(String) + 'static,
) -> AnyView {
    let options = choices.into_iter().map(|(value, name)| {
        let of = value.clone();
        let is_chosen = move || chosen.with(|chosen| chosen.as_ref() == Some(&of));
        view! { <option value=value prop:selected=is_chosen>{name}</option> }
    });
    view! {
        <label>
            <span>{label}</span>
            <select class="filter w-100" on:change=move |event| on_choice(event_target::<HtmlSelectElement>(&event).value())>
                <option value="" prop:selected=move || chosen.with(Option::is_none)>{all}</option>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_any()
}
