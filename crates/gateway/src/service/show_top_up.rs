//! One top-up, freshly read from the platform while it is open.

use contract::{TopUp, TopUpId, TopUpState};
use std::time::Duration;

use super::{Refusal, Service, view};
use crate::store::{accounts::Guardian, top_ups::TopUpRow};

/// The app may request a top-up at any time; the platform is read at most once in this time for one top-up.
const ASKED_RECENTLY: Duration = Duration::from_millis(1500);
/// The guardian waits, so after this time the stored state is returned.
const PATIENCE: Duration = Duration::from_secs(4);

impl Service {
    pub async fn show_top_up(&self, guardian: &Guardian, id: &TopUpId) -> Result<TopUp, Refusal> {
        let row = self.own(guardian, id).await?;
        let row = self.refresh_for_a_reader(row).await?;
        Ok(view::top_up(&self.inner, &row, self.store().now().await?))
    }

    /// The top-up, if it is this guardian's.
    pub(super) async fn own(&self, guardian: &Guardian, id: &TopUpId) -> Result<TopUpRow, Refusal> {
        self.store().top_up_of(&guardian.id, id).await?.ok_or_else(Refusal::not_found)
    }

    /// Reads the platform, unless it was read a moment ago or nothing can change. Gives up soon.
    pub(super) async fn refresh_for_a_reader(&self, row: TopUpRow) -> Result<TopUpRow, Refusal> {
        let now = self.store().now().await?;
        // A moment in the future is of a clock that has been set back.
        let recently = row.checked_at.is_some_and(|at| at <= now && now < at.plus(ASKED_RECENTLY));
        // An expired or cancelled top-up may have been paid since.
        if recently || row.state == TopUpState::Credited {
            return Ok(row);
        }
        let (service, asked) = (self.clone(), row.clone());
        // On its own: the end of the wait does not stop the work.
        let work = self.spawn(async move { service.refresh(&asked).await });
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(Ok(Ok(refreshed))) => Ok(refreshed),
            // A full disk is no reason to show nothing: what is stored is right, only not fresh.
            Ok(Ok(Err(error))) => {
                tracing::error!(%error, top_up = %row.id, "the platform's answer could not be stored");
                Ok(TopUpRow { silent: true, ..row })
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "a refresh ended badly");
                Ok(TopUpRow { silent: true, ..row })
            }
            Err(_elapsed) => Ok(TopUpRow { silent: true, ..row }),
        }
    }
}
