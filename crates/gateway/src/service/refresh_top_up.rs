//! Reads a top-up at the platform and stores the changes.
//!
//! Every way meets in [`Service::refresh`]: the return from the payment page, the app's question, reconciliation. The
//! first one credits the account; the others find it done.

use contract::{AttemptOutcome, IdempotencyKey, TopUpId, TopUpState};
use std::time::Duration;

use super::{
    Inner, Service,
    transitions::{self, Event},
    view,
};
use crate::{
    clock::Moment,
    platform::{NewPosition, Opened, PlatformError, Position, PositionStatus},
    secrets,
    store::{
        StoreError, Write, idempotency, outbox,
        top_ups::{self, AttemptRow, TopUpRow},
    },
};

/// A payment that was taken in charge counts as failed after this time. A failed
/// attempt locks a notice for about half an hour (pagopa/pagopa-api issues 255 and 336).
const TAKEN_IN_CHARGE: Duration = Duration::from_secs(3600);
/// After the payment page reported "paid" the money almost always arrives: wait a day.
const SAID_PAID: Duration = Duration::from_secs(24 * 3600);
/// A payment that began in the cart's last second may take this long.
const AFTER_THE_CART: Duration = Duration::from_secs(60);
/// An expired notice is read once more, because a payment may be late.
const AFTER_EXPIRY: Duration = Duration::from_secs(24 * 3600);

/// The status of a top-up's first answer, and of every later one with the same key.
pub(super) const CREATED: u16 = 201;

/// Three taken numbers in a row: something is wrong with the segregation code.
const NUMBERS_TRIED: u32 = 3;

/// The request that waits for a top-up to be opened. It may be repeated.
pub struct Waiting<'a> {
    pub guardian_id: &'a str,
    pub key: &'a IdempotencyKey,
}

impl Waiting<'_> {
    /// The body that `POST /top-ups` answers with.
    pub(super) fn body(inner: &Inner, row: &TopUpRow, now: Moment) -> Result<String, StoreError> {
        serde_json::to_string(&view::top_up(inner, row, now))
            .map_err(|_| StoreError::Corrupt("an answer cannot be written"))
    }

    async fn answer(
        &self,
        inner: &Inner,
        write: &mut Write,
        row: &TopUpRow,
        now: Moment,
    ) -> Result<(), StoreError> {
        let body = Self::body(inner, row, now)?;
        idempotency::answer(write, self.guardian_id, self.key, CREATED, &body).await
    }
}

impl Service {
    /// Reads the platform and returns the updated top-up. A silent platform is not an error: the row contains it.
    pub async fn refresh(&self, row: &TopUpRow) -> Result<TopUpRow, StoreError> {
        if row.state == TopUpState::Opening {
            return self.open_at_platform(&row.id, None).await;
        }
        let answer = self.platform().read(&row.iupd).await;
        self.apply(&row.id, answer.map(Some), None).await
    }

    /// Opens the debt position of a stored top-up. Safe to repeat. The answer to a waiting request is stored in the
    /// same transaction.
    pub async fn open_at_platform(
        &self,
        id: &TopUpId,
        waiting: Option<&Waiting<'_>>,
    ) -> Result<TopUpRow, StoreError> {
        for _ in 0..NUMBERS_TRIED {
            let (row, guardian) = self.store().top_up_and_guardian(id).await?;
            if row.state != TopUpState::Opening {
                return self.apply(id, Ok(None), waiting).await;
            }
            let position = NewPosition {
                iupd: row.iupd.clone(),
                notice_number: row.notice_number,
                debtor_code: guardian.fiscal_code,
                debtor_name: guardian.name,
                amount: row.amount,
                subject: row.subject.clone(),
                due_date: row.due_date.clone(),
            };
            match self.platform().open(&position).await {
                Ok(Opened::Now) => {
                    let status = PositionStatus::Payable;
                    let position = Position { status, amount: row.amount, notice_number: row.notice_number };
                    return self.apply(id, Ok(Some(position)), waiting).await;
                }
                // It was made by an earlier try, and much may have happened since.
                Ok(Opened::Before) => {
                    let answer = self.platform().read(&row.iupd).await;
                    return self.apply(id, answer.map(Some), waiting).await;
                }
                Ok(Opened::NumberTaken) => self.renumber(id).await?,
                Err(error) => return self.apply(id, Err(error), waiting).await,
            }
        }
        self.apply(id, Err(PlatformError::Malformed("every notice number is taken".into())), waiting).await
    }

