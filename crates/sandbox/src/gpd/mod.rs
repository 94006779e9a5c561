//! The debt position interface, version 1: the external part, that a creditor's software uses, and the internal part,
//! that the platform's own services use. Of version 2 the creation of many at once.
//! It translates between HTTP and the registry; it decides nothing about positions itself.

mod bulk;
mod list;
mod option_dto;
pub mod other_position;
mod payment_dto;
mod payment_options;
mod positions;
pub mod problem;
mod query;
mod request_dto;
mod request_id;
pub mod response_dto;
mod segregation_codes;
pub mod subscription_key;
mod transfers;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, patch, post, put};

use crate::state::app::AppState;

/// Mounted at `/gpd`, behind the knobs. The external and the internal address answer to the same paths.
pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .nest("/debt-positions-service/v1", version_one())
        .nest("/api/v1", version_one())
        .nest("/debt-positions-service/v2", version_two())
        .nest("/api/v2", version_two())
        .layer(from_fn_with_state(state.settings.clone(), subscription_key::check))
        .layer(from_fn(request_id::echo))
}

fn version_two() -> Router<AppState> {
    Router::new()
        .route("/organizations/{creditor}/debtpositions", post(bulk::create))
        .route("/organizations/{creditor}/debtpositions/bulk", post(bulk::create))
}

fn version_one() -> Router<AppState> {
    Router::new()
        .route("/info", get(positions::info))
        .route("/organizations/{creditor}/debtpositions", get(list::list).post(positions::create))
        .route(
            "/organizations/{creditor}/debtpositions/{iupd}",
            get(positions::read).put(positions::update).delete(positions::delete),
        )
        .route("/organizations/{creditor}/debtpositions/{iupd}/publish", post(positions::publish))
        .route("/organizations/{creditor}/debtpositions/{iupd}/invalidate", post(positions::invalidate))
        .route("/organizations/{creditor}/debtpositions/bulk", post(bulk::create))
        .route("/organizations/{creditor}/debtpositions/transfers", patch(transfers::replace_iban))
        .route(
            "/organizations/{creditor}/paymentoptions/paids/{nav}",
            post(payment_options::set_already_paid),
        )
        .route("/organizations/{creditor}/paymentoptions/{iuv}", get(payment_options::read))
        .route(
            "/organizations/{creditor}/paymentoptions/{iuv}/debtposition",
            get(payment_options::read_position),
        )
        .route(
            "/organizations/{creditor}/paymentoptions/{iuv}/notificationfee",
            put(payment_options::set_notification_fee),
        )
        .route("/organizations/{creditor}/paymentoptions/{iuv}/pay", post(payment_options::pay))
        .route(
            "/organizations/{creditor}/paymentoptions/{iuv}/transfers/{id}/report",
            post(payment_options::report_transfer),
        )
}
