//! Redirects to another page, and headers of a response.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, IntoResponseParts, Response},
};
use std::time::Duration;

/// 303: the browser requests `address` by GET. Not cached.
pub fn to(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    // An `OwnPath` is ASCII.
    headers.insert(header::LOCATION, HeaderValue::try_from(address).unwrap_or(HeaderValue::from_static("/")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie"));
    response
}

/// The same, with cookies.
pub fn to_with_cookies(address: &str, cookies: impl IntoResponseParts) -> Response {
    with_cookies(to(address), cookies)
}

/// Adds cookies to a response.
pub fn with_cookies(response: Response, cookies: impl IntoResponseParts) -> Response {
    (cookies, response).into_response()
}

/// Adds `Retry-After` to a response.
pub fn with_retry_after(mut response: Response, pause: Option<Duration>) -> Response {
    if let Some(pause) = pause {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(pause.as_secs().max(1)));
    }
    response
}
