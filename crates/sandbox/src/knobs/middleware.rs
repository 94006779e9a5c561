//! Makes the platform's interfaces misbehave as the knobs say.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rand::RngExt;

use crate::cut_connection::CutConnection;
use crate::gpd::problem::Problem;
use crate::state::knobs::Knobs;
use crate::state::shared::Shared;

pub async fn handle(State(knobs): State<Shared<Knobs>>, request: Request, next: Next) -> Response {
    let knobs = knobs.lock().clone();
    if knobs.slow_ms > 0 {
        tokio::time::sleep(Duration::from_millis(knobs.slow_ms)).await;
    }
    if knobs.cut {
        return CutConnection.into_response();
    }
    if knobs.down {
        let detail = "The knob `down` is on: nothing was carried out";
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, "Service unavailable", detail).into_response();
    }
    if knobs.error && happens(knobs.error_rate) {
        let detail = "The knob `error` is on: nothing was carried out";
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL SERVER ERROR", detail)
            .into_response();
    }
    let changes = *request.method() != Method::GET;
    let response = next.run(request).await;
    if changes && knobs.lose_answers && happens(knobs.lose_rate) {
        return CutConnection.into_response();
    }
    response
}

/// True for so many calls in a hundred.
fn happens(rate: u8) -> bool {
    rand::rng().random_ratio(u32::from(rate.min(100)), 100)
}
