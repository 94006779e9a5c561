//! Bounded queues in front of what is scarce: the database's connections, the platform, the printing of letters.
//!
//! A request that comes when its queue is full is refused at once, with the time after which it may be repeated. Without a
//! bound each request would wait behind all others, past saturation longer than a phone waits, and the work that is done
//! then is for guardians who have gone.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// The log says it at most so often.
const LOG_EVERY: Duration = Duration::from_secs(60);

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scarce {
    DatabaseReads,
    DatabaseWrites,
    DebtPositions,
    Checkout,
    PrintService,
    /// The processors, for letters that the gateway prints itself.
    Letters,
}

impl Scarce {
    /// Its label in the metrics.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DatabaseReads => "database_reads",
            Self::DatabaseWrites => "database_writes",
            Self::DebtPositions => "debt_positions",
            Self::Checkout => "checkout",
            Self::PrintService => "print_service",
            Self::Letters => "letters",
        }
    }
}

/// How a queue is at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueState {
    pub of: Scarce,
    pub waiting: usize,
    /// Since the start.
    pub refused: u64,
}

/// The queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

impl fmt::Display for Full {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many requests wait")
    }
}

impl std::error::Error for Full {}

/// Counts who waits, and refuses who comes when too many do. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Queue(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    of: Scarce,
    most: usize,
    waiting: AtomicUsize,
    refused: AtomicU64,
    log: Mutex<OnceAMinute>,
}

impl Queue {
    /// At most `most` wait in it.
    pub fn new(of: Scarce, most: usize) -> Self {
        let (waiting, refused, log) = (AtomicUsize::new(0), AtomicU64::new(0), Mutex::default());
        Self(Arc::new(Inner { of, most, waiting, refused, log }))
    }

    /// Waits until the guard is dropped.
    pub fn enter(&self) -> Result<Waiting, Full> {
        let one_more = |waiting: usize| (waiting < self.0.most).then_some(waiting + 1);
        if self.0.waiting.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).is_ok() {
            return Ok(Waiting(Arc::clone(&self.0)));
        }
        self.refused();
        Err(Full)
    }

    /// As [`Queue::enter`], for work that has begun and would be lost: it is counted and never refused.
    pub fn enter_anyway(&self) -> Waiting {
        self.0.waiting.fetch_add(1, Ordering::Relaxed);
        Waiting(Arc::clone(&self.0))
    }

    /// Somebody was refused: the queue was full, or the wait too long.
    pub fn refused(&self) {
        self.0.refused.fetch_add(1, Ordering::Relaxed);
        let counted = self.0.log.lock().unwrap_or_else(PoisonError::into_inner).count(Instant::now());
        if let Some(refused) = counted {
            let (of, most) = (self.0.of.word(), self.0.most);
            tracing::warn!(of, refused, most, "too many requests wait: new ones were refused");
        }
    }

    pub fn state(&self) -> QueueState {
        QueueState {
            of: self.0.of,
            waiting: self.0.waiting.load(Ordering::Relaxed),
            refused: self.0.refused.load(Ordering::Relaxed),
        }
    }
}

/// One that waits.
#[derive(Debug)]
pub struct Waiting(Arc<Inner>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Counts events, and returns their number when they are to be logged.
#[derive(Debug, Default)]
pub struct OnceAMinute {
    last: Option<Instant>,
    count: u64,
}

impl OnceAMinute {
    pub fn count(&mut self, now: Instant) -> Option<u64> {
        self.count += 1;
        if self.last.is_some_and(|last| now.saturating_duration_since(last) < LOG_EVERY) {
            return None;
        }
        self.last = Some(now);
        Some(std::mem::take(&mut self.count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_queue_refuses_who_comes_and_not_what_has_begun() {
        let queue = Queue::new(Scarce::DatabaseWrites, 2);
        let (one, two) = (queue.enter().unwrap(), queue.enter().unwrap());
        assert_eq!(queue.enter().unwrap_err(), Full);
        let begun = queue.enter_anyway();
        assert_eq!(queue.enter().unwrap_err(), Full);
        assert_eq!((queue.state().waiting, queue.state().refused), (3, 2));
        drop((one, begun));
        let three = queue.enter().unwrap();
        drop((two, three));
        assert_eq!((queue.state().waiting, queue.state().refused), (0, 2));
    }

    #[test]
    fn refusals_are_logged_once_a_minute_with_their_number() {
        let (mut refused, start) = (OnceAMinute::default(), Instant::now());
        assert_eq!(refused.count(start), Some(1));
        for second in 1..60 {
            assert_eq!(refused.count(start + Duration::from_secs(second)), None);
        }
        assert_eq!(refused.count(start + Duration::from_secs(60)), Some(60));
        assert_eq!(refused.count(start + Duration::from_secs(61)), None);
    }
}
