//! `/top-ups`, one of them, and the status of its notice.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{NewTopUp, NoticeStatus, ProblemKind, TopUp, TopUpId, TopUpState, TopUps};
use serde::Deserialize;

use super::{
    GatewayState,
    description::{AnyProblem, BodyProblem, ChangeProblem, SessionProblem, StateProblem},
    error::ApiError,
    extract::{Body, Id, Key, NoticeBearer, SignedIn},
};
use crate::{
    secrets,
    service::{Refusal, Replayable},
};

const PAGE: u32 = 20;
const LARGEST_PAGE: u32 = 100;

/// Start and length of a page.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// `next_cursor` of the page before.
    #[param(min_length = 26, max_length = 26, pattern = "^[0-9A-HJKMNP-TV-Z]{26}$")]
    cursor: Option<String>,
    /// 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// Top-ups, newest first
///
/// Of all the guardian's accounts, a page at a time.
#[utoipa::path(get, path = "/api/v1/top-ups", tag = "top-ups", operation_id = "listTopUps",
    params(Paging), security(("session_cookie" = [])),
    responses((status = 200, description = "A page of them.", body = TopUps),
        (status = 400, description = "The cursor or the limit is malformed.", body = contract::Problem, content_type = "application/problem+json"),
        SessionProblem, AnyProblem))]
pub(super) async fn list_top_ups(
    State(app): State<GatewayState>,
    session: SignedIn,
    paging: Result<Query<Paging>, QueryRejection>,
) -> Result<Json<TopUps>, ApiError> {
    let malformed = |detail: &str| ApiError::new(ProblemKind::MalformedRequest, detail);
    let Query(paging) = paging.map_err(|_| malformed("The query does not match the contract."))?;
    let cursor = paging.cursor.map(|text| text.parse::<TopUpId>()).transpose();
    let cursor = cursor.map_err(|_| malformed("The cursor is not one of this API."))?;
    let limit = paging.limit.unwrap_or(PAGE);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(malformed("The limit must be 1 to 100."));
    }
    Ok(Json(app.service.list_top_ups(session.guardian(), cursor.as_ref(), limit).await?))
}

/// Open a top-up
///
/// Stores the intent, opens the debt position at the payment platform, gives the notice. When the platform
/// does not answer, the top-up stays `opening` and is tried again.
#[utoipa::path(post, path = "/api/v1/top-ups", tag = "top-ups", operation_id = "openTopUp",
    params(("Idempotency-Key" = String, Header, description = "A new one for each new request, the same for its repeats.",
        min_length = 16, max_length = 66, pattern = "^([A-Za-z0-9_-]{16,64}|\"[A-Za-z0-9_-]{16,64}\")$")),
    request_body = NewTopUp, security(("session_cookie" = [])),
    responses((status = 201, description = "Opened, or already opened with this key.", body = TopUp),
        SessionProblem, BodyProblem, ChangeProblem, StateProblem, AnyProblem))]
pub(super) async fn open_top_up(
    State(app): State<GatewayState>,
    session: SignedIn,
    Key(key): Key,
    body: Body<NewTopUp>,
) -> Result<Response, ApiError> {
    // In its own task, which continues when the browser disconnects.
    let service = app.service.clone();
    let work = service.spawn(async move {
        app.service.open_top_up(session.guardian(), &key, &body.value, &body.hash).await
    });
    replayable(work.await)
}

/// A stored answer, or the refusal.
pub(super) fn replayable(
    done: Result<Result<Replayable, Refusal>, tokio::task::JoinError>,
) -> Result<Response, ApiError> {
    let answer = joined(done)?;
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::CREATED);
    let json = HeaderValue::from_static("application/json");
    Ok((status, [(header::CONTENT_TYPE, json)], answer.body).into_response())
}

/// What a task of its own has done. A task that panicked is an internal error.
pub(super) fn joined<T>(done: Result<Result<T, Refusal>, tokio::task::JoinError>) -> Result<T, ApiError> {
    let result = done.map_err(|error| {
        tracing::error!(%error, "the task of a request panicked");
        ApiError::of(ProblemKind::InternalError)
    })?;
    Ok(result?)
}

