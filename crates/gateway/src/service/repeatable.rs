//! Requests that are safe to repeat: an idempotency key, the answer that is stored for it, and the lease under which
//! the work is done.

use contract::ProblemKind;
use std::time::Duration;

use super::Refusal;
use crate::store::idempotency::Known;

/// The answer to a request that may be repeated: stored, and given again byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayable {
    pub status: u16,
    pub body: String,
}

/// What a request with an idempotency key turns out to be.
pub(super) enum Request {
    New,
    /// An earlier request was never answered: go on with this resource.
    Interrupted(String),
    Answered(Replayable),
}

/// The key of another body, or of a request at work, is refused.
pub(super) fn request(known: Known) -> Result<Request, Refusal> {
    match known {
        Known::Nothing => Ok(Request::New),
        Known::Interrupted { resource_id } => Ok(Request::Interrupted(resource_id)),
        Known::Answered { status, body } => Ok(Request::Answered(Replayable { status, body })),
        Known::OtherBody => Err(Refusal::new(
            ProblemKind::IdempotencyKeyReused,
            "This Idempotency-Key was used with another body.",
        )),
        Known::InFlight => Err(Refusal::new(
            ProblemKind::IdempotencyKeyInFlight,
            "The first request with this Idempotency-Key is still at work.",
        )
        .retry_after(Duration::from_secs(2))),
    }
}

pub(super) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, Refusal> {
    serde_json::to_string(value).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written");
        Refusal::new(ProblemKind::InternalError, "An answer cannot be written.")
    })
}

/// How long one request may be at work before another may take it over: longer than the slowest platform call with
/// all its repeats.
pub(super) fn lease(platform_timeout_ms: u64) -> Duration {
    Duration::from_millis(platform_timeout_ms.saturating_mul(8)).saturating_add(Duration::from_secs(5))
}
