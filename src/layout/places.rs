//! Where a notice can be paid, and what each place needs.

use crate::{
    components::{Icon, Shape, use_texts},
    routes::{HelpTopic, Route},
};
use leptos::prelude::*;
use messages::screens::PlaceText;

/// The counters.
#[component]
pub fn Counters() -> impl IntoView {
    let texts = use_texts();
    view! {
        <ul class="places">{place(Shape::Bank, texts.notice.counters)}</ul>
        <p class="small">
            {texts.notice.places_lead}" "
            <a href=Route::Help(Some(HelpTopic::Counter)).to_string()>{texts.help.counter}</a>
        </p>
    }
}

/// Home banking and payment apps. `cbill`: the creditor has a CBILL code.
#[component]
pub fn Apps(cbill: bool) -> impl IntoView {
    let words = &use_texts().notice;
    let needs = if cbill { words.home_banking.needs } else { words.home_banking_without_cbill };
    view! {
        <ul class="places">
            {place(Shape::Card, PlaceText { needs, ..words.home_banking })}
            {place(Shape::Phone, words.payment_app)}
        </ul>
    }
}

fn place(shape: Shape, text: PlaceText) -> impl IntoView {
    view! {
        <li>
            <Icon shape=shape />
            <span><strong>{text.place}</strong><span class="small">{text.needs}</span></span>
        </li>
    }
}
