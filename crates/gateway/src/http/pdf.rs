//! A PDF as an answer.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use crate::service::PrintedPdf;

/// A file.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only the description uses it")]
pub(super) struct Pdf(Vec<u8>);

pub(super) fn file(printed: PrintedPdf) -> Response {
    let disposition = format!("inline; filename=\"{}\"", printed.name);
    // It contains a name and a fiscal code, so no proxy may cache it.
    let mut response = printed.pdf.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
