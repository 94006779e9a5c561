//! Requests for top-ups. Every answer updates the saved notices.

use super::{early::early_or, saved_notices::SavedNotices, session::CurrentSession};
use crate::client::{Client, ClientError, Fresh, MovementChoice};
use contract::{GuardianMark, IdempotencyKey, Movements, NewTopUp, TopUp, TopUpId, TopUps, paths};

/// The requests for top-ups.
#[derive(Clone, Copy)]
pub struct TopUpsState {
    session: CurrentSession,
    saved_notices: SavedNotices,
}

impl TopUpsState {
    /// For the app's root.
    pub fn new(session: CurrentSession, saved_notices: SavedNotices) -> Self {
        Self { session, saved_notices }
    }

    /// Opens a top-up. A request with the same `key` returns the same top-up.
    pub async fn open(
        self,
        client: Client,
        top_up: &NewTopUp,
        key: &IdempotencyKey,
    ) -> Result<TopUp, ClientError> {
        let owner = self.session.mark_untracked();
        let top_up = client.open_top_up(top_up, key).await?;
        self.record(&owner, &top_up);
        Ok(top_up)
    }

    /// Cancels a top-up, and removes its saved notice.
    pub async fn cancel(self, client: Client, id: &TopUpId) -> Result<(), ClientError> {
        client.cancel_top_up(id).await?;
        self.saved_notices.remove(id);
        Ok(())
    }

    /// A page of top-ups, newest first. `cursor` comes from the page before.
    pub async fn read_page(self, client: Client, cursor: Option<&str>) -> Result<TopUps, ClientError> {
        let owner = self.session.mark_untracked();
        let page = match cursor {
            None => early_or(paths::TOP_UPS, client.top_ups(None)).await?,
            cursor => client.top_ups(cursor).await?,
        };
        page.items.iter().for_each(|top_up| self.record(&owner, top_up));
        Ok(page)
    }

    /// A page of movements, the newest first. `cursor` comes from the page before.
    pub async fn read_movements(
        self,
        client: Client,
        choice: &MovementChoice,
        cursor: Option<&str>,
    ) -> Result<Movements, ClientError> {
        let owner = self.session.mark_untracked();
        let page = client.movements(choice, cursor).await?;
        page.items
            .iter()
            .filter_map(|one| one.top_up.as_ref())
            .for_each(|top_up| self.record(&owner, top_up));
        Ok(page)
    }

    /// One top-up.
    pub async fn read(self, client: Client, id: &TopUpId) -> Result<TopUp, ClientError> {
        self.read_fresh(client, id).await.map(|fresh| fresh.value)
    }

    /// One top-up, and when to ask again.
    pub async fn read_fresh(self, client: Client, id: &TopUpId) -> Result<Fresh<TopUp>, ClientError> {
        let owner = self.session.mark_untracked();
        let fresh = client.fresh_top_up(id).await?;
        self.record(&owner, &fresh.value);
        Ok(fresh)
    }

    /// `owner`: the guardian who was signed in when the request was sent. If another one has signed in since then,
    /// nothing is saved.
    fn record(self, owner: &Option<GuardianMark>, top_up: &TopUp) {
        if let Some(owner) = owner
            && self.session.mark_untracked().as_ref() == Some(owner)
        {
            self.saved_notices.record(owner, top_up);
        }
    }
}
