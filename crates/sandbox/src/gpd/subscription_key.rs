//! The header `Ocp-Apim-Subscription-Key`, which the platform's gateway checks before its services.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::settings::Settings;

/// Refuses a missing or wrong key, and a creditor that the key may not act for.
/// Its error bodies are the gateway's, not a service's.
pub async fn check(State(settings): State<Arc<Settings>>, request: Request, next: Next) -> Response {
    let key = request.headers().get("ocp-apim-subscription-key").and_then(|value| value.to_str().ok());
    let Some(key) = key else {
        return refused(StatusCode::UNAUTHORIZED, "The subscription key is missing.");
    };
    if !settings.keys.iter().any(|known| known == key) {
        return refused(StatusCode::UNAUTHORIZED, "The subscription key is not valid.");
    }
    let creditor =
        request.uri().path().split("/organizations/").nth(1).and_then(|rest| rest.split('/').next());
    let creditors = &settings.creditors;
    if let Some(creditor) = creditor
        && !creditors.is_empty()
        && !creditors.iter().any(|known| known == creditor)
    {
        return refused(StatusCode::FORBIDDEN, "You are not allowed to access this resource.");
    }
    next.run(request).await
}

fn refused(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "statusCode": status.as_u16(), "message": message }))).into_response()
}
