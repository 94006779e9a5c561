//! The knobs as JSON, for tests.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use crate::state::app::AppState;
use crate::state::knobs::Knobs;
use crate::state::shared::Shared;

pub async fn read(State(knobs): State<Shared<Knobs>>) -> Json<Knobs> {
    Json(knobs.lock().clone())
}

pub async fn set(State(knobs): State<Shared<Knobs>>, raw: Bytes) -> Response {
    match Knobs::from_json(&raw) {
        Ok(new) => {
            *knobs.lock() = new.clone();
            Json(new).into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, Json(json!({ "detail": error.to_string() }))).into_response(),
    }
}

#[derive(Deserialize)]
pub struct ResetQuery {
    #[serde(default)]
    tutto: bool,
}

pub async fn reset(State(state): State<AppState>, Query(query): Query<ResetQuery>) -> Json<Knobs> {
    *state.knobs.lock() = Knobs::default();
    if query.tutto {
        state.clear();
    }
    Json(Knobs::default())
}
