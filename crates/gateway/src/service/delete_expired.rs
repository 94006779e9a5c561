//! Deletes what is over within hours: sessions and sign-in codes, idempotency keys, quotas. `delete_old` deletes what is kept for
//! days and years.

use super::Service;
use crate::{
    clock::Moment,
    store::{StoreError, idempotency, quotas, sessions},
};

impl Service {
    /// Each kind by itself: one that cannot be deleted does not keep the others. Returns the first error.
    pub async fn delete_expired(&self) -> Result<(), StoreError> {
        let done = [
            self.delete_ended_sessions().await,
            self.delete_expired_sessions().await,
            self.delete_old_keys().await,
            self.delete_whole_quotas().await,
        ];
        done.into_iter().collect()
    }

    async fn delete_expired_sessions(&self) -> Result<(), StoreError> {
        let mut write = self.store().write().await?;
        let session = &self.config().session;
        sessions::purge(&mut write, Moment::now(), session.idle(), session.absolute()).await?;
        write.commit().await
    }

    async fn delete_whole_quotas(&self) -> Result<(), StoreError> {
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        quotas::purge(&mut write, now).await?;
        write.commit().await
    }

    async fn delete_old_keys(&self) -> Result<(), StoreError> {
        let mut write = self.store().write().await?;
        let now = write.now().await?;
        idempotency::purge(&mut write, now).await?;
        write.commit().await
    }
}
