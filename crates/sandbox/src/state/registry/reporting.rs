//! The report of a transfer: the creditor's bank has received the money of it.

use time::OffsetDateTime;

use super::position::{DebtPosition, PaymentOption};

/// The transfer is unpaid or already reported.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the transfer cannot be reported")]
pub struct NotReportable;

impl DebtPosition {
    pub fn report_transfer(&mut self, nav: &str, id: u8, now: OffsetDateTime) -> Result<(), NotReportable> {
        self.option_mut(nav).ok_or(NotReportable)?.report_transfer(id, now)?;
        self.updated = now;
        Ok(())
    }
}

impl PaymentOption {
    fn report_transfer(&mut self, id: u8, now: OffsetDateTime) -> Result<(), NotReportable> {
        let exists = self.details.transfers.iter().any(|transfer| transfer.id == id);
        if !exists || self.visible_payment(now).is_none() || self.is_transfer_reported(id, now) {
            return Err(NotReportable);
        }
        self.reported_transfers.insert(id, now);
        self.updated = now;
        Ok(())
    }

    /// All transfers of an option are reported at once by the payment, or one by one.
    pub fn is_transfer_reported(&self, id: u8, now: OffsetDateTime) -> bool {
        let payment = self.visible_payment(now);
        payment.is_some_and(|payment| payment.reported_at(now).is_some())
            || self.reported_transfers.contains_key(&id)
    }

    /// The date of the last report, once every transfer has one.
    pub fn reported_at(&self, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let by_payment = self.visible_payment(now)?.reported_at(now);
        let complete = self.reported_transfers.len() == self.details.transfers.len();
        by_payment.or_else(|| self.reported_transfers.values().max().copied().filter(|_| complete))
    }
}
