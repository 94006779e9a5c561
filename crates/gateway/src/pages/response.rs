//! Headers of a response.

use axum::response::{IntoResponse as _, IntoResponseParts, Response};

/// The response with cookies.
pub fn with_cookies(response: Response, cookies: impl IntoResponseParts) -> Response {
    (cookies, response).into_response()
}
