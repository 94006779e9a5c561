//! The two ways to pay: at the payment page now, or with a notice anywhere; and the button that follows the chosen one.

use super::order_form::OrderForm;
use crate::{
    browser::intl,
    components::{BusyButton, Icon, Segments, Shape, remount, use_texts},
    layout::SignInChoice,
    reactive::context,
    routes::{HelpTopic, Route},
    state::{MunicipalityState, checkout::PaymentWay},
};
use leptos::prelude::*;

/// The switch, and what belongs to the chosen way.
#[component]
pub fn Ways(form: OrderForm) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    let with_notice = form.with_notice;
    let choices = vec![(false, top_up.way_online), (true, top_up.way_notice)];
    view! {
        <section class="it-card way">
            <Segments name="way" legend=top_up.way_question chosen=with_notice choices=choices />
            {remount(
                move || with_notice.get(),
                move |with_notice| match with_notice {
                    false => view! { <Online form=form /> }.into_any(),
                    true => view! { <Notice form=form /> }.into_any(),
                },
            )}
        </section>
    }
}

/// How to sign in, and what the payment page offers.
#[component]
fn Online(form: OrderForm) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    let municipality: MunicipalityState = context();
    let methods = move || {
        let methods = municipality.payment_methods();
        (!methods.is_empty()).then(|| {
            let each = methods.into_iter().map(|method| view! { <li>{method}</li> });
            view! { <ul class="methods" translate="no" aria-label=top_up.there_title>{each.collect_view()}</ul> }
        })
    };
    let there = [
        (Shape::Card, top_up.there_card, top_up.there_card_more),
        (Shape::Bank, top_up.there_account, top_up.there_account_more),
        (Shape::Phone, top_up.there_other, top_up.there_other_more),
        (Shape::Mail, top_up.there_receipt, ""),
    ];
    view! {
        <SignInChoice sign_in=form.flow.sign_in />
        {methods}
        <details class="fold">
            <summary>{top_up.how_title}<Icon shape=Shape::Chevron /></summary>
            <p>{top_up.how}</p>
            <ul class="there">
                {there
                    .map(|(shape, what, more)| {
                        view! { <li><Icon shape=shape /><span><strong>{what}</strong>" "{more}</span></li> }
                    })}
            </ul>
            <p class="small"><a href=Route::Help(Some(HelpTopic::Fee)).to_string()>{texts.help.fee}</a></p>
        </details>
    }
}

/// Where a notice can be paid, and how many there will be.
#[component]
fn Notice(form: OrderForm) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    view! {
        <p>{top_up.notice_lead}</p>
        <p class="small">{top_up.notice_places}</p>
        {remount(
            move || form.count(),
            move |count| {
                (count > 1).then(|| view! { <p><strong>{top_up.notices_each.of(count)}</strong></p> })
            },
        )}
    }
}

/// The bar with the button, which repeats the amount. What is wrong with all amounts together stands above the button.
#[component]
pub fn Bar(form: OrderForm, several: bool) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    let money = move || intl::money(texts.language, form.total().into());
    let label = move |way| {
        let name = match way {
            PaymentWay::Online => top_up.next,
            PaymentWay::Notice if form.count() > 1 => top_up.make_notices,
            PaymentWay::Notice => top_up.make_notice,
        };
        if form.total().is_zero() { name.to_owned() } else { [name, " · ", &money()].concat() }
    };
    let busy = Signal::derive(move || form.flow.busy.get().is_some());
    view! {
        <div class="thumb">
            <p class="invalid-feedback" aria-live="assertive">
                {remount(
                    move || form.wrong.get(),
                    |wrong| wrong.map(|wrong| view! { <Icon shape=Shape::Alert />{wrong} }),
                )}
            </p>
            {several
                .then(|| {
                    view! { <p class="total">{top_up.total}" "<strong class="money" translate="no">{money}</strong></p> }
                })}
            {remount(
                move || form.with_notice.get(),
                move |with_notice| {
                    let (way, busy_label) = match with_notice {
                        false => (PaymentWay::Online, top_up.next_busy),
                        true => (PaymentWay::Notice, top_up.notice_busy),
                    };
                    view! {
                        <BusyButton
                            label=Signal::derive(move || label(way))
                            busy_label=busy_label
                            busy=busy
                            on_press=Callback::new(move |()| form.press(way))
                        />
                    }
                },
            )}
        </div>
    }
}
