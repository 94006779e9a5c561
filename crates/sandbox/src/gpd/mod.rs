//! The debt position interface, external version 1, that a creditor's software uses.
//! It translates between HTTP and the registry; it decides nothing about positions itself.

mod list;
pub mod other_position;
mod positions;
pub mod problem;
mod request_dto;
mod request_id;
pub mod response_dto;
pub mod subscription_key;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use crate::state::app::AppState;

/// Mounted at `/gpd/debt-positions-service/v1`, behind the knobs.
pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/info", get(positions::info))
        .route("/organizations/{creditor}/debtpositions", get(list::list).post(positions::create))
        .route(
            "/organizations/{creditor}/debtpositions/{iupd}",
            get(positions::read).put(positions::update).delete(positions::delete),
        )
        .route("/organizations/{creditor}/debtpositions/{iupd}/publish", post(positions::publish))
        .route("/organizations/{creditor}/debtpositions/{iupd}/invalidate", post(positions::invalidate))
        .layer(from_fn_with_state(state.settings.clone(), subscription_key::check))
        .layer(from_fn(request_id::echo))
}
