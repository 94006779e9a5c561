//! The session of a token.

use contract::{Session, SignInMethod};
use std::time::Duration;

use super::{Refusal, Service};
use crate::{
    clock::Moment,
    queue::Full,
    secrets,
    store::{
        StoreError,
        sessions::{self, SessionRow},
    },
};

/// The row is written at most so often: reading a page does not write.
const TOUCH_EVERY: Duration = Duration::from_secs(30);
/// Who only reads does not wait longer for that.
const TOUCH_WAITS: Duration = Duration::from_millis(500);

impl Service {
    /// The session, if it is good. This does not prolong it.
    pub async fn session_unprolonged(&self, token: &str) -> Result<Option<SessionRow>, Refusal> {
        let hash = secrets::sha256(token.as_bytes());
        if self.inner.ended_sessions.has(&hash) {
            return Ok(None);
        }
        let session = &self.config().session;
        Ok(self.store().session(&hash, Moment::now(), session.idle(), session.absolute()).await?)
    }

    /// The session, if it is good. Its idle time begins anew, unless that cannot be stored: who only reads needs no write.
    pub async fn read_session(&self, token: &str) -> Result<Option<SessionRow>, Refusal> {
        let now = Moment::now();
        let hash = secrets::sha256(token.as_bytes());
        let row = self.session_unprolonged(token).await?;
        if let Some(row) = &row
            && now > row.seen_at.plus(TOUCH_EVERY)
            && let Err(error) = self.touch(&hash, now).await
        {
            tracing::error!(%error, "a session could not be prolonged");
        }
        Ok(row)
    }

    async fn touch(&self, token_hash: &[u8], now: Moment) -> Result<(), StoreError> {
        let touched = tokio::time::timeout(TOUCH_WAITS, async {
            let mut write = self.store().first_write().await?;
            sessions::touch_session(&mut write, token_hash, now).await?;
            write.commit().await
        });
        touched.await.unwrap_or(Err(Full.into()))
    }

    pub fn session_view(&self, row: &SessionRow, now: Moment) -> Session {
        let ends_at = row.seen_at.plus(self.config().session.idle()).min(row.ends_at);
        Session {
            method: SignInMethod::Email,
            display_name: row.guardian.name.clone(),
            email: row.guardian.email.clone(),
            mark: self.inner.secret.guardian_mark(&row.guardian.id),
            expires_at: ends_at.to_wire(),
            expires_in: u32::try_from(now.until(ends_at).as_secs()).unwrap_or(u32::MAX),
        }
    }
}
