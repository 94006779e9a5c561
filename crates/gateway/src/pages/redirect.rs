//! Redirects to another page.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, IntoResponseParts, Response},
};

use super::response::with_cookies;

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
