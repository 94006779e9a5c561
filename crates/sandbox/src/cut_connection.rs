//! An answer that is never sent: the connection closes instead. The knobs ask for it, the server obeys.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// A mark among the extensions of a response.
#[derive(Debug, Clone, Copy)]
pub struct CutConnection;

impl IntoResponse for CutConnection {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
