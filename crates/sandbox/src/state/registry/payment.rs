//! The payment of one notice: its lock, its terms, its receipt.

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::cents::Cents;
use crate::rome::in_rome;

/// Who has locked a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockOwner {
    Cart(Uuid),
    Counter(Uuid),
    /// A refused payment: the notice stays locked for every payer until the lock ends.
    RefusedPayment,
}

#[derive(Debug, Clone, Copy)]
pub struct Lock {
    pub owner: LockOwner,
    pub until: OffsetDateTime,
}

/// Whether one payment option is unpaid, locked or paid.
#[derive(Debug, Clone)]
pub enum OptionState {
    Unpaid,
    Locked(Lock),
    Paid(Payment),
}

/// The conditions of a payment.
#[derive(Debug, Clone)]
pub struct PaymentTerms {
    /// The payment service provider that takes the money.
    pub psp: String,
    pub method: String,
    pub fee: Cents,
    /// How long the creditor's interface still shows the notice as unpaid.
    pub late: Duration,
    /// From the payment to its report in a flow; `None` is never.
    pub reported_after: Option<Duration>,
}

/// Who took the money, and the proof of it.
#[derive(Debug, Clone)]
pub struct Receipt {
    pub psp: String,
    pub method: String,
    pub id: String,
}

#[derive(Debug, Clone)]
pub struct Payment {
    /// With Italy's offset.
    pub paid_at: OffsetDateTime,
    /// `None` for money that the creditor took itself.
    pub receipt: Option<Receipt>,
    pub fee: Cents,
    visible_from: OffsetDateTime,
    reported_from: Option<OffsetDateTime>,
}

impl Payment {
    pub fn new(terms: PaymentTerms, now: OffsetDateTime) -> Self {
        let id = Uuid::new_v4().simple().to_string();
        Self {
            paid_at: in_rome(now),
            receipt: Some(Receipt { psp: terms.psp, method: terms.method, id }),
            fee: terms.fee,
            visible_from: now + terms.late,
            reported_from: terms.reported_after.map(|after| now + after.max(terms.late)),
        }
    }

    /// A payment elsewhere, visible from now on.
    pub fn elsewhere(
        paid_at: OffsetDateTime,
        receipt: Option<Receipt>,
        fee: Cents,
        now: OffsetDateTime,
    ) -> Self {
        Self { paid_at, receipt, fee, visible_from: now, reported_from: None }
    }

    pub fn psp(&self) -> Option<&str> {
        self.receipt.as_ref().map(|receipt| receipt.psp.as_str())
    }

    pub fn receipt_id(&self) -> Option<&str> {
        self.receipt.as_ref().map(|receipt| receipt.id.as_str())
    }

    /// Whether the creditor's interface shows the payment.
    pub fn is_visible(&self, now: OffsetDateTime) -> bool {
        now >= self.visible_from
    }

    /// The date of the report, once it has passed.
    pub fn reported_at(&self, now: OffsetDateTime) -> Option<OffsetDateTime> {
        self.reported_from.filter(|from| now >= *from)
    }
}
