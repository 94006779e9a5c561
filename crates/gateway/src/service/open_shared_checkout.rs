//! Opens the payment page for somebody who has a notice's link.

use contract::{Checkout, LinkKey, NewSharedCheckout, ProblemKind, TopUpId};

use super::{Refusal, Service, audit::Act, open_checkout::payable, quotas::Taken};

impl Service {
    /// Always a new cart: one that the guardian has opened has the guardian's e-mail address. The notice's number prevents a
    /// double payment.
    pub async fn open_shared_checkout(
        &self,
        id: &TopUpId,
        key: &LinkKey,
        new: NewSharedCheckout,
    ) -> Result<Checkout, Refusal> {
        let (row, _) = self.linked(id, key).await?;
        if let Taken::Refused(pause) = self.take_shared_checkout(id).await? {
            let refusal = Refusal::new(ProblemKind::TooManyRequests, "Too many payment pages of one link.");
            return Err(refusal.retry_after(pause));
        }
        let row = self.refresh_for_a_reader(row).await?;
        payable(&row)?;
        let guardian_id = row.guardian_id.clone();
        let checkout = self.open_new_cart(&guardian_id, &[row], None, new.sign_in, new.language).await?;
        self.audit(&guardian_id, Act::OpenedSharedCheckout, checkout.id.as_str());
        Ok(checkout)
    }
}
