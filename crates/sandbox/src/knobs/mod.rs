//! The knobs: how the platform misbehaves, for tests and demonstrations.
//! They touch the platform's two interfaces and what follows a payment; never the pages, counter, mailbox or knobs.
//! Used by the server (the guard) and by whoever pays or creates.

mod page;

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Query, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use rand::RngExt;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::gpd::problem::Problem;
use crate::server::CutConnection;
use crate::world::SharedWorld;

/// Longest delay and lateness, in seconds: beyond a day nobody is testing any more.
const SECONDS_MAX: u64 = 86_400;

/// The state of every knob; a knob left out of a `PUT` goes back to rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Knobs {
    /// Every answer of the two interfaces comes this many milliseconds later.
    pub slow_ms: u64,
    /// Every call of the two interfaces is answered 503; nothing is carried out.
    pub down: bool,
    /// Every call of the two interfaces is cut off without an answer; nothing is carried out.
    pub cut: bool,
    /// Calls of the two interfaces are answered 500; nothing is carried out.
    pub error: bool,
    /// How many calls in a hundred meet the error, when it is on.
    pub error_rate: u8,
    /// Calls that change something are carried out, then cut off without an answer.
    pub lose_answers: bool,
    /// How many calls in a hundred lose their answer, when that is on.
    pub lose_rate: u8,
    /// A debt position is created and the answer is nevertheless 409, as if an earlier try had got through.
    pub duplicate: bool,
    /// The platform's receipt is mailed twice.
    pub duplicate_receipts: bool,
    /// A payment shows at the debt position interface only this many seconds later.
    pub late_seconds: u64,
    /// A paid notice is reported this many seconds after the payment; without it, never.
    pub report_seconds: Option<u64>,
    /// Every cart is refused with 422, as when a notice cannot be paid.
    pub reject_carts: bool,
    /// New carts live this many seconds; without it, what the command line says.
    pub cart_seconds: Option<u64>,
    /// After a refused payment the notice stays locked this many seconds.
    pub refused_lock_seconds: u64,
    /// The mailbox greets with 421 and hangs up.
    pub smtp_down: bool,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            slow_ms: 0,
            down: false,
            cut: false,
            error: false,
            error_rate: 100,
            lose_answers: false,
            lose_rate: 100,
            duplicate: false,
            duplicate_receipts: false,
            late_seconds: 0,
            report_seconds: None,
            reject_carts: false,
            cart_seconds: None,
            refused_lock_seconds: 0,
            smtp_down: false,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum BadKnobs {
    #[error("{0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("{0}: at most 100")]
    Rate(&'static str),
    #[error("{0}: at most a day")]
    TooLong(&'static str),
}

impl Knobs {
    fn parse(raw: &[u8]) -> Result<Self, BadKnobs> {
        serde_json::from_slice::<Self>(raw)?.checked()
    }

    fn checked(self) -> Result<Self, BadKnobs> {
        for (name, rate) in [("error_rate", self.error_rate), ("lose_rate", self.lose_rate)] {
            if rate > 100 {
                return Err(BadKnobs::Rate(name));
            }
        }
        let spans = [
            ("slow_ms", self.slow_ms / 1000),
            ("late_seconds", self.late_seconds),
            ("report_seconds", self.report_seconds.unwrap_or(0)),
            ("cart_seconds", self.cart_seconds.unwrap_or(0)),
            ("refused_lock_seconds", self.refused_lock_seconds),
        ];
        match spans.into_iter().find(|(_, seconds)| *seconds > SECONDS_MAX) {
            Some((name, _)) => Err(BadKnobs::TooLong(name)),
            None => Ok(self),
        }
    }
}

/// Seconds up to a day as a span on the platform's clock.
pub fn span(seconds: u64) -> time::Duration {
    time::Duration::seconds(i64::try_from(seconds.min(SECONDS_MAX)).unwrap_or(0))
}

pub fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/manopole", get(page::show).post(page::set))
        .route("/manopole/azzera", post(page::reset))
        .route("/manopole.json", get(read).put(write))
        .route("/manopole.json/azzera", post(reset))
}

async fn read(State(world): State<SharedWorld>) -> Json<Knobs> {
    Json(world.knobs())
}

async fn write(State(world): State<SharedWorld>, raw: Bytes) -> Response {
    match Knobs::parse(&raw) {
        Ok(knobs) => {
            world.set_knobs(knobs.clone());
            Json(knobs).into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, Json(json!({ "detail": error.to_string() }))).into_response(),
    }
}

#[derive(Deserialize)]
struct Reset {
    #[serde(default)]
    tutto: bool,
}

async fn reset(State(world): State<SharedWorld>, Query(reset): Query<Reset>) -> Json<Knobs> {
    world.set_knobs(Knobs::default());
    if reset.tutto {
        world.forget_everything();
    }
    Json(world.knobs())
}

/// Stands before the two interfaces.
pub async fn guard(State(world): State<SharedWorld>, request: Request, next: Next) -> Response {
    let knobs = world.knobs();
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

fn happens(in_a_hundred: u8) -> bool {
    rand::rng().random_range(0..100) < in_a_hundred
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knobs_left_out_are_at_rest() {
        let knobs = Knobs::parse(br#"{"slow_ms":5}"#).unwrap();
        assert_eq!(knobs, Knobs { slow_ms: 5, ..Knobs::default() });
    }

    #[test]
    fn unknown_and_impossible_knobs_are_refused() {
        for raw in
            [r#"{"slow":5}"#, r#"{"error_rate":101}"#, r#"{"late_seconds":86401}"#, r#"{"slow_ms":-1}"#]
        {
            assert!(Knobs::parse(raw.as_bytes()).is_err(), "{raw}");
        }
    }
}
