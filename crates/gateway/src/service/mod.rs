//! What a top-up goes through, from the intent to the credit.
//!
//! What lives here: the rules (limits, idempotency, transitions), and the order of store and platform.
//! What must not: SQL text, HTTP, a platform's field names. Who may use it: `http`, `server`.

pub mod checkouts;
pub mod lease;
pub mod letters;
pub mod outcomes;
pub mod quick_limits;
pub mod refresh;
pub mod refusal;
pub mod sign_in;
pub mod sweep;
pub mod top_ups;
pub mod transitions;
pub mod view;

pub use refusal::Refusal;

use std::sync::Arc;

use crate::{
    config::Config, letters::Letters, platform::PaymentPlatform, secrets::SecretKey, store::Store, town::Town,
};

/// The rules, with all they need. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub config: Config,
    pub town: Town,
    pub store: Store,
    pub platform: Box<dyn PaymentPlatform>,
    pub letters: Letters,
    pub secret: SecretKey,
    /// Wakes the sweep when there is something new to look at.
    pub wake: tokio::sync::Notify,
    /// Wakes the mailer.
    pub mail_wake: tokio::sync::Notify,
}

/// The answer to a request that may be repeated: stored and given again byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayable {
    pub status: u16,
    pub body: String,
}

impl Service {
    pub fn new(
        config: Config,
        town: Town,
        store: Store,
        platform: Box<dyn PaymentPlatform>,
        letters: Letters,
        secret: SecretKey,
    ) -> Self {
        let (wake, mail_wake) = (tokio::sync::Notify::new(), tokio::sync::Notify::new());
        Self { inner: Arc::new(Inner { config, town, store, platform, letters, secret, wake, mail_wake }) }
    }

    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    pub fn town(&self) -> &Town {
        &self.inner.town
    }

    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    pub fn platform(&self) -> &dyn PaymentPlatform {
        self.inner.platform.as_ref()
    }
}
