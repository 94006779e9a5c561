//! Counts how easy a payer found the service.

use contract::{CheckoutId, NewRating, ProblemKind, TopUpState};

use super::{Refusal, Service};
use crate::{
    clock::Moment,
    store::{StoreError, ratings},
};

impl Service {
    /// Once for each checkout of which something is paid; a repeated rating changes nothing. Only the month is stored, so
    /// that no rating can be traced to a payment.
    pub async fn rate(&self, id: &CheckoutId, rating: &NewRating) -> Result<(), Refusal> {
        let top_ups = self.store().top_ups_of_checkout(id).await?;
        let is_paid = |state| matches!(state, TopUpState::Paid | TopUpState::Credited);
        if !top_ups.iter().any(|top_up| is_paid(top_up.state)) {
            return Err(Refusal::new(ProblemKind::NotFound, "No paid checkout has this id."));
        }
        let month = Moment::now().italian_day();
        let month = month.as_str().get(..7).ok_or(StoreError::Corrupt("the clock has no month"))?;
        let mut write = self.store().first_write().await?;
        if ratings::mark(&mut write, id).await? {
            ratings::count(&mut write, month, rating).await?;
        }
        Ok(write.commit().await?)
    }
}
