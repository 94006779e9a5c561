//! Sends mails of the outbox that are due, and tries again later if the mail server refuses them.

use std::time::Duration;
use tokio::sync::watch;
use tracing::Instrument as _;

use super::round;
use crate::{metrics::state::Job, service::Service};

/// The longest pause between two rounds.
const PAUSE: Duration = Duration::from_secs(5);

/// Runs until `stop` turns true.
pub async fn run(service: Service, mut stop: watch::Receiver<bool>) {
    loop {
        let sending = async {
            match service.send_due_mails().await {
                Ok(()) => service.metrics().state.round_ended(Job::Outbox),
                Err(error) => tracing::error!(%error, "the outbox could not be read or written"),
            }
            if let Err(error) = service.send_office_mails().await {
                tracing::error!(%error, "the mails to the office could not be read or written");
            }
        };
        sending.instrument(round("outbox")).await;
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = service.mail_added() => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}
