//! How many requests reached the platform's interfaces, as JSON.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::state::request_counts::RequestCounts;
use crate::state::shared::Shared;

pub async fn read(State(counts): State<Shared<RequestCounts>>) -> Response {
    Json(&*counts.lock()).into_response()
}

pub async fn reset(State(counts): State<Shared<RequestCounts>>) -> Response {
    counts.lock().reset();
    Json(&*counts.lock()).into_response()
}
