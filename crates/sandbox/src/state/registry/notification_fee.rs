//! The fee for sending a notice by post, which the creditor adds to the amount later.

use time::OffsetDateTime;

use super::position::PaymentOption;
use crate::cents::Cents;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotificationFeeError {
    #[error("the payment option is paid")]
    Paid,
    #[error("no transfer goes to the creditor")]
    NoTransfer,
}

impl PaymentOption {
    /// Puts a fee in the place of the earlier one: on the amount, and on the creditor's first transfer.
    pub fn set_notification_fee(
        &mut self,
        creditor: &str,
        amount: Cents,
        now: OffsetDateTime,
    ) -> Result<(), NotificationFeeError> {
        if self.is_paid() {
            return Err(NotificationFeeError::Paid);
        }
        let details = &mut self.details;
        let own = details.transfers.iter_mut().filter(|transfer| transfer.creditor == creditor);
        let transfer = own.min_by_key(|transfer| transfer.id).ok_or(NotificationFeeError::NoTransfer)?;
        let old = self.notification_fee;
        transfer.amount = transfer.amount - old + amount;
        details.amount = details.amount - old + amount;
        self.notification_fee = amount;
        self.notification_fee_updated = Some(now);
        self.updated = now;
        Ok(())
    }
}
