//! The summary before paying. Its test controls decide how the payment ends; the real platform has none.

use axum::Form;
use axum::extract::State;
use maud::{Markup, html};
use serde::Deserialize;

use super::cart_id::CartId;
use super::flow::{AfterWait, Ending, PaymentFlow, WAIT_MAX};
use super::open_cart::{PageResult, open_cart, redirect_to_step, signed_in_cart};
use super::parts::{cancel_form, cart_page, notice_list, words};
use super::words::catalogue::Words;
use crate::cents::Cents;
use crate::pages::page::{MessageKind, message};
use crate::state::carts::Carts;
use crate::state::shared::Shared;

/// The form's default for a payment in progress, in seconds.
const WAIT_DEFAULT: u64 = 10;

pub async fn show(State(carts): State<Shared<Carts>>, CartId(id): CartId) -> PageResult {
    let cart = signed_in_cart(&carts, id)?;
    let (Some(chosen), Some(payer)) = (&cart.chosen, &cart.payer) else {
        return Ok(redirect_to_step(id, "metodo"));
    };
    let expected: Cents = cart.notices.iter().map(|notice| notice.amount).sum();
    let action = format!("/c/{id}/riepilogo");
    let (words, method) = (words(&cart), chosen.method);
    let format = |cents: Cents| cents.format(cart.language);
    Ok(cart_page(&cart, words.summary).render(html! {
        (notice_list(&cart, &chosen.notices))
        @if expected != chosen.amount() {
            (message(MessageKind::Waiting, words.amount_changed))
        }
        p.sum { span { (words.fee) } span { (format(method.fee())) } }
        p.sum.total { span { (words.total) } span { (format(chosen.total())) } }
        dl {
            dt { (words.pay_with) } dd { (words.method_name(method)) }
            dt { (words.provider) } dd { (method.psp()) }
            dt { (words.receipt_to) } dd { (payer.email) }
            @if let Some(name) = &payer.name { dt { (words.signed_in_with_spid) } dd { (name) } }
            @if let Some(name) = &cart.id_cart { dt { (words.creditor_reference) } dd { (name) } }
        }
        form method="post" action=(action) {
            button.primary type="submit" name="esito" value="paga" { (words.pay) }
        }
        p { a href=(format!("/c/{id}/metodo")) { (words.another_method) } }
        (cancel_form(&cart))
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
                    input type="number" id="secondi" name="secondi" min="0" max=(WAIT_MAX) value=(WAIT_DEFAULT) required;
                }
                button.test type="submit" name="esito" value="in_corso" { (words.simulate_in_progress) }
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
    fn ending(&self) -> Option<Ending> {
        match self.esito.as_str() {
            "paga" => Some(Ending::Pay),
            "rifiuta" => Some(Ending::Refuse),
            "parziale" => Some(Ending::PayFirstOnly),
            "in_corso" => {
                let then = if self.poi.as_deref() == Some("rifiutato") {
                    AfterWait::Refused
                } else {
                    AfterWait::Paid
                };
                Some(Ending::Wait { seconds: self.secondi.unwrap_or(WAIT_DEFAULT), then })
            }
            _ => None,
        }
    }
}

pub async fn pay(
    State(carts): State<Shared<Carts>>,
    State(flow): State<PaymentFlow>,
    CartId(id): CartId,
    Form(form): Form<OutcomeForm>,
) -> PageResult {
    let cart = signed_in_cart(&carts, id)?;
    let (Some(ending), Some(_)) = (form.ending(), &cart.chosen) else {
        return Ok(redirect_to_step(id, "metodo"));
    };
    // A second press changes nothing; the outcome page is right for both.
    flow.end(id, ending);
    Ok(redirect_to_step(id, "esito"))
}

pub async fn cancel(
    State(carts): State<Shared<Carts>>,
    State(flow): State<PaymentFlow>,
    CartId(id): CartId,
) -> PageResult {
    open_cart(&carts, id)?;
    flow.end(id, Ending::Cancel);
    Ok(redirect_to_step(id, "esito"))
}
