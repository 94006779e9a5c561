//! Ends a session, also where that cannot be stored; and the sessions of other devices, where it can.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use contract::SessionId;

use super::{Refusal, Service, audit::Act};
use crate::{
    secrets,
    store::{StoreError, accounts::Guardian, sessions},
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

    /// Ends one session of the guardian, on this device or another.
    pub async fn end_session(&self, guardian: &Guardian, id: &SessionId) -> Result<(), Refusal> {
        let open = self.open_sessions(&guardian.id).await?;
        let found = open.into_iter().find(|row| self.inner.secret.session_id(&row.token_hash) == *id);
        let row = found.ok_or_else(Refusal::not_found)?;
        let mut write = self.store().first_write().await?;
        if !sessions::end_session_of(&mut write, &guardian.id, &row.token_hash).await? {
            return Err(Refusal::not_found());
        }
        write.commit().await?;
        self.audit(&guardian.id, Act::EndedSession, id.as_str());
        Ok(())
    }

    /// Ends every session of the guardian, with the one of this request, and voids the codes on their way.
    pub async fn sign_out_everywhere(&self, guardian: &Guardian) -> Result<(), Refusal> {
        let mut write = self.store().first_write().await?;
        sessions::end_sessions_of(&mut write, &guardian.id).await?;
        write.commit().await?;
        self.audit(&guardian.id, Act::EndedAllSessions, "");
        Ok(())
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