/// A top-up and its state
///
/// While it is open it is read at the payment platform, and `Retry-After` is the time to wait before the next request.
/// With the `ETag` of an earlier answer in `If-None-Match` an unchanged top-up has no body.
#[utoipa::path(get, path = "/api/v1/top-ups/{top_up_id}", tag = "top-ups", operation_id = "showTopUp",
    params(("top_up_id" = TopUpId, Path),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of an earlier answer.")),
    security(("session_cookie" = [])),
    responses((status = 200, description = "The top-up.", body = TopUp,
            headers(("ETag" = String, description = "Changes with what the answer says, except `checked_at`."))),
        (status = 304, description = "It has not changed since the answer with this `ETag`."),
        SessionProblem, AnyProblem))]
pub(super) async fn show_top_up(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(id): Id<TopUpId>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let mut top_up = app.service.show_top_up(session.guardian(), &id).await?;
    // The moment of the last question changes with each answer and nothing else.
    let checked_at = top_up.checked_at.take();
    let tag = entity_tag(&top_up)?;
    top_up.checked_at = checked_at;
    let is_known = headers.get_all(header::IF_NONE_MATCH).iter().any(|known| names(known, &tag));
    let mut response = if is_known {
        with_pause(top_up.state, StatusCode::NOT_MODIFIED.into_response())
    } else {
        with_retry_after(top_up.state, &top_up)
    };
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

/// A weak tag (RFC 9110, section 8.8.1): answers with the same tag may differ in `checked_at`.
fn entity_tag(answer: &impl serde::Serialize) -> Result<HeaderValue, ApiError> {
    let internal = || ApiError::of(ProblemKind::InternalError);
    let bytes = serde_json::to_vec(answer).map_err(|_| internal())?;
    let hash = hex::encode(secrets::sha256(&bytes).get(..16).unwrap_or_default());
    HeaderValue::try_from(format!("W/\"{hash}\"")).map_err(|_| internal())
}

/// Whether a list of tags names this one. `*` does not count: the app has an answer or it has none.
fn names(list: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(list), Ok(tag)) = (list.to_str(), tag.to_str()) else { return false };
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.split(',').any(|one| opaque(one) == opaque(tag))
}

/// With `Retry-After` while something may still change.
pub(super) fn with_retry_after(state: TopUpState, answer: &impl serde::Serialize) -> Response {
    with_pause(state, Json(answer).into_response())
}

fn with_pause(state: TopUpState, mut response: Response) -> Response {
    let pause = match state {
        TopUpState::Opening | TopUpState::InProgress | TopUpState::Paid => Some(2),
        TopUpState::Unpaid => Some(5),
        TopUpState::Credited | TopUpState::Expired | TopUpState::Cancelled | TopUpState::Anomalous => None,
    };
    if let Some(seconds) = pause {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The status of a notice
///
/// For a phone at a counter, which often has no session: the notice's key opens its state and nothing else. A wrong key
/// is answered as if there were no such notice.
#[utoipa::path(get, path = "/api/v1/top-ups/{top_up_id}/status", tag = "top-ups", operation_id = "showNoticeStatus",
    params(("top_up_id" = TopUpId, Path)), security(("notice_key" = [])),
    responses((status = 200, description = "The state.", body = NoticeStatus), AnyProblem))]
pub(super) async fn show_notice_status(
    State(app): State<GatewayState>,
    Id(id): Id<TopUpId>,
    NoticeBearer(key): NoticeBearer,
) -> Result<Response, ApiError> {
    let status = app.service.show_notice_status(&id, &key).await?;
    Ok(with_retry_after(status.state, &status))
}

/// Cancel a top-up
///
/// First at the platform, then here. One that is paid or being paid is not cancelled.
#[utoipa::path(delete, path = "/api/v1/top-ups/{top_up_id}", tag = "top-ups", operation_id = "cancelTopUp",
    params(("top_up_id" = TopUpId, Path)), security(("session_cookie" = [])),
    responses((status = 204, description = "Cancelled, here and at the platform."),
        SessionProblem, ChangeProblem, StateProblem, AnyProblem))]
pub(super) async fn cancel_top_up(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(id): Id<TopUpId>,
) -> Result<StatusCode, ApiError> {
    app.service.cancel(session.guardian(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
