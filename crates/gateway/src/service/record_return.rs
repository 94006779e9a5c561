//! The payer came back from the payment page.

use contract::{AttemptOutcome, CheckoutId};

use super::{Refusal, Service};
use crate::{
    clock::Moment,
    store::{checkouts, top_ups::TopUpRow},
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
        write.commit().await?;
        for row in self.store().top_ups_of_checkout(id).await? {
            let forced = TopUpRow { checked_at: None, ..row };
            self.refresh_for_a_reader(forced).await?;
        }
        self.inner.top_up_changed.notify_one();
        Ok(())
    }
}
