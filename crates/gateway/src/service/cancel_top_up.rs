//! Cancels a top-up: at the platform, then here. Never the other way round.

use contract::{ProblemKind, TopUpId, TopUpState};
use std::time::Duration;

use super::{Refusal, Service, transitions};
use crate::{
    platform::Invalidated,
    store::{accounts::Guardian, top_ups},
};

impl Service {
    pub async fn cancel(&self, guardian: &Guardian, id: &TopUpId) -> Result<(), Refusal> {
        let row = self.own(guardian, id).await?;
        let row = if row.state.is_open() { self.refresh(&row).await? } else { row };
        match row.state {
            TopUpState::Cancelled => return Ok(()),
            TopUpState::Unpaid | TopUpState::Opening => {}
            TopUpState::InProgress => return Err(Refusal::in_progress(&row)),
            state => return Err(Refusal::not_payable(state)),
        }
        if row.silent || row.state == TopUpState::Opening {
            let detail = "The payment platform does not answer, so nothing was called off.";
            return Err(Refusal::new(ProblemKind::PlatformDown, detail).retry_after(Duration::from_secs(10)));
        }
        match self.platform().invalidate(&row.iupd).await? {
            Invalidated::Done => {}
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
            // It was cancelled, but reading it back failed; reconciliation will see it.
            state if state.is_open() => self.mark_cancelled(id).await,
            state => Err(Refusal::not_payable(state)),
        }
    }

    async fn mark_cancelled(&self, id: &TopUpId) -> Result<(), Refusal> {
        let mut write = self.store().write().await?;
        let Some(mut row) = top_ups::get(&mut write, id).await? else { return Err(Refusal::not_found()) };
        if let Some(after) = transitions::next(row.state, transitions::Event::Cancelled) {
            row.state = after;
            top_ups::save(&mut write, &row, None).await?;
        }
        Ok(write.commit().await?)
    }
}
