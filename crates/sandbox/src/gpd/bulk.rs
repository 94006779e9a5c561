//! Many debt positions created at once: all, or none.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::positions::publish_at;
use super::problem::Problem;
use super::query::PositionQuery;
use super::request_dto;
use crate::clock::now;
use crate::state::knobs::Knobs;
use crate::state::registry::{NotUnique, Registry};
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
    new.iter().try_for_each(|new| query.segregation_codes.check_new(new))?;
    let iupds: Vec<String> = new.iter().map(|new| new.details.iupd.clone()).collect();
    {
        let mut registry = registry.lock();
        registry.create_all(new, now).map_err(|NotUnique| Problem::not_unique(&creditor))?;
        for iupd in iupds.iter().filter(|_| query.to_publish) {
            if let Some(position) = registry.find_mut(&creditor, iupd) {
                publish_at(position, now)?;
            }
        }
    }
    if knobs.lock().duplicate {
        return Err(Problem::not_unique(&creditor));
    }
    Ok(StatusCode::CREATED)
}
