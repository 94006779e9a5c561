//! The payment pages of one cart: sign-in, method, summary, outcome.
//! Only `flow` locks notices and takes money; the pages and the JSON call it.

pub mod cart_id;
mod choose_method;
mod flow;
mod json;
mod open_cart;
mod outcome;
mod parts;
mod sign_in;
mod summary;
mod words;

use axum::Router;
use axum::routing::{get, post};

use crate::state::app::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/c/{cart}", get(sign_in::show))
        .route("/c/{cart}/email", post(sign_in::with_email))
        .route("/c/{cart}/spid", get(sign_in::identities).post(sign_in::with_spid))
        .route("/c/{cart}/metodo", get(choose_method::show).post(choose_method::choose))
        .route("/c/{cart}/carta", get(choose_method::card))
        .route("/c/{cart}/conto", get(choose_method::account))
        .route("/c/{cart}/mybank", get(choose_method::mybank))
        .route("/c/{cart}/mybank/banca", get(choose_method::mybank_bank))
        .route("/c/{cart}/altri", get(choose_method::others))
        .route("/c/{cart}/riepilogo", get(summary::show).post(summary::pay))
        .route("/c/{cart}/annulla", post(summary::cancel))
        .route("/c/{cart}/esito", get(outcome::show))
        .route("/c/{cart}/esito.json", post(json::end))
}
