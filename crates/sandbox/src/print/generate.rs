//! Generates one notice.

use axum::Json;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::dto::GenerateRequest;
use super::pdf;

pub async fn generate(raw: Bytes) -> Response {
    let read = serde_json::from_slice::<GenerateRequest>(&raw).map_err(|error| error.to_string());
    match read.and_then(|request| request.check().map(|()| request)) {
        Ok(request) => {
            let pdf = pdf::one_page(&request.lines());
            (StatusCode::CREATED, [(header::CONTENT_TYPE, "application/pdf")], pdf).into_response()
        }
        Err(detail) => {
            let problem = json!({ "title": "BAD REQUEST", "status": 400, "detail": detail });
            (StatusCode::BAD_REQUEST, Json(problem)).into_response()
        }
    }
}
