//! The cart interface for creditors, versions 1 and 2, and the address that leads from a cart to its payment pages.

mod carts;
mod dto;
mod unknown_notice;

use axum::Router;
use axum::routing::{get, post};

use crate::state::app::AppState;

/// Mounted at `/checkout/ec`, behind the knobs.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/v1/carts", post(carts::create_version_one))
        .route("/v2/carts", post(carts::create_version_two))
}

/// Not behind the knobs, because the payer's browser comes here.
pub fn redirect_routes() -> Router<AppState> {
    Router::new().route("/ecommerce/checkout/v1/carts/{id}/redirect", get(carts::redirect))
}
