//! Refusals as problem documents (RFC 9457).
//!
//! A handler answers with [`ApiError`]; the middleware, which knows the request's id and path, writes the document.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{Problem, ProblemKind};

use crate::service::Refusal;

/// The error of a handler.
#[derive(Debug, Clone)]
pub struct ApiError(pub Refusal);

impl ApiError {
    pub fn of(kind: ProblemKind) -> Self {
        Self(Refusal::new(kind, kind.title()))
    }

    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self(Refusal::new(kind, detail))
    }

    /// The document.
    pub fn document(&self, request_id: &str, path: &str) -> Problem {
        let refusal = &self.0;
        Problem {
            kind: refusal.kind,
            title: refusal.kind.title().to_owned(),
            status: refusal.kind.status(),
            detail: Some(refusal.detail.clone()),
            instance: Some(path.to_owned()),
            request_id: request_id.to_owned(),
            upstream_code: refusal.upstream_code.clone(),
            top_up_id: refusal.top_up_id.clone(),
            errors: refusal.errors.clone(),
        }
    }

    /// The whole answer.
    pub fn respond(&self, request_id: &str, path: &str) -> Response {
        // A problem contains only strings and numbers, so it can always be serialised.
        let body = serde_json::to_vec(&self.document(request_id, path)).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        self.with_retry_after(response)
    }

    /// The response with the pause before the next request, if the error has one.
    pub fn with_retry_after(&self, mut response: Response) -> Response {
        if let Some(pause) = self.0.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(pause.as_secs().max(1)));
        }
        response
    }

    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
