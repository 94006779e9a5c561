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
//! | [`quotas`] | how many codes and mails there may be in an hour |
//! | [`limits`] | the limits of a top-up, and the level of a balance |
//! | [`view`] | stored rows as types of the contract |
//! | `reading` | what an answer of the platform changes in a top-up |
//! | `payment_attempt` | whether a visit to the payment page can still end in a payment |
//! | `questions` | one question at a time for each top-up |
//! | `running_balance` | the balance after each line of an account, where the office's balances confirm it |
//! | [`spreadsheet`] | cells of CSV files for spreadsheets with Italian settings |
//! | `subject` | the subject of a notice, with the account's number |

pub mod audit;
pub mod bring_in;
pub mod import_accounts;
pub mod import_movements;
pub mod limits;
pub mod quotas;
pub mod reconcile;
pub mod refusal;
pub mod repeatable;
pub mod send_sign_in_code;
pub mod transitions;
pub mod view;
pub mod write_to_office;

mod ask_for_erasure;
mod cancel_top_up;
mod change_email;
mod delete_expired;
pub mod delete_old;
pub mod email_pdf;
pub mod erase_guardian;
mod export_data;
mod list_accounts;
pub mod list_movements;
mod list_sessions;
mod list_top_ups;
mod measure;
mod open_checkout;
mod open_shared_checkout;
mod open_top_up;
mod payment_attempt;
mod print_letter;
mod print_movements;
mod print_receipt;
mod print_statement;
mod questions;
mod rate_service;
mod read_session;
mod reading;
mod record_return;
mod refresh_top_up;
mod running_balance;
mod send_due_mails;
pub mod share_app_files;
mod share_notice;
mod show_notice;
mod show_notice_status;
mod show_outcome;
mod show_profile;
mod show_top_up;
mod sign_in;
mod sign_out;
pub mod spreadsheet;
mod subject;
mod tell_office;

pub use measure::NotReady;
pub use print_letter::PrintedPdf;
pub use refusal::Refusal;
pub use repeatable::Replayable;
pub use sign_in::SignedIn;

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI64, Ordering},
};
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument as _;

use crate::{
    config::Config,
    letters::Letters,
    metrics::Metrics,
    municipality::MunicipalityInfo,
    notify::Mailer,
    platform::PaymentPlatform,
    secrets::SecretKey,
    store::{Store, wake::Work},
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
    pub metrics: Metrics,
    top_up_changed: Notify,
    mail_added: Notify,
    questions: questions::Questions,
    printing: print_letter::Printing,
    ended_sessions: sign_out::EndedSessions,
    app_files: share_app_files::AppFilesOfBuilds,
    /// Work that goes on without the request that began it.
    tasks: TaskTracker,
    /// The next thing that happens is the stop: no new visitors.
    draining: AtomicBool,
    stopping: CancellationToken,
    /// The moment of reconciliation's last round. The first round has none before it.
    last_round: AtomicI64,
}

impl Service {
    pub fn new(
        config: Config,
        municipality: MunicipalityInfo,
        store: Store,
        platform: Box<dyn PaymentPlatform>,
        letters: Letters,
        secret: SecretKey,
        metrics: Metrics,
    ) -> Self {
        let mailer = Mailer::new(&config.mail);
        let (top_up_changed, mail_added) = (Notify::new(), Notify::new());
        let inner = Inner {
            config,
            municipality,
            store,
            platform,
            letters,
            secret,
            mailer,
            metrics,
            top_up_changed,
            mail_added,
            questions: questions::Questions::default(),
            printing: print_letter::Printing::default(),
            ended_sessions: sign_out::EndedSessions::default(),
            app_files: share_app_files::AppFilesOfBuilds::default(),
            tasks: TaskTracker::new(),
            draining: AtomicBool::new(false),
            stopping: CancellationToken::new(),
            last_round: AtomicI64::new(i64::MAX),
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

    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// Begins work that goes on when the browser disconnects. [`Service::finish`] waits for it.
    pub fn spawn<Work>(&self, work: Work) -> JoinHandle<Work::Output>
    where
        Work: Future<Output: Send + 'static> + Send + 'static,
    {
        self.inner.tasks.spawn(work.in_current_span())
    }

    /// From now on the gateway is not ready for new visitors: it will stop. It goes on serving.
    pub fn drain(&self) {
        self.inner.draining.store(true, Ordering::Relaxed);
    }

    /// From now on no mail is begun, and a sign-in code that waits for its next try is given up.
    pub fn stop(&self) {
        self.inner.stopping.cancel();
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.inner.stopping.is_cancelled()
    }

    /// Whether it stops, or is about to.
    pub fn is_draining(&self) -> bool {
        self.inner.draining.load(Ordering::Relaxed) || self.is_stopping()
    }

    /// How much work begun by [`Service::spawn`] goes on.
    pub fn unfinished(&self) -> usize {
        self.inner.tasks.len()
    }

    /// Waits for all work begun by [`Service::spawn`].
    pub async fn finish(&self) {
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    /// Wakes the job that does this work.
    pub fn wake(&self, work: Work) {
        match work {
            Work::Mail => self.inner.mail_added.notify_one(),
            Work::TopUp => self.inner.top_up_changed.notify_one(),
        }
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
