//! Deletes ended sessions, expired sign-in codes and old idempotency keys; once a day what has been kept long enough.

use std::time::{Duration, Instant};
use tokio::sync::watch;
use tracing::Instrument as _;

use super::round;
use crate::{metrics::state::Job, service::Service, store::StoreError};

/// How often.
const EVERY: Duration = Duration::from_secs(600);
/// How often what is kept for days and years is looked through.
const OLD_EVERY: Duration = Duration::from_secs(24 * 3600);

/// Runs until `stop` turns true.
pub async fn run(service: Service, mut stop: watch::Receiver<bool>) {
    let mut old_since: Option<Instant> = None;
    loop {
        let deleting = async {
            let mut done = service.delete_expired().await;
            if old_since.is_none_or(|at| at.elapsed() >= OLD_EVERY) {
                let old = delete_old(&service).await;
                if old.is_ok() {
                    old_since = Some(Instant::now());
                }
                done = done.and(old);
            }
            match done {
                Ok(()) => service.metrics().state.round_ended(Job::CleanUp),
                Err(error) => tracing::error!(%error, "expired rows could not be deleted"),
            }
        };
        deleting.instrument(round("clean-up")).await;
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

async fn delete_old(service: &Service) -> Result<(), StoreError> {
    let now = service.store().now().await?;
    let files = service.keep_app_files().await;
    service.delete_old(now).await.map(drop).and(files)
}