    /// The notice number is taken: another one is stored. The first was never shown.
    async fn renumber(&self, id: &TopUpId) -> Result<(), StoreError> {
        let number = self.new_notice_number()?;
        let mut write = self.store().write().await?;
        let mut row = found(&mut write, id).await?;
        if row.state == TopUpState::Opening {
            row.notice_number = number;
            top_ups::save(&mut write, &row, Some(Moment::now())).await?;
        }
        write.commit().await
    }

    pub(super) fn new_notice_number(&self) -> Result<pagopa::NoticeNumber, StoreError> {
        pagopa::NoticeNumber::issue(self.config().creditor.segregation_code, secrets::new_notice_base())
            .map_err(|_| StoreError::Corrupt("a notice number cannot be issued"))
    }

    /// Stores the platform's answer; `None` if no request was necessary.
    async fn apply(
        &self,
        id: &TopUpId,
        answer: Result<Option<Position>, PlatformError>,
        waiting: Option<&Waiting<'_>>,
    ) -> Result<TopUpRow, StoreError> {
        let now = Moment::now();
        let mut write = self.store().write().await?;
        let mut row = found(&mut write, id).await?;
        let before = row.state;
        row.checks = row.checks.saturating_add(1);
        match answer {
            Ok(None) => {}
            Ok(Some(position)) => {
                row.silent = false;
                row.checked_at = Some(now);
                for event in events(&row, &position, now) {
                    step(&mut write, &mut row, event, &position, now).await?;
                }
            }
            Err(error) => {
                row.silent = true;
                tracing::warn!(top_up = %row.id, %error, "the platform could not be asked");
                // Waiting does not help after a refusal: the office must look at it.
                if row.state == TopUpState::Opening && !matches!(error, PlatformError::Down(_)) {
                    row.state = transitions::next(row.state, Event::Anomalous).unwrap_or(row.state);
                }
            }
        }
        if row.state != before {
            row.checks = 0;
            tracing::info!(top_up = %row.id, from = ?before, to = ?row.state, "top-up changed");
        }
        top_ups::save(&mut write, &row, next_check(&row, now)).await?;
        if let Some(waiting) = waiting {
            waiting.answer(&self.inner, &mut write, &row, now).await?;
        }
        write.commit().await?;
        if row.state == TopUpState::Credited && before != TopUpState::Credited {
            self.inner.mail_added.notify_one();
        }
        Ok(row)
    }
}

async fn found(write: &mut Write, id: &TopUpId) -> Result<TopUpRow, StoreError> {
    top_ups::get(write, id).await?.ok_or(StoreError::Corrupt("a top-up vanished"))
}

/// The events for this top-up in the platform's answer, in order.
fn events(row: &TopUpRow, position: &Position, now: Moment) -> Vec<Event> {
    if position.amount != row.amount || position.notice_number != row.notice_number {
        return vec![Event::Anomalous];
    }
    match &position.status {
        PositionStatus::Draft => Vec::new(),
        PositionStatus::Payable if row.attempt.as_ref().is_some_and(|attempt| is_over(attempt, now)) => {
            vec![Event::Payable, Event::PageLeft]
        }
        PositionStatus::Payable => vec![Event::Payable],
        PositionStatus::Paid { .. } => vec![Event::Paid, Event::Credited],
        PositionStatus::Expired => vec![Event::Expired],
        PositionStatus::Invalid => vec![Event::Cancelled],
        PositionStatus::Anomalous => vec![Event::Anomalous],
    }
}

