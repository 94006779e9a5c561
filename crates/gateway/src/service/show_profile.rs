//! What the profile shows beside the session, and the language of mails and letters.

use contract::{ErasureRequest, Language, Profile, Retention};

use super::{Refusal, Service};
use crate::{
    clock::Moment,
    store::accounts::{self, Guardian},
};

impl Service {
    pub async fn show_profile(&self, guardian: &Guardian) -> Result<Profile, Refusal> {
        let asked_at = self.store().erasure_asked_at(&guardian.id).await?;
        let keep = &self.config().keep;
        Ok(Profile {
            mail_language: guardian.language,
            kept: Retention {
                payments_years: keep.payments_years,
                unpaid_days: keep.unpaid_days,
                movements_days: keep.movements_days,
                checkouts_days: keep.checkouts_days,
                undelivered_days: keep.undelivered_days,
            },
            erasure: asked_at.map(|at| self.erasure_view(guardian, at)),
        })
    }

    pub(super) fn erasure_view(&self, guardian: &Guardian, at: Moment) -> ErasureRequest {
        ErasureRequest {
            reference: self.inner.secret.erasure_reference(&guardian.id, at.millis()),
            asked_at: at.to_wire(),
        }
    }

    /// From now on, whatever language the guardian signs in in.
    pub async fn choose_mail_language(&self, guardian: &Guardian, language: Language) -> Result<(), Refusal> {
        let mut write = self.store().first_write().await?;
        accounts::choose_language(&mut write, &guardian.id, language).await?;
        write.commit().await?;
        Ok(())
    }
}
