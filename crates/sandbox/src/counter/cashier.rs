//! What the page and the JSON of the counter share: looking up a notice and taking the money for it.

use std::sync::Arc;

use axum::extract::FromRef;
use time::OffsetDateTime;
use uuid::Uuid;

use super::channel::Channel;
use super::postal_slip::{Slip, UnknownAccount};
use crate::settings::Settings;
use crate::state::app::AppState;
use crate::state::knobs::{self, Knobs};
use crate::state::registry::Registry;
use crate::state::registry::fault::Fault;
use crate::state::registry::notice::{NoticeDetails, NoticeKey};
use crate::state::registry::payment::{LockOwner, Payment, PaymentTerms};
use crate::state::shared::Shared;

#[derive(Clone)]
pub struct Cashier {
    settings: Arc<Settings>,
    registry: Shared<Registry>,
    knobs: Shared<Knobs>,
}

impl FromRef<AppState> for Cashier {
    fn from_ref(state: &AppState) -> Self {
        let AppState { settings, registry, knobs, .. } = state.clone();
        Self { settings, registry, knobs }
    }
}

impl Cashier {
    /// The notice of a postal slip. Of several creditors with the slip's account it is the one that knows the notice
    /// number, else the first.
    pub fn notice_of(&self, slip: &Slip) -> Result<NoticeKey, UnknownAccount> {
        let notices = slip.notices(&self.settings.postal_accounts)?;
        let registry = self.registry.lock();
        let known = notices.iter().find(|notice| registry.notice(notice).is_some());
        known.or(notices.first()).cloned().ok_or(UnknownAccount)
    }

    pub fn verify(&self, notice: &NoticeKey, now: OffsetDateTime) -> Result<NoticeDetails, Fault> {
        self.registry.lock().verify(notice, None, now)
    }

    /// Takes the money at once, without locking the notice first.
    pub fn collect(
        &self,
        notice: &NoticeKey,
        channel: Channel,
        now: OffsetDateTime,
    ) -> Result<(NoticeDetails, Payment), Fault> {
        let terms = self.terms(channel);
        self.registry.lock().pay(notice, LockOwner::Counter(Uuid::new_v4()), terms, now)
    }

    fn terms(&self, channel: Channel) -> PaymentTerms {
        let knobs = self.knobs.lock();
        PaymentTerms {
            psp: channel.psp().to_owned(),
            method: channel.code().to_owned(),
            fee: channel.fee(),
            late: knobs::duration(knobs.late_seconds),
            reported_after: knobs.report_seconds.map(knobs::duration),
        }
    }
}