/// The checkout can no longer end in a payment, as far as the gateway can know.
pub(super) fn is_over(attempt: &AttemptRow, now: Moment) -> bool {
    match (attempt.outcome, attempt.returned_at) {
        (Some(AttemptOutcome::Cancel | AttemptOutcome::Error), _) => true,
        (Some(AttemptOutcome::Waiting), Some(returned)) => now > returned.plus(TAKEN_IN_CHARGE),
        (Some(AttemptOutcome::Ok), Some(returned)) => now > returned.plus(SAID_PAID),
        _ => now > attempt.expires_at.plus(AFTER_THE_CART),
    }
}

async fn step(
    write: &mut Write,
    row: &mut TopUpRow,
    event: Event,
    position: &Position,
    now: Moment,
) -> Result<(), StoreError> {
    let Some(after) = transitions::next(row.state, event) else { return Ok(()) };
    if let (Event::Paid, PositionStatus::Paid { paid_at, .. }) = (event, &position.status) {
        row.paid_at = Some(*paid_at);
    }
    if let (Event::Credited, PositionStatus::Paid { receipt_id, paid_at }) = (event, &position.status) {
        if !top_ups::credit(write, row, receipt_id, *paid_at, now).await? {
            // The receipt belongs to another top-up, so this one is not credited.
            tracing::error!(top_up = %row.id, "a receipt was used before");
            row.state = TopUpState::Anomalous;
            return Ok(());
        }
        row.credited_at = Some(now);
        outbox::add_receipt(write, &row.id, now).await?;
    }
    row.state = after;
    Ok(())
}

/// When to read it again: soon at first, then at growing intervals; never once nothing can change.
pub(super) fn next_check(row: &TopUpRow, now: Moment) -> Option<Moment> {
    let (first, longest) = match row.state {
        TopUpState::Credited | TopUpState::Cancelled => return None,
        TopUpState::Expired => return (row.checks == 0).then(|| now.plus(AFTER_EXPIRY)),
        TopUpState::Opening => (2, 60),
        TopUpState::InProgress => (3, 60),
        TopUpState::Unpaid => (15, 3600),
        TopUpState::Paid | TopUpState::Anomalous => (60, 6 * 3600),
    };
    let doubled = first * 2u64.saturating_pow(row.checks.min(16));
    Some(now.plus(Duration::from_secs(doubled.min(longest))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(outcome: Option<AttemptOutcome>, returned: Option<i64>) -> AttemptRow {
        AttemptRow {
            checkout_id: secrets::new_checkout_id(),
            redirect_url: String::new(),
            opened_at: Moment::from_millis(0),
            expires_at: Moment::from_millis(600_000),
            outcome,
            returned_at: returned.map(Moment::from_millis),
        }
    }

    fn over(attempt: &AttemptRow, seconds: i64) -> bool {
        is_over(attempt, Moment::from_millis(seconds * 1000))
    }

    #[test]
    fn a_visit_without_return_is_over_a_minute_after_the_cart() {
        let visit = attempt(None, None);
        assert!(!over(&visit, 0));
        assert!(!over(&visit, 660));
        assert!(over(&visit, 661));
    }

    #[test]
    fn a_refused_visit_is_over_at_once_and_one_in_charge_is_not() {
        assert!(over(&attempt(Some(AttemptOutcome::Error), Some(5000)), 6));
        assert!(over(&attempt(Some(AttemptOutcome::Cancel), Some(5000)), 6));
        let waiting = attempt(Some(AttemptOutcome::Waiting), Some(0));
        assert!(!over(&waiting, 3600));
        assert!(over(&waiting, 3601));
        let paid = attempt(Some(AttemptOutcome::Ok), Some(0));
        assert!(!over(&paid, 24 * 3600));
    }
}
