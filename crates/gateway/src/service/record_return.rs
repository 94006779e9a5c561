//! The payer came back from the payment page.

use contract::{AttemptOutcome, CheckoutId, NoticeKey, TopUpState};

use super::{
    Refusal, Service,
    payment_attempt::is_over,
    refresh_top_up::next_check,
    transitions::{self, Event},
};
use crate::{
    clock::Moment,
    store::{
        StoreError, Write, checkouts, locks,
        top_ups::{self, AttemptRow, TopUpRow},
        wake::{self, Work},
    },
};

impl Service {
    /// The result in the address is stored and proves nothing; then the platform is read. Without the key that only the
    /// payment page has, and for an unknown id, nothing is stored.
    pub async fn record_return(
        &self,
        id: &CheckoutId,
        outcome: AttemptOutcome,
        key: &NoticeKey,
    ) -> Result<(), Refusal> {
        if !self.inner.secret.is_return_key(id, key) || self.store().checkout(id).await?.is_none() {
            return Ok(());
        }
        let mut write = self.store().first_write().await?;
        locks::top_ups_of(&mut write, id).await?;
        let now = write.now().await?;
        checkouts::record_return(&mut write, id, outcome, now).await?;
        // After "error" the same cart may still come back as paid: it must not be paid again meanwhile.
        if matches!(outcome, AttemptOutcome::Ok | AttemptOutcome::Waiting)
            && let Some(attempt) = checkouts::attempt(&mut write, id).await?
        {
            for row in top_ups::of_checkout(&mut write, id).await? {
                pay_in_progress(&mut write, row, &attempt, now).await?;
            }
        }
        wake::announce(&mut write, Work::TopUp).await?;
        write.commit().await?;
        for row in self.store().top_ups_of_checkout(id).await? {
            let forced = TopUpRow { checked_at: None, ..row };
            self.refresh_for_a_reader(forced).await?;
        }
        self.wake(Work::TopUp);
        Ok(())
    }
}

/// The payment was taken in charge at this payment page. Another page that was opened since does not change that, unless a
/// payment was taken in charge there too.
async fn pay_in_progress(
    write: &mut Write,
    mut row: TopUpRow,
    at: &AttemptRow,
    now: Moment,
) -> Result<(), StoreError> {
    let is_elsewhere = row.attempt.as_ref().is_some_and(|last| {
        let in_charge = matches!(last.outcome, Some(AttemptOutcome::Ok | AttemptOutcome::Waiting));
        last.checkout_id != at.checkout_id && in_charge && !is_over(last, now)
    });
    if is_elsewhere || is_over(at, now) || !matches!(row.state, TopUpState::Unpaid | TopUpState::InProgress) {
        return Ok(());
    }
    row.state = transitions::next(row.state, Event::PageOpened).unwrap_or(row.state);
    (row.checks, row.attempt) = (0, Some(at.clone()));
    let next = next_check(&row, now);
    top_ups::save(write, &row, next).await
}
