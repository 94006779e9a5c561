//! The payer came back from the payment page.

use contract::{AttemptOutcome, CheckoutId};

use super::{
    Refusal, Service,
    refresh_top_up::next_check,
    transitions::{self, Event},
};
use crate::{
    clock::Moment,
    store::{
        StoreError, Write, checkouts,
        top_ups::{self, TopUpRow},
    },
};

impl Service {
    /// The result in the address is stored and proves nothing; then the platform is read. For an unknown id
    /// nothing is stored.
    pub async fn record_return(&self, id: &CheckoutId, outcome: AttemptOutcome) -> Result<(), Refusal> {
        if self.store().checkout(id).await?.is_none() {
            return Ok(());
        }
        let mut write = self.store().write().await?;
        checkouts::record_return(&mut write, id, outcome, Moment::now()).await?;
        // After "error" the same cart may still come back as paid: it must not be paid again meanwhile.
        if matches!(outcome, AttemptOutcome::Ok | AttemptOutcome::Waiting) {
            for row in top_ups::of_checkout(&mut write, id).await? {
                self.pay_in_progress(&mut write, row, id).await?;
            }
        }
        write.commit().await?;
        for row in self.store().top_ups_of_checkout(id).await? {
            let forced = TopUpRow { checked_at: None, ..row };
            self.refresh_for_a_reader(forced).await?;
        }
        self.inner.top_up_changed.notify_one();
        Ok(())
    }

    /// Unless it has been opened at another payment page since.
    async fn pay_in_progress(
        &self,
        write: &mut Write,
        mut row: TopUpRow,
        id: &CheckoutId,
    ) -> Result<(), StoreError> {
        let is_last = row.attempt.as_ref().is_some_and(|attempt| attempt.checkout_id == *id);
        let Some(after) = transitions::next(row.state, Event::PageOpened).filter(|_| is_last) else {
            return Ok(());
        };
        (row.state, row.checks) = (after, 0);
        let next = next_check(&row, Moment::now());
        top_ups::save(write, &row, next).await
    }
}
