//! Use cases: one file each, named by its verb.
//!
//! The rules, and the order of calls to store and platform. SQL is in `store`, HTTP in `http`, a platform's field names
//! are in `platform`.
//!
//! | shared by several use cases | |
//! |---|---|
//! | [`refusal`] | why a request was refused |
//! | [`repeatable`] | requests with an idempotency key |
//! | [`transitions`] | the table of a top-up's states |
//! | [`limits`] | the limits of a top-up, and the level of a balance |
//! | [`view`] | stored rows as types of the contract |
//! | `reading` | what an answer of the platform changes in a top-up |
//! | `payment_attempt` | whether a visit to the payment page can still end in a payment |
//! | `questions` | one question at a time for each top-up |

pub mod bring_in;
pub mod import_accounts;
pub mod limits;
pub mod reconcile;
pub mod refusal;
pub mod repeatable;
pub mod send_sign_in_code;
pub mod transitions;
pub mod view;

mod cancel_top_up;
mod delete_expired;
mod email_notice;
mod list_accounts;
mod list_top_ups;
mod open_checkout;
mod open_top_up;
mod payment_attempt;
mod print_letter;
mod questions;
mod read_session;
mod reading;
mod record_return;
mod refresh_top_up;
mod send_due_mails;
mod show_notice;
mod show_notice_status;
mod show_outcome;
mod show_top_up;
mod sign_in;
mod sign_out;

pub use print_letter::PrintedLetter;
pub use refusal::Refusal;
pub use repeatable::Replayable;
pub use sign_in::SignedIn;

use std::sync::Arc;
use tokio::sync::Notify;

use crate::{
    config::Config, letters::Letters, municipality::MunicipalityInfo, notify::Mailer,
    platform::PaymentPlatform, secrets::SecretKey, store::Store,
};

/// The use cases with their dependencies. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub config: Config,
    pub municipality: MunicipalityInfo,
    pub store: Store,
    pub platform: Box<dyn PaymentPlatform>,
    pub letters: Letters,
    pub secret: SecretKey,
    pub mailer: Mailer,
    top_up_changed: Notify,
    mail_added: Notify,
    questions: questions::Questions,
}

impl Service {
    pub fn new(
        config: Config,
        municipality: MunicipalityInfo,
        store: Store,
        platform: Box<dyn PaymentPlatform>,
        letters: Letters,
        secret: SecretKey,
    ) -> Self {
        let mailer = Mailer::new(config.mail.clone());
        let (top_up_changed, mail_added) = (Notify::new(), Notify::new());
        let inner = Inner {
            config,
            municipality,
            store,
            platform,
            letters,
            secret,
            mailer,
            top_up_changed,
            mail_added,
            questions: questions::Questions::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    pub fn municipality(&self) -> &MunicipalityInfo {
        &self.inner.municipality
    }

    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    pub fn platform(&self) -> &dyn PaymentPlatform {
        self.inner.platform.as_ref()
    }

    pub fn mailer(&self) -> &Mailer {
        &self.inner.mailer
    }

    /// Returns when there is something new to read at the platform.
    pub async fn top_up_changed(&self) {
        self.inner.top_up_changed.notified().await;
    }

    /// Returns when there is new mail in the outbox.
    pub async fn mail_added(&self) {
        self.inner.mail_added.notified().await;
    }
}
