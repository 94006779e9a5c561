//! What the creditor does with a debt position after its creation: publish it, invalidate it.

use time::OffsetDateTime;

use super::position::{DebtPosition, PositionStatus, Stage};

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    #[error("only a draft can be published")]
    NotDraft,
    #[error("a due date has passed")]
    DueDatePassed,
    #[error("the validity has already begun")]
    ValidityBegun,
}

/// The position's status, or a payment, does not allow the change.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the debt position's status does not allow it")]
pub struct NotAllowed;

impl DebtPosition {
    /// Only a draft whose dates are still in the future.
    pub fn publish(&mut self, now: OffsetDateTime) -> Result<(), PublishError> {
        if self.stage != Stage::Draft {
            return Err(PublishError::NotDraft);
        }
        match self.details.validity {
            None if self.first_due() < now => return Err(PublishError::DueDatePassed),
            None => self.details.validity = Some(now),
            Some(from) if from < now => return Err(PublishError::ValidityBegun),
            Some(_) => {}
        }
        self.stage = Stage::Published;
        self.published = Some(now);
        self.updated = now;
        Ok(())
    }

    /// Only from PUBLISHED and VALID, and only while no money has been taken.
    pub fn invalidate(&mut self, now: OffsetDateTime) -> Result<(), NotAllowed> {
        let allowed = matches!(self.status(now), PositionStatus::Published | PositionStatus::Valid);
        if !allowed || self.has_payment() {
            return Err(NotAllowed);
        }
        self.stage = Stage::Invalid;
        self.updated = now;
        Ok(())
    }
}
