//! Background jobs.
//!
//! One file a job. Each is a loop that ends when the server stops, but `reach_platform` runs once. SQL is in `store`.

pub mod clean_up;
pub mod listen;
pub mod outbox;
pub mod reach_platform;
pub mod reconcile;

use tracing::Span;

use crate::secrets;

/// The span of one round: as those of a request, its lines in the log have an id. Being an error, it is there at every
/// level of the log.
fn round(job: &'static str) -> Span {
    tracing::error_span!("job", job, request_id = secrets::new_request_id())
}
