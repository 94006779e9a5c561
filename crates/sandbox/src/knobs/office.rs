//! What an office does at the platform, or what time does, to one debt position; for tests, without a key.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use crate::clock::now;
use crate::dates;
use crate::gpd::response_dto::PositionRead;
use crate::state::registry::Registry;
use crate::state::shared::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueDate {
    due_date: String,
}

/// Moves the due date of every payment option, also into the past, which the interface does not allow.
pub async fn set_due_date(
    State(registry): State<Shared<Registry>>,
    Path(iupd): Path<String>,
    Json(new): Json<DueDate>,
) -> Response {
    let Some(due) = dates::parse_platform(&new.due_date) else {
        return detail(StatusCode::BAD_REQUEST, "due_date: not a date like 2026-11-30T23:59:59");
    };
    let now = now();
    match registry.lock().find_of_any_creditor_mut(&iupd) {
        Some(position) => {
            position.set_due(due, now);
            Json(PositionRead::new(position, now)).into_response()
        }
        None => unknown(),
    }
}

/// As the interface's own deletion: not after a payment.
pub async fn delete(State(registry): State<Shared<Registry>>, Path(iupd): Path<String>) -> Response {
    let mut registry = registry.lock();
    let creditor = registry.find_of_any_creditor_mut(&iupd).map(|position| position.details.creditor.clone());
    match creditor.and_then(|creditor| registry.delete(&creditor, &iupd, now())) {
        Some(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Some(Err(error)) => detail(StatusCode::CONFLICT, &error.to_string()),
        None => unknown(),
    }
}

fn unknown() -> Response {
    detail(StatusCode::NOT_FOUND, "no such debt position")
}

fn detail(status: StatusCode, text: &str) -> Response {
    (status, Json(json!({ "detail": text }))).into_response()
}
