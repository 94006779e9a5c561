//! How it ended, and the way back to the creditor.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::{CartId, UNKNOWN_CART, to, way_back, words};
use crate::checkout::cart::{Cart, Outcome};
use crate::pages::home;
use crate::pages::layout::notice;
use crate::world::{SharedWorld, now};

pub async fn show(State(world): State<SharedWorld>, CartId(id): CartId) -> Response {
    let cart = world.carts().get(id).cloned();
    match cart {
        None => home::missing(UNKNOWN_CART),
        Some(cart) if cart.outcome.is_some() || cart.has_expired(now()) => page(&cart),
        Some(_) => to(id, "riepilogo"),
    }
}

fn page(cart: &Cart) -> Response {
    let receipt = cart.payer.as_ref().map(|payer| payer.email.as_str());
    let words = words(cart);
    let (kind, [title, sentence]) = match &cart.outcome {
        Some(Outcome::Paid) => ("bene", words.paid),
        Some(Outcome::Refused(None)) => ("errore", words.refused),
        Some(Outcome::Refused(Some(fault))) => {
            let [title, _] = words.refused;
            ("errore", [title, fault.sentence(cart.language)])
        }
        Some(Outcome::Cancelled) => ("attesa", words.cancelled),
        Some(Outcome::InProgress { .. }) => ("attesa", words.in_progress),
        Some(Outcome::PartlyPaid { .. }) => ("errore", words.partly_paid),
        None => ("errore", words.expired),
    };
    super::page(cart, title).show(html! {
        (notice(kind, sentence))
        @match (&cart.outcome, &cart.chosen) {
            (Some(Outcome::Paid), Some(chosen)) => {
                p.sum.total { span { (words.total) } span { (chosen.total().read_in(cart.language)) } }
                @if let Some(receipt) = receipt { p { (words.receipt_goes_to) " " strong { (receipt) } "." } }
            }
            (Some(Outcome::PartlyPaid { paid }), _) => {
                p { ((words.notices_paid)(*paid, cart.notices.len())) }
            }
            (Some(Outcome::Refused(Some(fault))), _) => { p { (words.code) ": " code { (fault.code()) } } }
            _ => {}
        }
        (way_back(cart))
    })
}
