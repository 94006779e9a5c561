//! Where a notice can be paid, and what each place needs.

use crate::{
    components::{Icon, Shape, use_texts},
    routes::{HelpTopic, Route},
};
use leptos::prelude::*;

/// The list. `cbill`: the creditor has a CBILL code.
#[component]
pub fn Places(cbill: bool) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.notice;
    let home_banking = if cbill { words.home_banking.needs } else { words.home_banking_without_cbill };
    let places = [
        (Shape::Bank, words.counters.place, words.counters.needs),
        (Shape::Card, words.home_banking.place, home_banking),
        (Shape::Phone, words.payment_app.place, words.payment_app.needs),
    ];
    view! {
        <section class="it-card">
            <h2>{words.places_title}</h2>
            <ul class="places">
                {places
                    .map(|(shape, place, needs)| {
                        view! {
                            <li>
                                <Icon shape=shape />
                                <span><strong>{place}</strong><span class="small">{needs}</span></span>
                            </li>
                        }
                    })}
            </ul>
            <p class="small">{words.places_lead}" "<a href=Route::Help(Some(HelpTopic::Counter)).to_string()>{texts.help.counter}</a></p>
        </section>
    }
}
