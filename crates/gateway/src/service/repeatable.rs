//! Requests that are safe to repeat: an idempotency key, the answer that is stored for it, and the lease under which
//! the work is done. Other work that is claimed has such a lease too.

use contract::{IdempotencyKey, ProblemKind};
use std::{pin::pin, time::Duration};

use super::{Refusal, Service};
use crate::store::{
    StoreError,
    idempotency::{self, Known},
};

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

/// How long a request, a mail or a round of reconciliation may be at work before another may take it over, unless it renews
/// this. It is counted by the database's clock ([`Store::now`](crate::store::Store::now)). After a crash a guardian who repeats the request waits so long at most.
pub(super) const LEASE: Duration = Duration::from_secs(15);
/// How often a request that is still at work says so. Two renewals may be lost.
const RENEWED: Duration = Duration::from_secs(5);

/// The longest time until a position is opened or known not to be: the platform's slowest call with all its repeats.
pub(super) fn longest_opening(platform_timeout_ms: u64) -> Duration {
    Duration::from_millis(platform_timeout_ms.saturating_mul(8)).saturating_add(Duration::from_secs(5))
}

/// Does the work, and renews its lease meanwhile. After a crash the rest of the lease is what it costs.
pub(super) async fn while_renewing<T, Renewed>(
    work: impl Future<Output = T>,
    mut renew: impl FnMut() -> Renewed,
) -> T
where
    Renewed: Future<Output = Result<(), StoreError>>,
{
    let mut work = pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(RENEWED) => {}
        }
        // The work must not wait for it: it may hold the write that this one waits for.
        tokio::select! {
            done = &mut work => return done,
            renewed = renew() => if let Err(error) = renewed {
                tracing::warn!(%error, "a lease could not be renewed");
            },
        }
    }
}

impl Service {
    /// Does the work of a request, and keeps its key meanwhile.
    pub(super) async fn keeping_lease<T>(
        &self,
        guardian_id: &str,
        key: &IdempotencyKey,
        work: impl Future<Output = T>,
    ) -> T {
        let renew = async || {
            let mut write = self.store().write().await?;
            let now = write.now().await?;
            idempotency::renew(&mut write, guardian_id, key, now.plus(LEASE)).await?;
            write.commit().await
        };
        while_renewing(work, renew).await
    }
}
