//! `/municipality` and its coat of arms.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use contract::{Municipality, ProblemKind};

use super::{GatewayState, description::AnyProblem, error::ApiError};

/// Whose service this is
///
/// Name, office, colours and texts of the municipality, and the ways into the payment page. No session is needed.
#[utoipa::path(get, path = "/api/v1/municipality", tag = "status", operation_id = "showMunicipality",
    responses((status = 200, description = "The municipality.", body = Municipality), AnyProblem))]
pub(super) async fn show_municipality(State(app): State<GatewayState>) -> Json<Municipality> {
    Json(app.service.municipality().municipality.clone())
}

/// Its coat of arms
///
/// The picture of the configuration; 404 if it has none.
#[utoipa::path(get, path = "/api/v1/municipality/logo", tag = "status", operation_id = "showLogo",
    responses((status = 200, description = "The picture.",
        content((Vec<u8> = "image/svg+xml"), (Vec<u8> = "image/png"), (Vec<u8> = "image/webp"))), AnyProblem))]
pub(super) async fn show_logo(State(app): State<GatewayState>) -> Result<Response, ApiError> {
    let logo = app.service.municipality().logo.as_ref().ok_or_else(|| ApiError::of(ProblemKind::NotFound))?;
    let mut response = logo.bytes.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(logo.media_type));
    // It changes with the configuration, which is read at a start.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    Ok(response)
}
