//! Passes on to the office that a guardian wants to be erased: once a day at most. The office decides and does it
//! (`erase_guardian`), because accounts come from its file.

use contract::ErasureRequest;
use std::time::Duration;

use super::{Refusal, Service, audit::Act};
use crate::store::{
    accounts::{self, Guardian},
    locks,
    outbox::{self, ErasureAsked},
    wake::Work,
};

/// Within this time a second request is the first one.
const DAY: Duration = Duration::from_secs(24 * 3600);

impl Service {
    /// Without an office that can be written to there is nothing to ask.
    pub async fn ask_for_erasure(&self, guardian: &Guardian) -> Result<ErasureRequest, Refusal> {
        if !self.office_takes_requests() {
            return Err(Refusal::not_found());
        }
        let mut write = self.store().first_write().await?;
        locks::guardian(&mut write, &guardian.id).await?;
        let now = write.now().await?;
        let asked_at = accounts::erasure_asked_at(&mut write, &guardian.id).await?;
        // A moment ahead is of a clock that has been set back.
        if let Some(at) = asked_at.filter(|at| *at <= now && at.until(now) < DAY) {
            // Stored by a write whose commit may still be under way.
            write.commit().await?;
            return Ok(self.erasure_view(guardian, at));
        }
        let view = self.erasure_view(guardian, now);
        let asked = ErasureAsked { reference: view.reference.clone(), at: now.millis() };
        accounts::set_erasure_asked_at(&mut write, &guardian.id, now).await?;
        outbox::add_erasure(&mut write, &guardian.id, &asked, now).await?;
        write.commit().await?;
        self.audit(&guardian.id, Act::AskedForErasure, &view.reference);
        self.wake(Work::Mail);
        Ok(view)
    }
}
