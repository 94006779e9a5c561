//! The debt position interface, external version 1: what a creditor's software speaks.
//! No pages and no payments; the registry decides, this room only translates.
//! Mounted by the server at `/gpd/debt-positions-service/v1`, behind the knobs.

mod answer;
mod body;
mod list;
pub mod problem;

pub use body::is_digits;

use axum::body::Bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::registry::decision::PublishRefusal;
use crate::registry::position::DebtPosition;
use crate::registry::{NotUnique, Registry, ReplaceRefusal};
use crate::world::{SharedWorld, now};
use answer::{PositionRead, PositionWritten};
use problem::Problem;

pub fn routes(world: &SharedWorld) -> Router<SharedWorld> {
    Router::new()
        .route("/info", get(info))
        .route("/organizations/{creditor}/debtpositions", get(list::list).post(create))
        .route("/organizations/{creditor}/debtpositions/{iupd}", get(read).put(update).delete(delete))
        .route("/organizations/{creditor}/debtpositions/{iupd}/publish", post(publish))
        .route("/organizations/{creditor}/debtpositions/{iupd}/invalidate", post(invalidate))
        .layer(from_fn_with_state(world.clone(), need_key))
        .layer(from_fn(echo_request_id))
}

#[derive(Deserialize)]
struct ToPublish {
    #[serde(default, rename = "toPublish")]
    to_publish: bool,
}

async fn info() -> Response {
    Json(json!({ "name": "sandbox", "version": env!("CARGO_PKG_VERSION"), "environment": "AMBIENTE DI PROVA" }))
        .into_response()
}

async fn create(
    State(world): State<SharedWorld>,
    Path(creditor): Path<String>,
    query: Result<Query<ToPublish>, axum::extract::rejection::QueryRejection>,
    raw: Bytes,
) -> Result<Response, Problem> {
    let publish = query.map_err(|error| Problem::bad_request(error.to_string()))?.to_publish;
    let now = now();
    let new = body::parse(&creditor, &raw, now)?;
    let iupd = new.details.iupd.clone();
    let written = {
        let mut registry = world.registry();
        registry.create(new, now).map_err(|NotUnique| Problem::not_unique(&creditor))?;
        // The dates were ahead when the body was read, with the same clock.
        decided(&mut registry, &creditor, &iupd, now, |position| {
            if publish { publish_now(position, now) } else { Ok(()) }
        })?
    };
    if world.knobs().duplicate {
        return Err(Problem::not_unique(&creditor));
    }
    Ok((StatusCode::CREATED, Json(written)).into_response())
}

async fn read(
    State(world): State<SharedWorld>,
    Path((creditor, iupd)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = world.registry().find(&creditor, &iupd).map(|position| PositionRead::new(position, now()));
    Ok(Json(found.ok_or_else(|| Problem::not_found(&creditor, &iupd))?).into_response())
}

async fn update(
    State(world): State<SharedWorld>,
    Path((creditor, iupd)): Path<(String, String)>,
    query: Result<Query<ToPublish>, axum::extract::rejection::QueryRejection>,
    raw: Bytes,
) -> Result<Response, Problem> {
    let publish = query.map_err(|error| Problem::bad_request(error.to_string()))?.to_publish;
    let now = now();
    let new = body::parse(&creditor, &raw, now)?;
    if new.details.iupd != iupd {
        return Err(Problem::data("iupd: must be the one in the address".to_owned()));
    }
    let mut registry = world.registry();
    registry.replace(new, now).map_err(|refusal| match refusal {
        ReplaceRefusal::NotFound => Problem::not_found(&creditor, &iupd),
        ReplaceRefusal::State => Problem::not_updatable(&creditor, &iupd),
        ReplaceRefusal::NotUnique => Problem::not_unique(&creditor),
    })?;
    let written = decided(&mut registry, &creditor, &iupd, now, |position| {
        if publish { publish_now(position, now) } else { Ok(()) }
    })?;
    drop(registry);
    Ok(Json(written).into_response())
}

async fn delete(
    State(world): State<SharedWorld>,
    Path((creditor, iupd)): Path<(String, String)>,
) -> Result<Response, Problem> {
    match world.registry().delete(&creditor, &iupd, now()) {
        None => Err(Problem::not_found(&creditor, &iupd)),
        Some(Err(_)) => Err(Problem::payment_found(&creditor, &iupd)),
        Some(Ok(())) => Ok(Json("The debt position was deleted").into_response()),
    }
}

async fn publish(
    State(world): State<SharedWorld>,
    Path((creditor, iupd)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let now = now();
    let written =
        decided(&mut world.registry(), &creditor, &iupd, now, |position| publish_now(position, now))?;
    Ok(Json(written).into_response())
}

async fn invalidate(
    State(world): State<SharedWorld>,
    Path((creditor, iupd)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let now = now();
    let refused = |_| Problem::not_invalidable(&creditor, &iupd);
    let written = decided(&mut world.registry(), &creditor, &iupd, now, |position| {
        position.invalidate(now).map_err(refused)
    })?;
    Ok(Json(written).into_response())
}

/// What the creditor decides about one of its positions, and how that stands then.
fn decided(
    registry: &mut Registry,
    creditor: &str,
    iupd: &str,
    now: OffsetDateTime,
    decide: impl FnOnce(&mut DebtPosition) -> Result<(), Problem>,
) -> Result<PositionWritten, Problem> {
    let position = registry.find_mut(creditor, iupd).ok_or_else(|| Problem::not_found(creditor, iupd))?;
    decide(position)?;
    Ok(PositionWritten::new(position, now))
}

fn publish_now(position: &mut DebtPosition, now: OffsetDateTime) -> Result<(), Problem> {
    let refusal = position.publish(now);
    refusal.map_err(|refusal| publish_problem(refusal, &position.details.creditor, &position.details.iupd))
}

fn publish_problem(refusal: PublishRefusal, creditor: &str, iupd: &str) -> Problem {
    match refusal {
        PublishRefusal::NotDraft => Problem::not_publishable(creditor, iupd),
        PublishRefusal::DueDatePassed => Problem::publish_due_date(creditor, iupd),
        PublishRefusal::ValidityBegun => Problem::publish_validity(creditor, iupd),
    }
}

/// Answers in the shape of the interface's front door, which is not the service's own.
/// Stands before every interface that wants a subscription key.
pub async fn need_key(State(world): State<SharedWorld>, request: Request, next: Next) -> Response {
    let key = request.headers().get("ocp-apim-subscription-key").and_then(|value| value.to_str().ok());
    let Some(key) = key else {
        return refused(StatusCode::UNAUTHORIZED, "The subscription key is missing.");
    };
    if !world.settings.keys.iter().any(|known| known == key) {
        return refused(StatusCode::UNAUTHORIZED, "The subscription key is not valid.");
    }
    let creditor =
        request.uri().path().split("/organizations/").nth(1).and_then(|rest| rest.split('/').next());
    let creditors = &world.settings.creditors;
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

/// The caller's request id comes back, or a new one.
async fn echo_request_id(request: Request, next: Next) -> Response {
    let id = request.headers().get("x-request-id").cloned();
    let mut response = next.run(request).await;
    let id = id.or_else(|| HeaderValue::from_str(&Uuid::new_v4().to_string()).ok());
    if let Some(id) = id {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
