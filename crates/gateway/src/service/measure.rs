//! Whether the gateway can work now, and what waits: for probes and for `/metrics`.

use super::Service;
use crate::{
    metrics::state::Queue,
    store::{StoreError, write_failures},
};

/// Why the gateway cannot take requests.
#[derive(Debug, thiserror::Error)]
pub enum NotReady {
    #[error("The gateway stops.")]
    Stopping,
    #[error("The database does not answer.")]
    Unreadable(#[source] StoreError),
    #[error("The database cannot be written: is the disk full?")]
    Unwritable,
}

impl Service {
    /// Whether it can do its work: it is not about to stop, and the database can be read and written. Its tables are up to
    /// date, or it would not have started.
    pub async fn ready(&self) -> Result<(), NotReady> {
        if self.is_draining() {
            return Err(NotReady::Stopping);
        }
        self.database_works().await
    }

    /// Whether the database can be read and written.
    pub async fn database_works(&self) -> Result<(), NotReady> {
        self.store().ping().await.map_err(NotReady::Unreadable)?;
        if self.store().can_write().await { Ok(()) } else { Err(NotReady::Unwritable) }
    }

    /// Reads what `/metrics` reports of this moment.
    pub async fn measure(&self) {
        let state = &self.metrics().state;
        let works = self.database_works().await;
        let readable = !matches!(works, Err(NotReady::Unreadable(_)));
        state.database(readable, works.is_ok(), write_failures::total());
        state.ready(works.is_ok() && !self.is_draining());
        for (service, available) in self.platform().availability() {
            state.available(service, available);
        }
        let letters = self.inner.printing.queue();
        for queue in self.store().queues().into_iter().chain(self.platform().queues()).chain([letters]) {
            state.waiting(queue);
        }
        if let Err(error) = self.measure_queues().await {
            state.no_queues();
            tracing::warn!(%error, "the queues could not be read for /metrics");
        }
    }

    async fn measure_queues(&self) -> Result<(), StoreError> {
        let (state, now) = (&self.metrics().state, self.store().now().await?);
        let waiting = self.store().waiting(now).await?;
        for (queue, of) in [
            (Queue::Outbox, &waiting.outbox),
            (Queue::OfficeMails, &waiting.office_mails),
            (Queue::Reconciliation, &waiting.reconciliation),
            (Queue::Undelivered, &waiting.undelivered),
        ] {
            let oldest = of.oldest.map_or(0, |oldest| oldest.until(now).as_secs());
            state.queue(queue, of.length, i64::try_from(oldest).unwrap_or(i64::MAX));
        }
        state.retrying(waiting.outbox_retrying);
        state.database_size(self.store().size_bytes().await?);
        Ok(())
    }
}
