//! `/status` (RAC_REST_NAME_011).

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{Component, Health, Problem, ProblemKind, Status};

use super::{GatewayState, description::AnyProblem, error::ApiError};
use crate::service::NotReady;

/// Health
///
/// 200 while the service can do its work; the platform and the mail may be down meanwhile, and are named.
#[utoipa::path(get, path = "/status", tag = "status", operation_id = "showStatus",
    responses((status = 200, description = "Up.", body = Status, content_type = "application/problem+json"),
        (status = 503, description = "The database does not answer or cannot be written.", body = Problem, content_type = "application/problem+json"),
        AnyProblem))]
pub(super) async fn show_status(State(app): State<GatewayState>) -> Result<Response, ApiError> {
    if let Err(reason) = app.service.database_works().await {
        if let NotReady::Unreadable(error) = &reason {
            tracing::error!(%error, "the database does not answer");
        }
        return Err(ApiError::new(ProblemKind::Unavailable, reason.to_string()));
    }
    let part = |health: Health| Component { health };
    let document = Status {
        title: "Up".to_owned(),
        status: StatusCode::OK.as_u16(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        database: part(Health::Up),
        platform: part(app.service.platform().health()),
        mail: part(app.service.mailer().health()),
    };
    let body = serde_json::to_vec(&document).map_err(|_| ApiError::of(ProblemKind::InternalError))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((StatusCode::OK, headers, body).into_response())
}
