//! Deletes ended sessions, expired sign-in codes and old idempotency keys.

use std::time::Duration;
use tokio::sync::watch;

use crate::service::Service;

/// How often.
const EVERY: Duration = Duration::from_secs(600);

/// Runs until `stop` turns true.
pub async fn run(service: Service, mut stop: watch::Receiver<bool>) {
    loop {
        if let Err(error) = service.delete_expired().await {
            tracing::error!(%error, "expired rows could not be deleted");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}
