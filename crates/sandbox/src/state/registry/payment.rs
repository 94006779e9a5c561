//! The payment of one notice: its lock, its terms, its receipt.

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::cents::Cents;

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

#[derive(Debug, Clone)]
pub struct Payment {
    pub paid_at: OffsetDateTime,
    pub psp: String,
    pub method: String,
    pub fee: Cents,
    /// Thirty-two hexadecimal digits, unique.
    pub receipt: String,
    visible_from: OffsetDateTime,
    reported_from: Option<OffsetDateTime>,
}

impl Payment {
    pub fn new(terms: PaymentTerms, now: OffsetDateTime) -> Self {
        Self {
            paid_at: now,
            psp: terms.psp,
            method: terms.method,
            fee: terms.fee,
            receipt: Uuid::new_v4().simple().to_string(),
            visible_from: now + terms.late,
            reported_from: terms.reported_after.map(|after| now + after.max(terms.late)),
        }
    }

    /// Whether the creditor's interface shows the payment.
    pub fn is_visible(&self, now: OffsetDateTime) -> bool {
        now >= self.visible_from
    }

    pub fn is_reported(&self, now: OffsetDateTime) -> bool {
        self.reported_at(now).is_some()
    }

    /// The date of the report, once it has passed.
    pub fn reported_at(&self, now: OffsetDateTime) -> Option<OffsetDateTime> {
        self.reported_from.filter(|from| now >= *from)
    }
}
