//! An answer that a knob has changed. Its body may be wrong on purpose, so that no schema is checked.

use axum::response::{IntoResponse, Response};

/// A mark among the extensions of a response.
#[derive(Debug, Clone, Copy)]
pub struct ByKnob;

pub fn mark(changed: bool, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    if changed {
        response.extensions_mut().insert(ByKnob);
    }
    response
}
