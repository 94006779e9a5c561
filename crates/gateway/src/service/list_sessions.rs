//! The guardian's sessions: on this device, then on others, the last used first.

use contract::{OpenSession, OpenSessions};

use super::{Refusal, Service};
use crate::{
    clock::Moment,
    store::{
        StoreError,
        sessions::{OpenSessionRow, SessionRow},
    },
};

impl Service {
    pub async fn list_sessions(&self, session: &SessionRow) -> Result<OpenSessions, Refusal> {
        let rows = self.open_sessions(&session.guardian.id).await?;
        let mut items: Vec<OpenSession> =
            rows.into_iter().map(|row| self.open_session_view(row, &session.token_hash)).collect();
        items.sort_by_key(|one| !one.is_current);
        Ok(OpenSessions { items })
    }

    /// Those that have not ended, the last used first.
    pub(super) async fn open_sessions(&self, guardian_id: &str) -> Result<Vec<OpenSessionRow>, StoreError> {
        let session = &self.config().session;
        let (idle, absolute) = (session.idle(), session.absolute());
        let mut rows = self.store().sessions_of(guardian_id, Moment::now(), idle, absolute).await?;
        rows.retain(|row| !self.inner.ended_sessions.has(&row.token_hash));
        Ok(rows)
    }

    fn open_session_view(&self, row: OpenSessionRow, current: &[u8]) -> OpenSession {
        let began = row.started_at.unwrap_or_else(|| row.ends_at.minus(self.config().session.absolute()));
        OpenSession {
            id: self.inner.secret.session_id(&row.token_hash),
            started_at: began.to_wire(),
            last_used_on: row.seen_at.italian_day(),
            is_current: row.token_hash == current,
            browser: row.browser,
            system: row.system,
        }
    }
}
