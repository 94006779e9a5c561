//! The broken schemas as JSON, for tests.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::state::schema_violations::SchemaViolations;
use crate::state::shared::Shared;

pub async fn read(State(violations): State<Shared<SchemaViolations>>) -> Response {
    Json(&*violations.lock()).into_response()
}

pub async fn reset(State(violations): State<Shared<SchemaViolations>>) -> Response {
    let mut violations = violations.lock();
    *violations = SchemaViolations::default();
    Json(&*violations).into_response()
}
