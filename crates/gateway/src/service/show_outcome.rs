//! What is certain about a checkout. Its id is all that a reader needs.

use contract::{CheckoutId, Outcome, OutcomeTopUp};

use super::{Refusal, Service};
use crate::store::accounts::Guardian;

impl Service {
    /// States for every reader; ids for the guardian whose top-ups they are. An id of no checkout has an empty outcome.
    pub async fn outcome(&self, id: &CheckoutId, reader: Option<&Guardian>) -> Result<Outcome, Refusal> {
        let Some(checkout) = self.store().checkout(id).await? else { return Ok(nothing_about(id)) };
        let owner = reader.is_some_and(|guardian| guardian.id == checkout.guardian_id);
        let mut items = Vec::new();
        let mut platform_silent = false;
        for row in self.store().top_ups_of_checkout(id).await? {
            let row = self.refresh_for_a_reader(row).await?;
            platform_silent |= row.silent;
            items.push(OutcomeTopUp { state: row.state, top_up_id: owner.then_some(row.id) });
        }
        Ok(Outcome {
            checkout_id: checkout.id,
            items,
            returned: checkout.outcome,
            expires_at: Some(checkout.expires_at.to_wire()),
            platform_silent,
        })
    }
}

fn nothing_about(id: &CheckoutId) -> Outcome {
    Outcome {
        checkout_id: id.clone(),
        items: Vec::new(),
        returned: None,
        expires_at: None,
        platform_silent: false,
    }
}
