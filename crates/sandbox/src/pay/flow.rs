//! The payment of a cart: `start` locks its notices, `end` takes the money or not. Nothing else changes them for a cart.

use std::time::Duration;

use axum::extract::FromRef;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::cents::Cents;
use crate::clock;
use crate::mailbox::receipt;
use crate::state::app::AppState;
use crate::state::carts::Carts;
use crate::state::carts::cart::{Cart, ChosenMethod, Outcome};
use crate::state::carts::method::Method;
use crate::state::knobs::{self, Knobs};
use crate::state::mailbox::Mailbox;
use crate::state::registry::Registry;
use crate::state::registry::fault::Fault;
use crate::state::registry::notice::{NoticeDetails, NoticeKey};
use crate::state::registry::payment::{Payment, PaymentTerms};
use crate::state::shared::Shared;

/// How the payer or the tester wants a payment to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Pay,
    Refuse,
    Cancel,
    /// In progress for so many seconds, then paid or refused.
    Wait {
        seconds: u64,
        then: AfterWait,
    },
    /// The first notice is paid, the others are not.
    PayFirstOnly,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterWait {
    Paid,
    Refused,
}

/// Longest time in progress, in seconds.
pub const WAIT_MAX: u64 = 3600;
/// The lock lasts this much longer than the payment in progress, so that no other payer comes between.
const LOCK_MARGIN: time::Duration = time::Duration::seconds(60);

#[derive(Clone)]
pub struct PaymentFlow {
    registry: Shared<Registry>,
    carts: Shared<Carts>,
    mailbox: Shared<Mailbox>,
    knobs: Shared<Knobs>,
}

impl FromRef<AppState> for PaymentFlow {
    fn from_ref(state: &AppState) -> Self {
        let AppState { registry, carts, mailbox, knobs, .. } = state.clone();
        Self { registry, carts, mailbox, knobs }
    }
}

impl PaymentFlow {
    /// Locks the notices for this cart and records the chosen method. After a fault none is locked.
    pub fn start(&self, cart: &Cart, method: Method) -> Result<(), (NoticeKey, Fault)> {
        let notices =
            self.registry.lock().lock(&cart.keys(), cart.lock_owner(), cart.expires, clock::now())?;
        if let Some(stored) = self.carts.lock().get_mut(cart.id) {
            stored.chosen = Some(ChosenMethod { method, notices });
        }
        Ok(())
    }

    /// Ends a cart. Only the first of several requests ends it; the others change nothing and get `false`.
    pub fn end(&self, id: Uuid, ending: Ending) -> bool {
        let now = clock::now();
        let Some(cart) = self.carts.lock().start_ending(id, now) else { return false };
        let outcome = match ending {
            Ending::Pay => self.pay(&cart, cart.notices.len(), now),
            Ending::PayFirstOnly => self.pay(&cart, 1, now),
            Ending::Cancel => {
                self.registry.lock().unlock(&cart.keys(), cart.lock_owner(), None);
                Outcome::Cancelled
            }
            Ending::Refuse => self.refuse(&cart, None, now),
            Ending::Wait { seconds, then } => self.wait(&cart, seconds.min(WAIT_MAX), then, now),
        };
        self.carts.lock().record_outcome(id, outcome);
        true
    }

    fn refuse(&self, cart: &Cart, fault: Option<Fault>, now: OffsetDateTime) -> Outcome {
        let seconds = self.knobs.lock().refused_lock_seconds;
        let locked_until = (seconds > 0).then(|| now + knobs::duration(seconds));
        self.registry.lock().unlock(&cart.keys(), cart.lock_owner(), locked_until);
        Outcome::Refused(fault)
    }

    fn wait(&self, cart: &Cart, seconds: u64, then: AfterWait, now: OffsetDateTime) -> Outcome {
        let until = now + knobs::duration(seconds);
        let locked = self.registry.lock().lock(&cart.keys(), cart.lock_owner(), until + LOCK_MARGIN, now);
        if let Err((_, fault)) = locked {
            return self.refuse(cart, Some(fault), now);
        }
        let (flow, cart) = (self.clone(), cart.clone());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            let now = clock::now();
            let outcome = match then {
                AfterWait::Paid => flow.pay(&cart, cart.notices.len(), now),
                AfterWait::Refused => flow.refuse(&cart, None, now),
            };
            flow.carts.lock().record_outcome(cart.id, outcome);
        });
        Outcome::InProgress { until }
    }

    /// Takes the money for the first `count` notices and unlocks the others.
    fn pay(&self, cart: &Cart, count: usize, now: OffsetDateTime) -> Outcome {
        let Some(chosen) = &cart.chosen else { return self.refuse(cart, None, now) };
        let keys = cart.keys();
        let paid = match self.take_money(cart, chosen.method, count, now) {
            Ok(paid) => paid,
            Err(fault) => return self.refuse(cart, Some(fault), now),
        };
        if let Some(payer) = &cart.payer {
            self.mail_receipt(&payer.email, &paid);
        }
        if paid.len() < keys.len() {
            self.registry.lock().unlock(&keys, cart.lock_owner(), None);
            return Outcome::PartlyPaid { paid: paid.len() };
        }
        Outcome::Paid
    }

    fn take_money(
        &self,
        cart: &Cart,
        method: Method,
        count: usize,
        now: OffsetDateTime,
    ) -> Result<Vec<(NoticeDetails, Payment)>, Fault> {
        let knobs = self.knobs.lock().clone();
        let keys: Vec<NoticeKey> = cart.keys().into_iter().take(count).collect();
        let mut registry = self.registry.lock();
        // One unpayable notice stops all of them before any money is taken.
        for key in &keys {
            registry.verify(key, Some(cart.lock_owner()), now)?;
        }
        let mut fee = method.fee();
        keys.iter()
            .map(|key| {
                let terms = PaymentTerms {
                    psp: method.psp().to_owned(),
                    method: method.code().to_owned(),
                    // The whole fee belongs to the first notice.
                    fee: std::mem::replace(&mut fee, Cents(0)),
                    late: knobs::duration(knobs.late_seconds),
                    reported_after: knobs.report_seconds.map(knobs::duration),
                };
                registry.pay(key, cart.lock_owner(), terms, now)
            })
            .collect()
    }

    fn mail_receipt(&self, to: &str, paid: &[(NoticeDetails, Payment)]) {
        let envelope = match receipt::envelope(to, paid) {
            Ok(envelope) => envelope,
            Err(error) => {
                tracing::warn!(%error, "the receipt could not be written");
                return;
            }
        };
        let copies = if self.knobs.lock().duplicate_receipts { 2 } else { 1 };
        for _ in 0..copies {
            self.mailbox.lock().deliver(&envelope, clock::now());
        }
    }
}
