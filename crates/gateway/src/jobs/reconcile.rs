//! Reconciliation: reads open top-ups that are due again at the payment platform.

use std::time::Duration;
use tokio::sync::watch;
use tracing::Instrument as _;

use super::round;
use crate::{
    metrics::state::Job,
    service::{Service, reconcile::BATCH},
};

/// The longest pause between two rounds.
const PAUSE: Duration = Duration::from_secs(2);

/// Runs until `stop` turns true.
pub async fn run(service: Service, mut stop: watch::Receiver<bool>) {
    loop {
        let more = match service.reconcile().instrument(round("reconcile")).await {
            Ok(count) => {
                service.metrics().state.round_ended(Job::Reconcile);
                count >= usize::try_from(BATCH).unwrap_or(usize::MAX)
            }
            Err(error) => {
                round("reconcile")
                    .in_scope(|| tracing::error!(%error, "reconciliation could not read or write"));
                false
            }
        };
        let pause = match more {
            true => Duration::ZERO,
            // What cannot be read now is read after the longest pause.
            false => service.until_next_due(PAUSE).await.unwrap_or(PAUSE),
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = service.top_up_changed() => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}
