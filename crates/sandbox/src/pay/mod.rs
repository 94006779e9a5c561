//! The payment pages: entrance, sign-in, method, summary, outcome: the course of one cart.
//! No interface for creditors here; money is taken by the registry, at one place (`course`).
//! Mounted by the server under `/c/{cart}`.

mod choose;
mod control;
mod course;
mod entrance;
pub mod method;
mod outcome;
mod summary;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use uuid::Uuid;

use crate::checkout::cart::Cart;
use crate::pages::home;
use crate::pages::layout::Page;
use crate::world::{SharedWorld, World, now};

pub fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/c/{cart}", get(entrance::show))
        .route("/c/{cart}/email", post(entrance::with_email))
        .route("/c/{cart}/spid", get(entrance::providers).post(entrance::with_spid))
        .route("/c/{cart}/metodo", get(choose::show).post(choose::choose))
        .route("/c/{cart}/carta", get(choose::card))
        .route("/c/{cart}/conto", get(choose::account))
        .route("/c/{cart}/mybank", get(choose::mybank))
        .route("/c/{cart}/mybank/banca", get(choose::mybank_bank))
        .route("/c/{cart}/altri", get(choose::others))
        .route("/c/{cart}/riepilogo", get(summary::show).post(summary::pay))
        .route("/c/{cart}/annulla", post(summary::cancel))
        .route("/c/{cart}/esito", get(outcome::show))
        .route("/c/{cart}/esito.json", post(control::settle))
}

/// A cart that can still be paid, or the page that says why not.
fn open(world: &World, id: Uuid) -> Result<Cart, Response> {
    let cart = world.carts().get(id).cloned();
    let Some(cart) = cart else {
        return Err(home::missing("Questo carrello non esiste, o è passato troppo tempo: torna al sito dell'ente."));
    };
    if cart.outcome.is_some() || cart.has_expired(now()) {
        return Err(Redirect::to(&format!("/c/{id}/esito")).into_response());
    }
    Ok(cart)
}

/// An open cart whose payer has come in; otherwise back to the entrance.
fn entered(world: &World, id: Uuid) -> Result<Cart, Response> {
    let cart = open(world, id)?;
    if cart.payer.is_none() {
        return Err(Redirect::to(&format!("/c/{id}")).into_response());
    }
    Ok(cart)
}

fn to(id: Uuid, step: &str) -> Response {
    Redirect::to(&format!("/c/{id}/{step}")).into_response()
}

/// The way out, on every step.
fn way_out(id: Uuid) -> Markup {
    html! {
        form method="post" action=(format!("/c/{id}/annulla")) {
            button.quiet type="submit" { "Annulla il pagamento" }
        }
    }
}

/// A link that looks like a button.
fn way_back(cart: &Cart) -> Markup {
    html! { a.button.primary href=(cart.return_url()) { "Torna al sito dell'ente" } }
}

/// One of the creditor's faults, as a page: the cart stays open.
fn fault_page(cart: &Cart, number: &str, fault: crate::registry::payment::Fault) -> Response {
    Page::new("Questo avviso non si può pagare").status(StatusCode::CONFLICT).show(html! {
        (crate::pages::layout::notice("errore", fault.sentence()))
        dl {
            dt { "Codice avviso" } dd { (crate::pages::layout::grouped(number)) }
            dt { "Codice" } dd { code { (fault.code()) } }
        }
        (way_back(cart))
    })
}
