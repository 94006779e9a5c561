//! How it ended, and the way back to the creditor.

use axum::extract::State;
use axum::response::Response;
use maud::html;

use super::{CartId, UNKNOWN_CART, to, way_back};
use crate::checkout::cart::{Cart, Outcome};
use crate::pages::home;
use crate::pages::layout::{Page, notice};
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
    let (title, kind, sentence) = match &cart.outcome {
        Some(Outcome::Paid) => ("Hai pagato", "bene", "Il pagamento è riuscito."),
        Some(Outcome::Refused(None)) => {
            ("Pagamento rifiutato", "errore", "Il pagamento non è riuscito e nessun denaro è stato preso.")
        }
        Some(Outcome::Refused(Some(fault))) => ("Pagamento rifiutato", "errore", fault.sentence()),
        Some(Outcome::Cancelled) => {
            ("Pagamento annullato", "attesa", "Hai annullato: nessun denaro è stato preso.")
        }
        Some(Outcome::InProgress { .. }) => (
            "Pagamento in corso",
            "attesa",
            "Il pagamento è stato preso in carico: l'esito arriverà tra poco. Non pagare di nuovo.",
        ),
        Some(Outcome::PartlyPaid { .. }) => {
            ("Pagamento riuscito in parte", "errore", "Solo una parte degli avvisi è stata pagata.")
        }
        None => ("Sessione scaduta", "errore", "È passato troppo tempo: nessun denaro è stato preso."),
    };
    Page::new(title).show(html! {
        (notice(kind, sentence))
        @match (&cart.outcome, &cart.chosen) {
            (Some(Outcome::Paid), Some(chosen)) => {
                p.sum.total { span { "Totale" } span { (chosen.total()) } }
                @if let Some(receipt) = receipt { p { "La ricevuta arriva a " strong { (receipt) } "." } }
            }
            (Some(Outcome::PartlyPaid { paid }), _) => {
                p { "Avvisi pagati: " (paid) " su " (cart.notices.len()) "." }
            }
            (Some(Outcome::Refused(Some(fault))), _) => { p { "Codice: " code { (fault.code()) } } }
            _ => {}
        }
        (way_back(cart))
    })
}
