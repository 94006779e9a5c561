//! One debt position: create, read, update, delete, publish, invalidate.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use time::OffsetDateTime;

use super::problem::Problem;
use super::query::PositionQuery;
use super::request_dto;
use super::response_dto::{PositionRead, PositionWritten};
use super::segregation_codes::SegregationCodes;
use crate::by_knob;
use crate::clock::now;
use crate::state::knobs::Knobs;
use crate::state::registry::position::{DebtPosition, NewPosition};
use crate::state::registry::publication::{NotAllowed, PublishError};
use crate::state::registry::{NotUnique, Registry, ReplaceError};
use crate::state::shared::Shared;

pub async fn info() -> Response {
    Json(json!({ "name": "sandbox", "version": env!("CARGO_PKG_VERSION"), "environment": "AMBIENTE DI PROVA" }))
        .into_response()
}

pub async fn create(
    State(registry): State<Shared<Registry>>,
    State(knobs): State<Shared<Knobs>>,
    Path(creditor): Path<String>,
    query: PositionQuery,
    raw: Bytes,
) -> Result<Response, Problem> {
    let now = now();
    let new = request_dto::parse(&creditor, &raw, now)?;
    let iupd = new.details.iupd.clone();
    let written = {
        let mut registry = registry.lock();
        create_all(&mut registry, &creditor, vec![new], &query, now)?;
        PositionWritten::new(position(&mut registry, &creditor, &iupd, &query.segregation_codes)?, now)
    };
    if knobs.lock().duplicate {
        return Err(Problem::not_unique(&creditor));
    }
    Ok((StatusCode::CREATED, Json(written)).into_response())
}

/// Creates all of them, or none, and publishes them if the query says so.
pub fn create_all(
    registry: &mut Registry,
    creditor: &str,
    new: Vec<NewPosition>,
    query: &PositionQuery,
    now: OffsetDateTime,
) -> Result<(), Problem> {
    new.iter().try_for_each(|new| query.segregation_codes.check_new(new))?;
    let iupds: Vec<String> = new.iter().map(|new| new.details.iupd.clone()).collect();
    registry.create_all(new, now).map_err(|NotUnique| Problem::not_unique(creditor))?;
    for iupd in iupds.iter().filter(|_| query.to_publish) {
        if let Some(position) = registry.find_mut(creditor, iupd) {
            publish_at(position, now)?;
        }
    }
    Ok(())
}

pub async fn read(
    State(registry): State<Shared<Registry>>,
    State(knobs): State<Shared<Knobs>>,
    Path((creditor, iupd)): Path<(String, String)>,
    query: PositionQuery,
) -> Result<Response, Problem> {
    let mut read = {
        let mut registry = registry.lock();
        json!(PositionRead::new(position(&mut registry, &creditor, &iupd, &query.segregation_codes)?, now()))
    };
    let overridden = knobs.lock().read_override.clone();
    overridden.apply(&mut read);
    Ok(by_knob::mark(overridden.is_set(), Json(read)))
}

pub async fn update(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iupd)): Path<(String, String)>,
    query: PositionQuery,
    raw: Bytes,
) -> Result<Response, Problem> {
    let now = now();
    let new = request_dto::parse(&creditor, &raw, now)?;
    if new.details.iupd != iupd {
        return Err(Problem::data("iupd: must be the one in the address".to_owned()));
    }
    query.segregation_codes.check_new(&new)?;
    let mut registry = registry.lock();
    position(&mut registry, &creditor, &iupd, &query.segregation_codes)?;
    registry.replace(new, now).map_err(|error| match error {
        ReplaceError::NotFound => Problem::not_found(&creditor, &iupd),
        ReplaceError::WrongStatus => Problem::not_updatable(&creditor, &iupd),
        ReplaceError::NotUnique => Problem::not_unique(&creditor),
        ReplaceError::NoTransferForFee => Problem::no_transfer_for_fee(&creditor, &iupd),
    })?;
    let position = position(&mut registry, &creditor, &iupd, &query.segregation_codes)?;
    if query.to_publish {
        publish_at(position, now)?;
    }
    Ok(Json(PositionWritten::new(position, now)).into_response())
}

pub async fn delete(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iupd)): Path<(String, String)>,
    query: PositionQuery,
) -> Result<Response, Problem> {
    let mut registry = registry.lock();
    position(&mut registry, &creditor, &iupd, &query.segregation_codes)?;
    match registry.delete(&creditor, &iupd, now()) {
        None => Err(Problem::not_found(&creditor, &iupd)),
        Some(Err(NotAllowed)) => Err(Problem::payment_found(&creditor, &iupd)),
        Some(Ok(())) => Ok(Json("The debt position was deleted").into_response()),
    }
}

pub async fn publish(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iupd)): Path<(String, String)>,
    query: PositionQuery,
) -> Result<Response, Problem> {
    let now = now();
    let mut registry = registry.lock();
    let position = position(&mut registry, &creditor, &iupd, &query.segregation_codes)?;
    publish_at(position, now)?;
    Ok(Json(PositionWritten::new(position, now)).into_response())
}

pub async fn invalidate(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iupd)): Path<(String, String)>,
    query: PositionQuery,
) -> Result<Response, Problem> {
    let now = now();
    let mut registry = registry.lock();
    let position = position(&mut registry, &creditor, &iupd, &query.segregation_codes)?;
    position.invalidate(now).map_err(|NotAllowed| Problem::not_invalidable(&creditor, &iupd))?;
    Ok(Json(PositionWritten::new(position, now)).into_response())
}

/// The position in the address, if it exists and the caller may act for it.
fn position<'a>(
    registry: &'a mut Registry,
    creditor: &str,
    iupd: &str,
    codes: &SegregationCodes,
) -> Result<&'a mut DebtPosition, Problem> {
    let position = registry.find_mut(creditor, iupd).ok_or_else(|| Problem::not_found(creditor, iupd))?;
    codes.check(position)?;
    Ok(position)
}

fn publish_at(position: &mut DebtPosition, now: OffsetDateTime) -> Result<(), Problem> {
    position.publish(now).map_err(|error| {
        let (creditor, iupd) = (&position.details.creditor, &position.details.iupd);
        match error {
            PublishError::NotDraft => Problem::not_publishable(creditor, iupd),
            PublishError::DueDatePassed => Problem::publish_due_date(creditor, iupd),
            PublishError::ValidityBegun => Problem::publish_validity(creditor, iupd),
        }
    })
}
