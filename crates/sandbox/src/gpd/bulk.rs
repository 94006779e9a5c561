//! Many debt positions created at once: all, or none.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::positions::create_all;
use super::problem::Problem;
use super::query::PositionQuery;
use super::request_dto;
use crate::clock::now;
use crate::state::knobs::Knobs;
use crate::state::registry::Registry;
use crate::state::shared::Shared;

/// Answers without a body, as the platform does.
pub async fn create(
    State(registry): State<Shared<Registry>>,
    State(knobs): State<Shared<Knobs>>,
    Path(creditor): Path<String>,
    query: PositionQuery,
    raw: Bytes,
) -> Result<StatusCode, Problem> {
    let now = now();
    let new = request_dto::parse_many(&creditor, &raw, now)?;
    create_all(&mut registry.lock(), &creditor, new, &query, now)?;
    if knobs.lock().duplicate {
        return Err(Problem::not_unique(&creditor));
    }
    Ok(StatusCode::CREATED)
}
