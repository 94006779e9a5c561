//! The background sweep: top-ups whose turn has come are read again, and what is of no use is thrown away.

use futures_util::{StreamExt, stream};
use std::time::Duration;
use tokio::sync::watch;

use super::Service;
use crate::{
    clock::Moment,
    store::{StoreError, idempotency, sessions},
};

/// The longest pause between two looks.
const PAUSE: Duration = Duration::from_secs(2);
/// How many top-ups one look takes.
const BATCH: u32 = 64;
/// How many questions are asked of the platform at once.
const AT_ONCE: usize = 8;
/// How often old sessions, codes and keys are thrown away.
const PURGE_EVERY: Duration = Duration::from_secs(600);

impl Service {
    /// Runs until `stop` turns true.
    pub async fn sweep(&self, mut stop: watch::Receiver<bool>) {
        let mut purge_at = Moment::now();
        loop {
            if Moment::now() >= purge_at {
                if let Err(error) = self.purge().await {
                    tracing::error!(%error, "old rows could not be thrown away");
                }
                purge_at = Moment::now().plus(PURGE_EVERY);
            }
            let more = match self.sweep_once().await {
                Ok(count) => count >= usize::try_from(BATCH).unwrap_or(usize::MAX),
                Err(error) => {
                    tracing::error!(%error, "the sweep could not read or write");
                    false
                }
            };
            let pause = if more { Duration::ZERO } else { PAUSE };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.inner.wake.notified() => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Reads again those whose turn has come. Says how many there were.
    pub async fn sweep_once(&self) -> Result<usize, StoreError> {
        let due = self.store().due(Moment::now(), BATCH).await?;
        let count = due.len();
        let mut work = stream::iter(due)
            .map(|row| {
                let service = self.clone();
                async move { service.refresh(&row).await }
            })
            .buffer_unordered(AT_ONCE);
        while let Some(done) = work.next().await {
            done?;
        }
        Ok(count)
    }

    async fn purge(&self) -> Result<(), StoreError> {
        let now = Moment::now();
        let mut write = self.store().write().await?;
        sessions::purge(&mut write, now, self.config().session.idle()).await?;
        idempotency::purge(&mut write, now).await?;
        write.commit().await?;
        Ok(())
    }
}
