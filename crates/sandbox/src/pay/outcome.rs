//! The outcome page, with the link back to the creditor.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::cart_id::{CartId, unknown_cart};
use super::open_cart::redirect_to_step;
use super::parts::{cart_page, return_link, words};
use crate::clock::now;
use crate::pages::page::{MessageKind, message};
use crate::state::carts::Carts;
use crate::state::carts::cart::{Cart, Outcome};
use crate::state::shared::Shared;

pub async fn show(State(carts): State<Shared<Carts>>, CartId(id): CartId) -> Response {
    let cart = carts.lock().get(id).cloned();
    match cart {
        None => unknown_cart(),
        Some(cart) if cart.outcome.is_some() || cart.has_expired(now()) => outcome_page(&cart),
        Some(_) => redirect_to_step(id, "riepilogo"),
    }
}

fn outcome_page(cart: &Cart) -> Response {
    let receipt = cart.payer.as_ref().map(|payer| payer.email.as_str());
    let words = words(cart);
    let (kind, [title, sentence]) = match &cart.outcome {
        Some(Outcome::Paid) => (MessageKind::Success, words.paid),
        Some(Outcome::Refused(None)) => (MessageKind::Error, words.refused),
        Some(Outcome::Refused(Some(fault))) => {
            let [title, _] = words.refused;
            (MessageKind::Error, [title, fault.sentence(cart.language)])
        }
        Some(Outcome::Cancelled) => (MessageKind::Waiting, words.cancelled),
        Some(Outcome::InProgress { .. }) => (MessageKind::Waiting, words.in_progress),
        Some(Outcome::PartlyPaid { .. }) => (MessageKind::Error, words.partly_paid),
        None => (MessageKind::Error, words.expired),
    };
    cart_page(cart, title).render(html! {
        (message(kind, sentence))
        @match (&cart.outcome, &cart.chosen) {
            (Some(Outcome::Paid), Some(chosen)) => {
                p.sum.total { span { (words.total) } span { (chosen.total().format(cart.language)) } }
                @if let Some(receipt) = receipt { p { (words.receipt_goes_to) " " strong { (receipt) } "." } }
            }
            (Some(Outcome::PartlyPaid { paid }), _) => {
                p { ((words.notices_paid)(*paid, cart.notices.len())) }
            }
            (Some(Outcome::Refused(Some(fault))), _) => { p { (words.code) ": " code { (fault.code()) } } }
            _ => {}
        }
        (return_link(cart))
    })
}
