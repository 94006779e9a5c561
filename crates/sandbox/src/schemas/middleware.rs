//! Checks what comes in and what goes out. It is inside the knobs, so that their wrong answers are not checked.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::checker::{Broken, Checker};
use crate::by_knob::ByKnob;
use crate::gpd::problem::Problem;
use crate::state::schema_violations::{Part, SchemaViolation, SchemaViolations};
use crate::state::shared::Shared;

/// Longest body that is checked, in bytes.
const BODY_MAX: usize = 25 * 1024 * 1024;

#[derive(Clone)]
pub struct SchemaCheck {
    pub checker: Arc<Checker>,
    pub violations: Shared<SchemaViolations>,
}

pub async fn handle(State(check): State<SchemaCheck>, request: Request, next: Next) -> Response {
    let Some(route) = request.extensions().get::<MatchedPath>().cloned() else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    let method = parts.method.clone();
    let name = format!("{method} {}", parts.uri.path());
    let Ok(body) = to_bytes(body, BODY_MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    if let Err(broken) = check.checker.check_request(&method, route.as_str(), &body) {
        return check.refuse(name, Part::Request, broken);
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if response.extensions().get::<ByKnob>().is_some() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, BODY_MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let checked = check.checker.check_answer(&method, route.as_str(), parts.status, &parts.headers, &body);
    match checked {
        Ok(()) => {
            check.violations.lock().count();
            Response::from_parts(parts, Body::from(body))
        }
        Err(broken) => check.refuse(name, Part::Answer, broken),
    }
}

impl SchemaCheck {
    fn refuse(&self, request: String, part: Part, broken: Broken) -> Response {
        let Broken { schema, error } = broken;
        tracing::error!(%request, ?part, %schema, %error, "a schema is broken");
        let detail = format!("{request}: the {part} breaks the schema {schema}: {error}");
        self.violations.lock().add(SchemaViolation { request, part, schema, error });
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "A schema is broken", detail).into_response()
    }
}
