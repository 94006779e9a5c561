//! What an answer of the platform changes in a top-up.

use contract::{Anomaly, TopUpState};

use super::{
    payment_attempt::is_over,
    transitions::{self, Event},
};
use crate::{
    clock::Moment,
    platform::{Payment, Position, PositionStatus},
    store::{
        StoreError, Write,
        credits::{self, Credit, Received},
        outbox,
        top_ups::TopUpRow,
    },
};

/// What the platform says of a debt position.
pub enum Reading {
    /// It was not asked.
    NotAsked,
    /// It has no such position.
    Absent,
    Position(Position),
}

impl From<Option<Position>> for Reading {
    fn from(position: Option<Position>) -> Self {
        position.map_or(Self::Absent, Self::Position)
    }
}

/// Takes over what the platform says.
pub(super) async fn take(
    write: &mut Write,
    row: &mut TopUpRow,
    reading: &Reading,
    now: Moment,
) -> Result<(), StoreError> {
    let position = match reading {
        Reading::NotAsked => return Ok(()),
        Reading::Absent => {
            match row.state {
                // It was never opened, and its time is over.
                TopUpState::Opening => mark(row, Event::Expired, Anomaly::Absent),
                TopUpState::Cancelled => row.unconfirmed = false,
                // It was never opened: the refusal stays the reason.
                TopUpState::Anomalous if row.anomaly == Some(Anomaly::Refused) => {}
                _ => mark(row, Event::Absent, Anomaly::Absent),
            }
            return Ok(());
        }
        Reading::Position(position) => position,
    };
    // The number of a top-up that is being opened was never shown. The platform has the position under the number of an
    // earlier try, which a restored backup or a late answer has hidden.
    if row.state == TopUpState::Opening && position.amount == row.amount {
        row.notice_number = position.notice_number;
    }
    if position.amount != row.amount || position.notice_number != row.notice_number {
        mark(row, Event::Anomalous, Anomaly::Differs);
        return Ok(());
    }
    match &position.status {
        // It is published with its creation, so it was withdrawn since.
        PositionStatus::Draft
            if matches!(row.state, TopUpState::Unpaid | TopUpState::InProgress | TopUpState::Expired) =>
        {
            tracing::warn!(top_up = %row.id, "the platform has the position as a draft: it cannot be paid");
            mark(row, Event::Anomalous, Anomaly::UnknownStatus);
        }
        PositionStatus::Draft => {}
        // The receipt of a payment that was taken in charge may still be on its way.
        PositionStatus::Expired | PositionStatus::Invalid if may_end_in_a_payment(row, now) => {}
        PositionStatus::Payable => {
            // The creditor may have changed it.
            if let Some(due_date) = &position.due_date {
                row.due_date = due_date.clone();
            }
            mark(row, Event::Payable, Anomaly::UnknownStatus);
            if row.attempt.as_ref().is_some_and(|attempt| is_over(attempt, now)) {
                mark(row, Event::PageLeft, Anomaly::UnknownStatus);
            }
        }
        PositionStatus::Paid(payment) => {
            if row.state == TopUpState::Credited {
                return correct_payment_date(write, row, payment.paid_at).await;
            }
            row.paid_at = payment.paid_at;
            mark(row, Event::Paid, Anomaly::UnknownStatus);
            if row.state == TopUpState::Paid {
                credit(write, row, payment, now).await?;
            }
        }
        PositionStatus::Expired => mark(row, Event::Expired, Anomaly::UnknownStatus),
        PositionStatus::Invalid => {
            row.unconfirmed = false;
            mark(row, Event::Cancelled, Anomaly::UnknownStatus);
        }
        PositionStatus::PartlyPaid => mark(row, Event::Anomalous, Anomaly::PartlyPaid),
        PositionStatus::Unknown(status) => {
            tracing::warn!(top_up = %row.id, status, "the platform's status is not known to this version");
            mark(row, Event::Anomalous, Anomaly::UnknownStatus);
        }
    }
    Ok(())
}

fn may_end_in_a_payment(row: &TopUpRow, now: Moment) -> bool {
    row.state == TopUpState::InProgress && row.attempt.as_ref().is_some_and(|attempt| !is_over(attempt, now))
}

/// Earlier versions read a date without a zone as UTC.
async fn correct_payment_date(
    write: &mut Write,
    row: &mut TopUpRow,
    paid_at: Option<Moment>,
) -> Result<(), StoreError> {
    let Some(paid) = paid_at.filter(|_| paid_at != row.paid_at) else { return Ok(()) };
    row.paid_at = Some(paid);
    credits::set_paid_at(write, &row.id, paid).await
}

/// Changes the state as the table says. `anomaly` is the reason if it becomes anomalous, or if it stays so.
pub(super) fn mark(row: &mut TopUpRow, event: Event, anomaly: Anomaly) {
    row.state = transitions::next(row.state, event).unwrap_or(row.state);
    let is_reason = matches!(event, Event::Anomalous | Event::Absent);
    if row.state != TopUpState::Anomalous {
        row.anomaly = None;
    } else if is_reason {
        row.anomaly = Some(anomaly);
    }
}

async fn credit(
    write: &mut Write,
    row: &mut TopUpRow,
    payment: &Payment,
    now: Moment,
) -> Result<(), StoreError> {
    let receipt_id = payment.receipt_id.as_str();
    let provider = payment.provider.as_deref();
    let received = Received { receipt_id, paid_at: payment.paid_at, means: payment.means, provider };
    match credits::credit(write, row, received, now).await? {
        Credit::Done => {
            row.credited_at = Some(now);
            mark(row, Event::Credited, Anomaly::UnknownStatus);
            let checkout = row.attempt.as_ref().map(|attempt| &attempt.checkout_id);
            outbox::add_receipt(write, &row.id, checkout, now).await
        }
        Credit::Already => {
            row.credited_at = row.credited_at.or(Some(now));
            mark(row, Event::Credited, Anomaly::UnknownStatus);
            Ok(())
        }
        Credit::ReceiptOfAnother => {
            tracing::error!(top_up = %row.id, receipt_id, "the receipt has credited another top-up");
            row.state = TopUpState::Anomalous;
            row.anomaly = Some(Anomaly::ReceiptOfAnother);
            Ok(())
        }
    }
}
