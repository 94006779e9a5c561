//! Makes the platform's interfaces misbehave as the knobs say, and counts their requests.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRef, MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rand::RngExt;
use serde_json::Value;

use super::moment_of::moment_of;
use super::wrong_answer;
use crate::cut_connection::CutConnection;
use crate::gpd::other_position;
use crate::gpd::problem::Problem;
use crate::state::app::AppState;
use crate::state::knobs::Knobs;
use crate::state::moment::Moment;
use crate::state::platform_faults::{PlatformFault, WrongAnswer};
use crate::state::registry::Registry;
use crate::state::request_counts::{OpenRequest, RequestCounts};
use crate::state::shared::Shared;

/// Longest body that is read for the name of its debt position, in bytes.
const BODY_MAX: usize = 1024 * 1024;

/// What the middleware needs of the state.
#[derive(Clone)]
pub struct Interfaces {
    knobs: Shared<Knobs>,
    registry: Shared<Registry>,
    request_counts: Shared<RequestCounts>,
}

impl FromRef<AppState> for Interfaces {
    fn from_ref(state: &AppState) -> Self {
        let AppState { knobs, registry, request_counts, .. } = state.clone();
        Self { knobs, registry, request_counts }
    }
}

pub async fn handle(State(interfaces): State<Interfaces>, request: Request, next: Next) -> Response {
    let moment =
        request.extensions().get::<MatchedPath>().and_then(|path| moment_of(request.method(), path.as_str()));
    let _open = OpenRequest::begin(interfaces.request_counts.clone(), moment);
    let knobs = interfaces.knobs.lock().clone();
    if knobs.slow_ms > 0 {
        tokio::time::sleep(Duration::from_millis(knobs.slow_ms)).await;
    }
    if knobs.cut {
        return CutConnection.into_response();
    }
    if knobs.down {
        let detail = "The knob `down` is on: nothing was carried out";
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, "Service unavailable", detail).into_response();
    }
    if knobs.error && happens(knobs.error_rate) {
        let detail = "The knob `error` is on: nothing was carried out";
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL SERVER ERROR", detail)
            .into_response();
    }
    if let Some(moment) = moment {
        let fault = interfaces.knobs.lock().faults.take(moment);
        if let Some(fault) = fault {
            return interfaces.answer_wrongly(moment, fault, request, next).await;
        }
    }
    let changes = *request.method() != Method::GET;
    let response = next.run(request).await;
    if changes && knobs.lose_answers && happens(knobs.lose_rate) {
        return CutConnection.into_response();
    }
    response
}

impl Interfaces {
    async fn answer_wrongly(
        &self,
        moment: Moment,
        fault: PlatformFault,
        request: Request,
        next: Next,
    ) -> Response {
        let path = request.uri().path().to_owned();
        let (parts, body) = request.into_parts();
        let Ok(body) = to_bytes(body, BODY_MAX).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        if fault.carried_out {
            next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
        }
        let other = match fault.answer {
            WrongAnswer::OtherPosition => other_position::body(&self.registry.lock(), &path, &body, moment),
            _ => Value::Null,
        };
        let mut response = wrong_answer::respond(fault.answer, moment, other).await;
        if let Some(seconds) = fault.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// True for so many calls in a hundred.
fn happens(rate: u8) -> bool {
    rand::rng().random_ratio(u32::from(rate.min(100)), 100)
}
