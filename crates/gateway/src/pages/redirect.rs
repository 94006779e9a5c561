//! To another page, and what goes with an answer.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, IntoResponseParts, Response},
};
use std::time::Duration;

/// 303: the browser asks for `address` by GET. No cache keeps it.
pub fn to(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    // An own path is ASCII.
    headers.insert(header::LOCATION, HeaderValue::try_from(address).unwrap_or(HeaderValue::from_static("/")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie"));
    response
}

/// The same, and cookies are set.
pub fn with(address: &str, cookies: impl IntoResponseParts) -> Response {
    setting(to(address), cookies)
}

/// An answer that sets cookies, too.
pub fn setting(response: Response, cookies: impl IntoResponseParts) -> Response {
    (cookies, response).into_response()
}

/// An answer that says when to come back.
pub fn later(mut response: Response, pause: Option<Duration>) -> Response {
    if let Some(pause) = pause {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(pause.as_secs().max(1)));
    }
    response
}
