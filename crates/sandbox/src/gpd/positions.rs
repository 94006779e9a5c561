//! One debt position: create, read, update, delete, publish, invalidate.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use time::OffsetDateTime;

use super::problem::Problem;
use super::request_dto;
use super::response_dto::{PositionRead, PositionWritten};
use crate::clock::now;
use crate::state::knobs::Knobs;
use crate::state::registry::position::DebtPosition;
use crate::state::registry::publication::{NotAllowed, PublishError};
use crate::state::registry::{NotUnique, Registry, ReplaceError};
use crate::state::shared::Shared;

#[derive(Deserialize)]
pub struct ToPublish {
    #[serde(default, rename = "toPublish")]
    to_publish: bool,
}

pub async fn info() -> Response {
    Json(json!({ "name": "sandbox", "version": env!("CARGO_PKG_VERSION"), "environment": "AMBIENTE DI PROVA" }))
        .into_response()
}

pub async fn create(
    State(registry): State<Shared<Registry>>,
    State(knobs): State<Shared<Knobs>>,
    Path(creditor): Path<String>,
    query: Result<Query<ToPublish>, QueryRejection>,
    raw: Bytes,
) -> Result<Response, Problem> {
    let publish = query.map_err(|error| Problem::bad_request(error.to_string()))?.to_publish;
    let now = now();
    let new = request_dto::parse(&creditor, &raw, now)?;
    let iupd = new.details.iupd.clone();
    let written = {
        let mut registry = registry.lock();
        registry.create(new, now).map_err(|NotUnique| Problem::not_unique(&creditor))?;
        change(&mut registry, &creditor, &iupd, now, |position| {
            if publish { publish_at(position, now) } else { Ok(()) }
        })?
    };
    if knobs.lock().duplicate {
        return Err(Problem::not_unique(&creditor));
    }
    Ok((StatusCode::CREATED, Json(written)).into_response())
}

pub async fn read(
    State(registry): State<Shared<Registry>>,
    State(knobs): State<Shared<Knobs>>,
    Path((creditor, iupd)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found =
        registry.lock().find(&creditor, &iupd).map(|position| json!(PositionRead::new(position, now())));
    let mut position = found.ok_or_else(|| Problem::not_found(&creditor, &iupd))?;
    knobs.lock().read_override.apply(&mut position);
    Ok(Json(position).into_response())
}

pub async fn update(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iupd)): Path<(String, String)>,
    query: Result<Query<ToPublish>, QueryRejection>,
    raw: Bytes,
) -> Result<Response, Problem> {
    let publish = query.map_err(|error| Problem::bad_request(error.to_string()))?.to_publish;
    let now = now();
    let new = request_dto::parse(&creditor, &raw, now)?;
    if new.details.iupd != iupd {
        return Err(Problem::data("iupd: must be the one in the address".to_owned()));
    }
    let mut registry = registry.lock();
    registry.replace(new, now).map_err(|error| match error {
        ReplaceError::NotFound => Problem::not_found(&creditor, &iupd),
        ReplaceError::WrongStatus => Problem::not_updatable(&creditor, &iupd),
        ReplaceError::NotUnique => Problem::not_unique(&creditor),
    })?;
    let written = change(&mut registry, &creditor, &iupd, now, |position| {
        if publish { publish_at(position, now) } else { Ok(()) }
    })?;
    drop(registry);
    Ok(Json(written).into_response())
}

pub async fn delete(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iupd)): Path<(String, String)>,
) -> Result<Response, Problem> {
    match registry.lock().delete(&creditor, &iupd, now()) {
        None => Err(Problem::not_found(&creditor, &iupd)),
        Some(Err(NotAllowed)) => Err(Problem::payment_found(&creditor, &iupd)),
        Some(Ok(())) => Ok(Json("The debt position was deleted").into_response()),
    }
}

pub async fn publish(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iupd)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let now = now();
    let written = change(&mut registry.lock(), &creditor, &iupd, now, |position| publish_at(position, now))?;
    Ok(Json(written).into_response())
}

pub async fn invalidate(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iupd)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let now = now();
    let written = change(&mut registry.lock(), &creditor, &iupd, now, |position| {
        position.invalidate(now).map_err(|NotAllowed| Problem::not_invalidable(&creditor, &iupd))
    })?;
    Ok(Json(written).into_response())
}

/// Changes one position and answers with its new status.
fn change(
    registry: &mut Registry,
    creditor: &str,
    iupd: &str,
    now: OffsetDateTime,
    apply: impl FnOnce(&mut DebtPosition) -> Result<(), Problem>,
) -> Result<PositionWritten, Problem> {
    let position = registry.find_mut(creditor, iupd).ok_or_else(|| Problem::not_found(creditor, iupd))?;
    apply(position)?;
    Ok(PositionWritten::new(position, now))
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
