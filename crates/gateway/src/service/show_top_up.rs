//! One top-up, freshly read from the platform while it is open.

use contract::{TopUp, TopUpId, TopUpState};
use std::time::Duration;

use super::{Refusal, Service, view};
use crate::{
    clock::Moment,
    store::{accounts::Guardian, top_ups::TopUpRow},
};

/// The app may request a top-up at any time; the platform is read at most once in this time for one top-up.
const ASKED_RECENTLY: Duration = Duration::from_millis(1500);
/// The guardian waits, so after this time the stored state is returned.
const PATIENCE: Duration = Duration::from_secs(4);

impl Service {
    pub async fn show_top_up(&self, guardian: &Guardian, id: &TopUpId) -> Result<TopUp, Refusal> {
        let row = self.own(guardian, id).await?;
        let row = self.refresh_for_a_reader(row).await?;
        Ok(view::top_up(&self.inner, &row, Moment::now()))
    }

    /// The top-up, if it is this guardian's.
    pub(super) async fn own(&self, guardian: &Guardian, id: &TopUpId) -> Result<TopUpRow, Refusal> {
        self.store().top_up_of(&guardian.id, id).await?.ok_or_else(Refusal::not_found)
    }

    /// Reads the platform, unless it was read a moment ago or nothing can change. Gives up soon.
    pub(super) async fn refresh_for_a_reader(&self, row: TopUpRow) -> Result<TopUpRow, Refusal> {
        let recently = row.checked_at.is_some_and(|at| Moment::now() < at.plus(ASKED_RECENTLY));
        // An expired top-up may have been paid or postponed since.
        let is_settled = match row.state {
            TopUpState::Credited => true,
            TopUpState::Cancelled => !row.unconfirmed,
            _ => false,
        };
        if recently || is_settled {
            return Ok(row);
        }
        let (service, asked) = (self.clone(), row.clone());
        // On its own: the end of the wait does not stop the work.
        let work = tokio::spawn(async move { service.refresh(&asked).await });
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(Ok(refreshed)) => Ok(refreshed?),
            Ok(Err(error)) => {
                tracing::error!(%error, "a refresh ended badly");
                Ok(TopUpRow { silent: true, ..row })
            }
            Err(_elapsed) => Ok(TopUpRow { silent: true, ..row }),
        }
    }
}
