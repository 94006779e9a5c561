//! What is read when somebody asks: queues, database, circuit breakers; and the rounds of the jobs.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::{Registry, Unit},
};
use std::sync::atomic::Ordering;

use crate::{clock::Moment, health::PlatformService, queue::QueueState};

/// What waits in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    Outbox,
    OfficeMails,
    Reconciliation,
    Undelivered,
}

impl Queue {
    const fn word(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::OfficeMails => "office_mails",
            Self::Reconciliation => "reconciliation",
            Self::Undelivered => "undelivered",
        }
    }
}

/// A background job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    Reconcile,
    Outbox,
    CleanUp,
}

impl Job {
    pub const ALL: [Self; 3] = [Self::Reconcile, Self::Outbox, Self::CleanUp];

    const fn word(self) -> &'static str {
        match self {
            Self::Reconcile => "reconcile",
            Self::Outbox => "outbox",
            Self::CleanUp => "clean_up",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfQueue {
    queue: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfService {
    service: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfScarce {
    what: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfJob {
    /// Not `job`: Prometheus itself gives every sample a label of that name.
    task: &'static str,
}

#[derive(Clone)]
pub struct StateMetrics {
    lengths: Family<OfQueue, Gauge>,
    oldest: Family<OfQueue, Gauge>,
    retrying: Gauge,
    waiting: Family<OfScarce, Gauge>,
    refused: Family<OfScarce, Counter>,
    available: Family<OfService, Gauge>,
    rounds: Family<OfJob, Gauge>,
    ready: Gauge,
    readable: Gauge,
    writable: Gauge,
    size: Gauge,
    write_failures: Counter,
}

impl StateMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let new = Self {
            lengths: Family::default(),
            oldest: Family::default(),
            retrying: Gauge::default(),
            waiting: Family::default(),
            refused: Family::default(),
            available: Family::default(),
            rounds: Family::default(),
            ready: Gauge::default(),
            readable: Gauge::default(),
            writable: Gauge::default(),
            size: Gauge::default(),
            write_failures: Counter::default(),
        };
        for task in Job::ALL.map(Job::word) {
            drop(new.rounds.get_or_create(&OfJob { task }));
        }
        registry.register(
            "queue_length",
            "What waits: mails, top-ups due to be read at the platform, undelivered mails",
            new.lengths.clone(),
        );
        registry.register_with_unit(
            "queue_oldest",
            "How long the longest waiting has been due; of undelivered mails, how long ago the oldest was given up",
            Unit::Seconds,
            new.oldest.clone(),
        );
        registry.register(
            "outbox_retrying",
            "Mails of the outbox that failed before and are tried again",
            new.retrying.clone(),
        );
        registry.register(
            "requests_waiting",
            "Requests that wait for the database, the platform or a processor; of the database's reads also those under way",
            new.waiting.clone(),
        );
        registry.register(
            "requests_refused",
            "Requests refused because too many waited for the same, or had waited too long",
            new.refused.clone(),
        );
        registry.register(
            "platform_available",
            "1 while requests to this service of the platform are sent, 0 while it is left alone after failures",
            new.available.clone(),
        );
        registry.register(
            "job_last_round_time_seconds",
            "When the job's last round ended without an error, in seconds since 1970; 0 before the first",
            new.rounds.clone(),
        );
        registry.register("ready", "1 while /readyz answers 200", new.ready.clone());
        registry.register("database_readable", "1 if the database can be read", new.readable.clone());
        registry.register("database_writable", "1 if the database can be written", new.writable.clone());
        registry.register_with_unit("database_size", "Size of the database", Unit::Bytes, new.size.clone());
        registry.register(
            "database_write_failures",
            "Transactions that could not be begun or committed since the start",
            new.write_failures.clone(),
        );
        new
    }

    /// How much waits, and how long the longest waiting has been due.
    pub fn queue(&self, queue: Queue, length: i64, oldest_seconds: i64) {
        let labels = OfQueue { queue: queue.word() };
        self.lengths.get_or_create(&labels).set(length);
        self.oldest.get_or_create(&labels).set(oldest_seconds);
    }

    /// Who waits for something scarce.
    pub fn waiting(&self, queue: QueueState) {
        let labels = OfScarce { what: queue.of.word() };
        let waiting = i64::try_from(queue.waiting).unwrap_or(i64::MAX);
        self.waiting.get_or_create(&labels).set(waiting);
        self.refused.get_or_create(&labels).inner().store(queue.refused, Ordering::Relaxed);
    }

    /// Nothing is known of the queues: the database cannot be read.
    pub fn no_queues(&self) {
        self.lengths.clear();
        self.oldest.clear();
    }

    pub fn retrying(&self, mails: i64) {
        self.retrying.set(mails);
    }

    pub fn available(&self, service: PlatformService, available: bool) {
        let service = match service {
            PlatformService::DebtPositions => "debt_positions",
            PlatformService::Checkout => "checkout",
            PlatformService::Printing => "printing",
        };
        self.available.get_or_create(&OfService { service }).set(i64::from(available));
    }

    /// A round of the job ended without an error.
    pub fn round_ended(&self, job: Job) {
        self.rounds.get_or_create(&OfJob { task: job.word() }).set(Moment::now().millis() / 1000);
    }

    pub fn ready(&self, ready: bool) {
        self.ready.set(i64::from(ready));
    }

    pub fn database(&self, readable: bool, writable: bool, write_failures: u64) {
        self.readable.set(i64::from(readable));
        self.writable.set(i64::from(writable));
        self.write_failures.inner().store(write_failures, Ordering::Relaxed);
    }

    pub fn database_size(&self, bytes: i64) {
        self.size.set(bytes);
    }
}
