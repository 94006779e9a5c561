//! The two ways to pay: at the payment page now, or with a notice anywhere.

use super::order_form::OrderForm;
use crate::{
    components::{BusyButton, Icon, Shape, use_texts},
    layout::SignInChoice,
    routes::{HelpTopic, Route},
    state::checkout::PaymentWay,
};
use leptos::prelude::*;

/// The `id` of the second way.
const NOTICE_WAY: &str = "avviso";

fn busy_with(form: OrderForm, way: PaymentWay) -> Signal<bool> {
    Signal::derive(move || form.flow.busy.get() == Some(way))
}

/// Pay online: how to sign in, what the payment page offers, and the button AVANTI.
#[component]
pub fn OnlineWay(form: OrderForm) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    let there = [
        (Shape::Card, top_up.there_card, top_up.there_card_more),
        (Shape::Bank, top_up.there_account, top_up.there_account_more),
        (Shape::Phone, top_up.there_other, top_up.there_other_more),
        (Shape::Mail, top_up.there_receipt, ""),
    ];
    view! {
        <section class="it-card way">
            <h2>{top_up.online_title}</h2>
            <p>{top_up.online_lead}</p>
            <SignInChoice sign_in=form.flow.sign_in />
            <h3>{top_up.there_title}</h3>
            <ul class="there">
                {there
                    .map(|(shape, what, more)| {
                        view! { <li><Icon shape=shape /><span><strong>{what}</strong>" "{more}</span></li> }
                    })}
            </ul>
            <p class="small"><a href=Route::Help(Some(HelpTopic::Fee)).to_string()>{texts.help.fee}</a></p>
        </section>
        // Outside the card, so that the button and the link to the other way stay in reach of the thumb while the page
        // scrolls.
        <div class="thumb">
            <BusyButton
                label=top_up.next
                busy_label=top_up.next_busy
                busy=busy_with(form, PaymentWay::Online)
                blocked=busy_with(form, PaymentWay::Notice)
                on_press=Callback::new(move |()| form.press(PaymentWay::Online))
            />
            <a class="other-way" href=["#", NOTICE_WAY].concat()>{top_up.or_notice}</a>
        </div>
    }
}

/// Create the notice, and pay it anywhere.
#[component]
pub fn NoticeWay(form: OrderForm, several: bool) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    view! {
        <section class="it-card way" id=NOTICE_WAY tabindex="-1">
            <h2>{top_up.notice_title}</h2>
            <p>{top_up.notice_lead}</p>
            <p class="small">{top_up.notice_places}</p>
            <BusyButton
                label=if several { top_up.make_notices } else { top_up.make_notice }
                busy_label=top_up.notice_busy
                busy=busy_with(form, PaymentWay::Notice)
                blocked=busy_with(form, PaymentWay::Online)
                on_press=Callback::new(move |()| form.press(PaymentWay::Notice))
                look="btn-outline-primary"
            />
        </section>
    }
}
