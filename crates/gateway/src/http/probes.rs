//! What watches the gateway: `/livez`, `/readyz`, and `/metrics` on a listener of its own.

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};

use crate::{
    metrics,
    service::{NotReady, Service},
};

/// `GET`: 200 while the process answers.
pub const LIVE: &str = "/livez";
/// `GET`: 200 while requests can be served, else 503 with the reason.
pub const READY: &str = "/readyz";
/// `GET`, on the listener of the configuration's `metrics`: Prometheus' text form.
pub const METRICS: &str = "/metrics";

/// Whether somebody asks how the gateway is.
pub fn is_probe(path: &str) -> bool {
    matches!(path, LIVE | READY)
}

/// What the listener `metrics` answers.
pub fn routes(service: Service) -> Router {
    Router::new()
        .route(LIVE, get(live))
        .route(READY, get(ready))
        .route(METRICS, get(show_metrics))
        .with_state(service)
}

pub(super) async fn live() -> Response {
    text(StatusCode::OK, "ok".into())
}

pub(super) async fn ready(State(service): State<Service>) -> Response {
    match service.ready().await {
        Ok(()) => text(StatusCode::OK, "ok".into()),
        Err(reason) => {
            if let NotReady::Unreadable(error) = &reason {
                tracing::error!(%error, "the database does not answer");
            }
            text(StatusCode::SERVICE_UNAVAILABLE, reason.to_string())
        }
    }
}

async fn show_metrics(State(service): State<Service>) -> Response {
    service.measure().await;
    match service.metrics().text() {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(metrics::CONTENT_TYPE)),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (headers, text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the metrics cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn text(status: StatusCode, line: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, line + "\n").into_response()
}
