//! The two ways on: the payment page now, or a notice to be paid anywhere.

use super::{
    super::shared::town::Town,
    flow::{Flow, Way},
    hint,
};
use crate::components::{BusyButton, Icon, Shape, use_texts};
use contract::SignInHint;
use leptos::prelude::*;

/// Where the second way stands on the page.
const NOTICE_WAY: &str = "avviso";

fn busy_with(flow: Flow, way: Way) -> Signal<bool> {
    Signal::derive(move || flow.busy.get() == Some(way))
}

/// Pay online: how to enter there, what will be found there, and AVANTI.
#[component]
pub fn OnlineWay(flow: Flow) -> impl IntoView {
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
            <SignInChoice sign_in=flow.sign_in />
            <h3>{top_up.there_title}</h3>
            <ul class="there">
                {there
                    .map(|(shape, what, more)| {
                        view! { <li><Icon shape=shape /><span><strong>{what}</strong>" "{more}</span></li> }
                    })}
            </ul>
            <p class="small"><a href="/aiuto#commissione">{texts.help.fee}</a></p>
        </section>
        // Beside the card, not in it: it stays within reach of the thumb from the first line of the screen on. So does
        // the other way, which may be out of sight.
        <div class="thumb">
            <BusyButton
                label=top_up.next
                busy_label=top_up.next_busy
                busy=busy_with(flow, Way::Online)
                blocked=busy_with(flow, Way::Notice)
                on_press=Callback::new(move |()| flow.press(Way::Online))
            />
            <a class="other-way" href=["#", NOTICE_WAY].concat()>{top_up.or_notice}</a>
        </div>
    }
}

/// SPID or e-mail, where the payment page takes both.
#[component]
pub fn SignInChoice(sign_in: RwSignal<SignInHint>) -> impl IntoView {
    let texts = use_texts();
    let top_up = &texts.top_up;
    let town: Town = expect_context();
    let hints = Memo::new(move |_| town.get().map(|town| town.sign_in_hints.clone()).unwrap_or_default());
    let choose = move |hint: SignInHint| {
        hint::keep(hint);
        sign_in.set(hint);
    };
    move || {
        let hints = hints.get();
        (hints.len() > 1).then(|| {
            let choices = hints.into_iter().map(|hint| {
                let (name, more) = match hint {
                    SignInHint::Spid => (top_up.sign_in_spid, top_up.sign_in_spid_more),
                    SignInHint::Email => (top_up.sign_in_email, top_up.sign_in_email_more),
                };
                view! {
                    <label>
                        <input
                            type="radio"
                            name="sign-in"
                            prop:checked=move || sign_in.get() == hint
                            on:change=move |_| choose(hint)
                        />
                        <span>{name}" "<span class="small">{more}</span></span>
                    </label>
                }
            });
            view! {
                <fieldset class="form-group choices">
                    <legend>{top_up.sign_in_question}</legend>
                    <div>{choices.collect_view()}</div>
                    <p class="form-text">{top_up.sign_in_advice}" "<a href="/aiuto#spid">{texts.help.spid}</a></p>
                </fieldset>
            }
        })
    }
}

/// Make the notice, and pay it anywhere.
#[component]
pub fn NoticeWay(flow: Flow, several: bool) -> impl IntoView {
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
                busy=busy_with(flow, Way::Notice)
                blocked=busy_with(flow, Way::Online)
                on_press=Callback::new(move |()| flow.press(Way::Notice))
                look="btn-outline-primary"
            />
        </section>
    }
}
