//! Ends a session, also where that cannot be stored.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use super::Service;
use crate::{
    secrets,
    store::{StoreError, sessions},
};

/// Hashes of the tokens of ended sessions that are still in the database, because it could not be written (a full disk).
/// They are deleted by the next clean-up that can; a restart before that brings such a session back until its idle time ends.
#[derive(Default)]
pub(super) struct EndedSessions(Mutex<HashSet<Vec<u8>>>);

impl EndedSessions {
    pub(super) fn has(&self, token_hash: &[u8]) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(token_hash)
    }

    fn add(&self, token_hash: Vec<u8>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(token_hash);
    }

    fn all(&self) -> Vec<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn remove(&self, token_hash: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(token_hash);
    }
}

impl Service {
    /// Signing out never fails.
    pub async fn sign_out(&self, token: &str) {
        let hash = secrets::sha256(token.as_bytes());
        if let Err(error) = self.delete_session(&hash).await {
            tracing::error!(%error, "the end of a session could not be stored; it is kept in memory");
            // Only of sessions that there are: a stranger's invented tokens must not fill the memory.
            if !matches!(self.session_unprolonged(token).await, Ok(None)) {
                self.inner.ended_sessions.add(hash);
            }
        }
    }

    async fn delete_session(&self, token_hash: &[u8]) -> Result<(), StoreError> {
        let mut write = self.store().write().await?;
        sessions::end_session(&mut write, token_hash).await?;
        write.commit().await
    }

    /// Deletes the sessions whose end could not be stored before.
    pub(super) async fn delete_ended_sessions(&self) -> Result<(), StoreError> {
        for hash in self.inner.ended_sessions.all() {
            self.delete_session(&hash).await?;
            self.inner.ended_sessions.remove(&hash);
        }
        Ok(())
    }
}
