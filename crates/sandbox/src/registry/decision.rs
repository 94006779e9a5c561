//! What the creditor decides about a debt position, and when it no longer may: publish, invalidate.

use time::OffsetDateTime;

use super::position::{DebtPosition, Stage, Status};

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishRefusal {
    #[error("only a draft can be published")]
    NotDraft,
    #[error("a due date has passed")]
    DueDatePassed,
    #[error("the validity has already begun")]
    ValidityBegun,
}

/// A payment has been made, or the state forbids it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the debt position's state forbids it")]
pub struct StateForbids;

impl DebtPosition {
    /// Drafts only; the dates must still be ahead.
    pub fn publish(&mut self, now: OffsetDateTime) -> Result<(), PublishRefusal> {
        if self.stage != Stage::Draft {
            return Err(PublishRefusal::NotDraft);
        }
        match self.details.validity {
            None if self.first_due() < now => return Err(PublishRefusal::DueDatePassed),
            None => self.details.validity = Some(now),
            Some(from) if from < now => return Err(PublishRefusal::ValidityBegun),
            Some(_) => {}
        }
        self.stage = Stage::Published;
        self.published = Some(now);
        self.updated = now;
        Ok(())
    }

    /// From PUBLISHED and VALID only, and never once money has been taken.
    pub fn invalidate(&mut self, now: OffsetDateTime) -> Result<(), StateForbids> {
        let allowed = matches!(self.status(now), Status::Published | Status::Valid);
        if !allowed || self.is_paid_at_all() {
            return Err(StateForbids);
        }
        self.stage = Stage::Invalid;
        self.updated = now;
        Ok(())
    }
}
