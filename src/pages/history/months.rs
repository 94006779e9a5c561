//! The movements by month, each month with its sums.

use super::pages::Pages;
use crate::{
    browser::intl,
    components::{Icon, Shape, StateBadge, account_line, keyed_list, returned, top_up_line},
    routes::Route,
    state::{Asked, ready},
};
use contract::{Month, MonthTotals, Movement, MovementKind, TopUp};
use leptos::prelude::*;
use messages::Texts;

/// A section for each month.
pub(super) fn month_list(texts: Texts, pages: RwSignal<Asked<Pages>>) -> impl IntoView {
    let months = move || {
        let months = |pages: &Pages| pages.months.iter().map(|one| one.month.as_str().to_owned()).collect();
        pages.with(|pages| ready(pages).map(months).unwrap_or_default())
    };
    keyed_list(months, move |month| Some(section(texts, pages, Month::try_from(month.to_owned()).ok()?)))
}

/// It reads no signal by itself: its rows stay mounted while the list changes.
fn section(texts: Texts, pages: RwSignal<Asked<Pages>>, month: Month) -> AnyView {
    let title = intl::month(texts.language, &month);
    let of_totals = month.clone();
    let totals = move || {
        pages.with(|pages| {
            let totals = ready(pages)?.months.iter().find(|totals| totals.month == of_totals)?;
            Some(sums(texts, totals))
        })
    };
    let keys = move || {
        pages.with(|pages| {
            let items = ready(pages).map(|pages| pages.items.as_slice()).unwrap_or_default();
            let own = items.iter().filter(|movement| movement.day.month() == month);
            own.map(|movement| movement.id.as_str().to_owned()).collect()
        })
    };
    let row = move |id: &str| {
        pages.with(|pages| {
            let movement = ready(pages)?.items.iter().find(|movement| movement.id.as_str() == id)?;
            Some(entry(texts, movement))
        })
    };
    view! {
        <section class="month">
            <h2>{title}</h2>
            {totals}
            <ul class="cards history">{keyed_list(keys, row)}</ul>
        </section>
    }
    .into_any()
}

/// Those that are not zero.
fn sums(texts: Texts, totals: &MonthTotals) -> AnyView {
    let (words, language) = (&texts.history, texts.language);
    let credited = (!totals.credited.amount.is_zero())
        .then(|| words.month_credited.of(&intl::money(language, totals.credited)));
    let charged = (totals.charged.cents() != 0)
        .then(|| words.month_charged.of(&intl::signed_money(language, totals.charged)));
    let lines = [credited, charged].into_iter().flatten();
    lines.map(|line| view! { <p class="small">{line}</p> }).collect_view().into_any()
}

fn entry(texts: Texts, movement: &Movement) -> AnyView {
    match &movement.top_up {
        Some(top_up) => top_up_entry(texts, movement, top_up),
        None => office_entry(texts, movement),
    }
}

fn top_up_entry(texts: Texts, movement: &Movement, top_up: &TopUp) -> AnyView {
    let at = top_up.credited_at.as_ref().unwrap_or(&top_up.created_at);
    view! {
        <li>
            <a id=top_up.id.as_str().to_owned() class="it-card card-link" href=Route::Notice(top_up.id.clone()).to_string()>
                <span>
                    <strong class="money" translate="no">{intl::money(texts.language, top_up.amount)}</strong>
                    <StateBadge state=top_up.state returned=returned(top_up) />
                    {top_up_line(texts, top_up)}
                    <span class="small when">
                        <time datetime=at.as_str().to_owned()>{intl::moment(texts.language, at)}</time>
                        {balance(texts, movement)}
                    </span>
                </span>
                <Icon shape=Shape::Chevron />
            </a>
        </li>
    }
    .into_any()
}

fn office_entry(texts: Texts, movement: &Movement) -> AnyView {
    let words = &texts.history;
    let kind = match movement.kind {
        MovementKind::Meal => words.meal,
        MovementKind::Correction => words.correction,
        // A top-up has an entry of its own.
        MovementKind::Other | MovementKind::TopUp => words.other,
    };
    let note =
        movement.note.clone().map(|note| view! { <span class="small note" translate="no">{note}</span> });
    view! {
        <li>
            <div id=movement.id.as_str().to_owned() class="it-card office-line" tabindex="-1">
                <span>
                    <strong class="money" translate="no">{intl::signed_money(texts.language, movement.amount)}</strong>
                    <span>{kind}</span>
                    <span>{account_line(texts, &movement.service, &movement.children)}{note}</span>
                    <span class="small when">
                        <time datetime=movement.day.as_str().to_owned()>
                            {intl::day(texts.language, &movement.day)}
                        </time>
                        {balance(texts, movement)}
                    </span>
                </span>
            </div>
        </li>
    }
    .into_any()
}

/// The balance after the movement, or the office's next one.
fn balance(texts: Texts, movement: &Movement) -> AnyView {
    let (words, language) = (&texts.history, texts.language);
    let after =
        movement.balance_after.map(|after| words.balance_after.of(&intl::signed_money(language, after)));
    let text = after.or_else(|| {
        let given = movement.office_balance.as_ref()?;
        let balance = intl::signed_money(language, given.balance);
        Some(words.office_balance.of(&balance, &intl::moment(language, &given.at)))
    });
    text.map(|text| view! { <span>{text}</span> }).into_any()
}
