//! Deletes sessions, sign-in codes and idempotency keys that are over.

use super::Service;
use crate::{
    clock::Moment,
    store::{StoreError, idempotency, sessions},
};

impl Service {
    pub async fn delete_expired(&self) -> Result<(), StoreError> {
        let now = Moment::now();
        let mut write = self.store().write().await?;
        sessions::purge(&mut write, now, self.config().session.idle()).await?;
        idempotency::purge(&mut write, now).await?;
        write.commit().await?;
        Ok(())
    }
}
