//! Cancels a top-up: at the platform, then here. Never the other way round.

use contract::{Anomaly, ProblemKind, TopUpId, TopUpState};
use std::time::Duration;

use super::{Refusal, Service, audit::Act, refresh_top_up::next_check, transitions};
use crate::{
    platform::Invalidated,
    store::{accounts::Guardian, top_ups},
};

impl Service {
    pub async fn cancel(&self, guardian: &Guardian, id: &TopUpId) -> Result<(), Refusal> {
        self.cancel_there_and_here(guardian, id).await?;
        self.audit(&guardian.id, Act::CancelledTopUp, id.as_str());
        Ok(())
    }

    async fn cancel_there_and_here(&self, guardian: &Guardian, id: &TopUpId) -> Result<(), Refusal> {
        let row = self.own(guardian, id).await?;
        let row = if row.state == TopUpState::Cancelled { row } else { self.refresh(&row).await? };
        match row.state {
            TopUpState::Cancelled => return Ok(()),
            // The platform does not have it: there is nothing to cancel there.
            TopUpState::Anomalous if row.anomaly == Some(Anomaly::Absent) => {
                return self.mark_cancelled(id).await;
            }
            TopUpState::Unpaid | TopUpState::Opening => {}
            TopUpState::InProgress => return Err(Refusal::in_progress(&row)),
            state => return Err(Refusal::not_payable(state)),
        }
        if row.silent || row.state == TopUpState::Opening {
            let detail = "The payment platform does not answer, so nothing was cancelled.";
            return Err(Refusal::new(ProblemKind::PlatformDown, detail).retry_after(Duration::from_secs(10)));
        }
        match self.platform().invalidate(&row.iupd).await? {
            Invalidated::Done => {}
            // Reconciliation confirms that it is gone.
            Invalidated::Absent => return self.mark_cancelled(id).await,
            Invalidated::Forbidden => {
                let row = self.refresh(&row).await?;
                return Err(if row.state.is_open() {
                    Refusal::in_progress(&row)
                } else {
                    Refusal::not_payable(row.state)
                });
            }
        }
        let row = self.refresh(&row).await?;
        match row.state {
            TopUpState::Cancelled => Ok(()),
            // It was cancelled, but reading it back failed or shows it as payable: reconciliation goes on looking.
            state if state.is_open() => self.mark_cancelled(id).await,
            state => Err(Refusal::not_payable(state)),
        }
    }

    /// The platform has not been seen to agree: reconciliation goes on looking.
    async fn mark_cancelled(&self, id: &TopUpId) -> Result<(), Refusal> {
        let mut write = self.store().write().await?;
        let Some(mut row) = top_ups::get(&mut write, id).await? else { return Err(Refusal::not_found()) };
        if let Some(after) = transitions::next(row.state, transitions::Event::Cancelled) {
            (row.state, row.anomaly, row.unconfirmed, row.checks) = (after, None, true, 0);
            let now = write.now().await?;
            let next = next_check(&row, now);
            top_ups::save(&mut write, &row, next).await?;
        }
        Ok(write.commit().await?)
    }
}
