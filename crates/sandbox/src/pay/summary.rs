//! The summary before paying, and the choice of how it ends: that part is the sandbox's own.

use axum::Form;
use axum::extract::State;
use maud::{Markup, html};
use serde::Deserialize;

use super::course::{self, Then, WAIT_MAX, Wish};
use super::words::Words;
use super::{Answer, CartId, entered, open, page, to, way_out, words};
use crate::checkout::cart::Cart;
use crate::clock;
use crate::euro::Cents;
use crate::pages::layout::{grouped, notice};
use crate::registry::payment::Shown;
use crate::world::SharedWorld;

/// What the form proposes for a payment in progress, in seconds.
const WAIT_PROPOSED: u64 = 10;

pub async fn show(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    let cart = entered(&world, id)?;
    let (Some(chosen), Some(payer)) = (&cart.chosen, &cart.payer) else { return Ok(to(id, "metodo")) };
    let proposed: Cents = cart.notices.iter().map(|notice| notice.amount).sum();
    let action = format!("/c/{id}/riepilogo");
    let (words, method) = (words(&cart), chosen.method);
    let read = |cents: Cents| cents.read_in(cart.language);
    Ok(page(&cart, words.summary).show(html! {
        (bill(&cart, &chosen.shown))
        @if proposed != chosen.amount() {
            (notice("attesa", words.amount_changed))
        }
        p.sum { span { (words.fee) } span { (read(method.fee())) } }
        p.sum.total { span { (words.total) } span { (read(chosen.total())) } }
        dl {
            dt { (words.pay_with) } dd { (method.name(words)) }
            dt { (words.provider) } dd { (method.psp()) }
            dt { (words.receipt_to) } dd { (payer.email) }
            @if let Some(name) = &payer.name { dt { (words.signed_in_with_spid) } dd { (name) } }
            @if let Some(name) = &cart.id_cart { dt { (words.creditor_reference) } dd { (name) } }
        }
        form method="post" action=(action) {
            button.primary type="submit" name="esito" value="paga" { (words.pay) }
        }
        p { a href=(format!("/c/{id}/metodo")) { (words.another_method) } }
        (way_out(&cart))
        (test_controls(&action, cart.notices.len(), words))
    }))
}

fn test_controls(action: &str, notices: usize, words: &Words) -> Markup {
    html! {
        fieldset.test {
            legend { (words.controls) }
            p { (words.controls_lead) }
            form method="post" action=(action) {
                button.test type="submit" name="esito" value="rifiuta" { (words.simulate_refusal) }
                @if notices > 1 {
                    button.test type="submit" name="esito" value="parziale" { (words.simulate_partial) }
                }
            }
            form method="post" action=(action) {
                p {
                    label for="poi" { (words.resolves_as) }
                    select id="poi" name="poi" {
                        option value="pagato" { (words.as_paid) }
                        option value="rifiutato" { (words.as_refused) }
                    }
                }
                p {
                    label for="secondi" { (words.after_seconds) }
                    input type="number" id="secondi" name="secondi" min="0" max=(WAIT_MAX) value=(WAIT_PROPOSED) required;
                }
                button.test type="submit" name="esito" value="in_corso" { (words.simulate_in_progress) }
            }
        }
    }
}

/// The notices: creditor, subject, number, due date, amount.
pub fn bill(cart: &Cart, shown: &[Shown]) -> Markup {
    let words = words(cart);
    html! {
        ul.bill {
            @for notice in shown {
                li {
                    strong { (notice.creditor_name) }
                    @if let Some(office) = &notice.office { ", " (office) }
                    br;
                    (notice.description)
                    br;
                    small { ((words.notice_line)(&grouped(&notice.notice_number), &clock::day(notice.due))) }
                    p.sum { span { (words.amount) } span { (notice.amount.read_in(cart.language)) } }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub struct OutcomeForm {
    esito: String,
    poi: Option<String>,
    secondi: Option<u64>,
}

impl OutcomeForm {
    fn wish(&self) -> Option<Wish> {
        match self.esito.as_str() {
            "paga" => Some(Wish::Pay),
            "rifiuta" => Some(Wish::Refuse),
            "parziale" => Some(Wish::PayFirstOnly),
            "in_corso" => {
                let then = if self.poi.as_deref() == Some("rifiutato") { Then::Refused } else { Then::Paid };
                Some(Wish::Wait { seconds: self.secondi.unwrap_or(WAIT_PROPOSED), then })
            }
            _ => None,
        }
    }
}

pub async fn pay(
    State(world): State<SharedWorld>,
    CartId(id): CartId,
    Form(form): Form<OutcomeForm>,
) -> Answer {
    let cart = entered(&world, id)?;
    let (Some(wish), Some(_)) = (form.wish(), &cart.chosen) else { return Ok(to(id, "metodo")) };
    // A second press finds the cart ended: the outcome page says how.
    let _first = course::settle(&world, id, wish);
    Ok(to(id, "esito"))
}

pub async fn cancel(State(world): State<SharedWorld>, CartId(id): CartId) -> Answer {
    open(&world, id)?;
    let _first = course::settle(&world, id, Wish::Cancel);
    Ok(to(id, "esito"))
}
