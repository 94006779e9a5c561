//! The print service, external version 1: a creditor's software asks for a notice as a PDF.
//! It prints the data of the request and looks up nothing.

mod dto;
mod generate;
mod pdf;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::post;

use crate::gpd::subscription_key;
use crate::state::app::AppState;

/// Mounted at `/print-payment-notice-service/external/v1`, behind the knobs.
pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/notices/generate", post(generate::generate))
        .layer(from_fn_with_state(state.settings.clone(), subscription_key::check))
}
