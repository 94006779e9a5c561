//! The counter: pays a notice from its codes or its numbers, as a tobacconist, a bank or a post office would.
//! It reads the notice number from the code; the registry knows the rest. The knobs of the interfaces do not touch it.

mod cashier;
mod channel;
mod json;
mod page;
mod photo;
mod postal_slip;
mod qr;

use axum::Router;
use axum::routing::{get, post};

use crate::state::app::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sportello", get(page::show).post(page::read))
        .route("/sportello/foto", post(page::read_photo))
        .route("/sportello/incassa", post(page::collect))
        .route("/sportello.json", post(json::pay))
}
