//! One service of the platform: how many requests it gets at once, and when it is left alone.
//!
//! A service that hangs would otherwise hold a connection for every phone that asks, and a service that fails would be
//! asked by every one of them again.

use contract::Health;
use reqwest::{RequestBuilder, Response};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::answer::cause_of;
use crate::{
    health::{HealthCell, PlatformService},
    platform::PlatformError,
    queue::{Full, Queue, QueueState, Scarce},
    traces::spans,
};

/// Requests to one service at the same time.
const AT_ONCE: usize = 16;
/// More wait for a place. A service that answers within half a second has taken them all after two.
const WAITING_MAX: usize = 64;
/// After this number of failures in a row the service is left alone.
const FAILURES: u32 = 5;
/// The first pause; each further failure doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// The longest pause that a `Retry-After` can ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(3600);
/// Pauses before the second and the third try of a repeatable request.
const BACK_OFF: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(800)];
/// A try that took longer is not repeated: somebody waits.
const QUICK: Duration = Duration::from_secs(1);

/// One service.
pub struct Upstream {
    service: PlatformService,
    places: Semaphore,
    queue: Queue,
    /// Time limit of one request; also of the wait for a place.
    timeout: Duration,
    breaker: Mutex<Breaker>,
    health: HealthCell,
    /// Why it cannot be used with this configuration.
    reason: Mutex<String>,
}

impl Upstream {
    pub fn new(service: PlatformService, timeout: Duration) -> Self {
        let of = match service {
            PlatformService::DebtPositions => Scarce::DebtPositions,
            PlatformService::Checkout => Scarce::Checkout,
            PlatformService::Printing => Scarce::PrintService,
        };
        let (queue, places) = (Queue::new(of, WAITING_MAX), Semaphore::new(AT_ONCE));
        let breaker = Mutex::default();
        Self {
            service,
            places,
            queue,
            timeout,
            breaker,
            health: HealthCell::default(),
            reason: Mutex::default(),
        }
    }

    /// Sends a request and reads the answer, both while it has a place.
    pub async fn call<T, Answer>(
        &self,
        request: RequestBuilder,
        read: impl FnOnce(Response) -> Answer,
    ) -> Result<T, PlatformError>
    where
        Answer: Future<Output = Result<T, PlatformError>>,
    {
        self.breaker().enter(Instant::now(), self.timeout)?;
        let _place = self.place().await?;
        let answer = match request.headers(spans::headers()).send().await {
            Ok(response) => read(response).await,
            // The message leaves the address out: it is in the configuration.
            Err(error) => Err(PlatformError::down(cause_of(&error.without_url()))),
        };
        self.record(&answer);
        answer
    }

    async fn place(&self) -> Result<SemaphorePermit<'_>, PlatformError> {
        let full = || PlatformError::Down {
            cause: "too many requests at once".into(),
            // Nothing is known of the service: it is not asked again at once.
            retry_after: Some(FIRST_PAUSE),
        };
        if let Ok(place) = self.places.try_acquire() {
            return Ok(place);
        }
        let _waiting = self.queue.enter().map_err(|Full| full())?;
        match tokio::time::timeout(self.timeout, self.places.acquire()).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => {
                self.queue.refused();
                Err(full())
            }
        }
    }

    /// Who waits for a place.
    pub fn queue(&self) -> QueueState {
        self.queue.state()
    }

    /// The same for a repeatable request: a failure that came quickly is tried again, at most twice.
    pub async fn call_repeatable<T, Answer>(
        &self,
        request: RequestBuilder,
        read: impl Fn(Response) -> Answer,
    ) -> Result<T, PlatformError>
    where
        Answer: Future<Output = Result<T, PlatformError>>,
    {
        let mut pauses = BACK_OFF.iter();
        loop {
            let Some(attempt) = request.try_clone() else {
                return Err(PlatformError::Malformed("the request cannot be repeated".into()));
            };
            let began = Instant::now();
            match (self.call(attempt, &read).await, pauses.next()) {
                (Err(PlatformError::Down { cause, retry_after: None }), Some(pause))
                    if began.elapsed() < QUICK && self.is_available() =>
                {
                    tracing::debug!(service = self.service.word(), cause, "no answer, trying again");
                    tokio::time::sleep(*pause).await;
                }
                (answer, _) => return answer,
            }
        }
    }

    pub const fn service(&self) -> PlatformService {
        self.service
    }

    pub fn health(&self) -> Health {
        self.health.get()
    }

    /// The reason, if it cannot be used with this configuration.
    pub fn misconfigured(&self) -> Option<(PlatformService, String)> {
        let reason = || self.reason.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (self.health() == Health::Misconfigured).then(|| (self.service, reason()))
    }

    /// Whether a request would be sent now.
    pub fn is_available(&self) -> bool {
        self.breaker().pause(Instant::now()).is_none()
    }

    fn record<T>(&self, answer: &Result<T, PlatformError>) {
        let now = match answer {
            Ok(_)
            | Err(
                PlatformError::Refused { .. } | PlatformError::Malformed(_) | PlatformError::ForeignHost(_),
            ) => {
                self.breaker().succeeded();
                Health::Up
            }
            Err(error) => {
                self.breaker().failed(error.retry_after(), Instant::now());
                match error {
                    PlatformError::Down { .. } => Health::Down,
                    _ => {
                        *self.reason.lock().unwrap_or_else(PoisonError::into_inner) = error.to_string();
                        Health::Misconfigured
                    }
                }
            }
        };
        let before = self.health.get();
        self.health.set_to(now);
        match (answer, now) {
            // One line for each change: the office must act, and a line for each request would hide it.
            (Err(error), Health::Misconfigured) if before != now => tracing::error!(
                service = self.service.word(),
                %error,
                "the platform cannot be used: check its address and its key in the configuration"
            ),
            (_, Health::Up) if matches!(before, Health::Down | Health::Misconfigured) => {
                tracing::info!(service = self.service.word(), "the platform answers again");
            }
            _ => {}
        }
    }

    fn breaker(&self) -> MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts failures. After some in a row, or when the service asks for a pause, no request passes until the pause is
/// over; then one request tries, and the others wait for its result.
#[derive(Debug, Default)]
struct Breaker {
    failures: u32,
    open_until: Option<Instant>,
    /// A request is trying, at most until then.
    trying_until: Option<Instant>,
}

impl Breaker {
    /// The rest of the pause, if no request passes.
    fn pause(&self, now: Instant) -> Option<Duration> {
        let open_until = self.open_until?;
        let blocked_until = if now < open_until { Some(open_until) } else { self.trying_until };
        blocked_until.map(|until| until.saturating_duration_since(now)).filter(|rest| !rest.is_zero())
    }

    fn enter(&mut self, now: Instant, timeout: Duration) -> Result<(), PlatformError> {
        if let Some(rest) = self.pause(now) {
            let cause = "left alone after failures".to_owned();
            return Err(PlatformError::Down { cause, retry_after: Some(rest) });
        }
        if self.open_until.is_some() {
            self.trying_until = Some(now + timeout);
        }
        Ok(())
    }

    fn succeeded(&mut self) {
        *self = Self::default();
    }

    fn failed(&mut self, asked: Option<Duration>, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        self.trying_until = None;
        let doubled =
            self.failures.checked_sub(FAILURES).map(|over| FIRST_PAUSE * 2u32.saturating_pow(over.min(16)));
        let own = doubled.map(|pause| pause.min(LONGEST_PAUSE));
        let pause = own.max(asked.map(|pause| pause.min(LONGEST_ASKED)));
        self.open_until = pause.map(|pause| now + pause).or(self.open_until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMEOUT: Duration = Duration::from_secs(8);

    #[tokio::test]
    async fn request_past_a_full_queue_is_refused_at_once() {
        let upstream = std::sync::Arc::new(Upstream::new(PlatformService::DebtPositions, TIMEOUT));
        let mut places = Vec::new();
        for _ in 0..AT_ONCE {
            places.push(upstream.place().await.unwrap());
        }
        let waiting: Vec<_> = (0..WAITING_MAX)
            .map(|_| {
                let upstream = std::sync::Arc::clone(&upstream);
                tokio::spawn(async move { upstream.place().await.map(drop) })
            })
            .collect();
        while upstream.queue().waiting < WAITING_MAX {
            tokio::task::yield_now().await;
        }
        let refused = upstream.place().await.unwrap_err();
        assert_eq!(refused.retry_after(), Some(FIRST_PAUSE));
        assert!(upstream.is_available(), "it says nothing about the service");
        drop(places);
        for one in waiting {
            one.await.unwrap().unwrap();
        }
        let queue = upstream.queue();
        assert_eq!((queue.waiting, queue.refused), (0, 1));
    }

    fn passes(breaker: &mut Breaker, now: Instant) -> bool {
        breaker.enter(now, TIMEOUT).is_ok()
    }

    #[test]
    fn fifth_failure_in_a_row_begins_a_pause_that_doubles() {
        let (mut breaker, start) = (Breaker::default(), Instant::now());
        for _ in 0..4 {
            breaker.failed(None, start);
            assert!(passes(&mut breaker, start));
        }
        breaker.failed(None, start);
        assert!(!passes(&mut breaker, start));
        let after = start + FIRST_PAUSE;
        assert!(passes(&mut breaker, after), "one request tries");
        assert!(!passes(&mut breaker, after), "the others wait for it");
        breaker.failed(None, after);
        assert!(!passes(&mut breaker, after + FIRST_PAUSE));
        assert!(passes(&mut breaker, after + FIRST_PAUSE * 2));
        breaker.succeeded();
        assert!(passes(&mut breaker, after) && passes(&mut breaker, after));
    }

    #[test]
    fn pause_never_exceeds_half_a_minute() {
        let (mut breaker, start) = (Breaker::default(), Instant::now());
        for _ in 0..100 {
            breaker.failed(None, start);
        }
        assert_eq!(breaker.pause(start), Some(LONGEST_PAUSE));
    }

    #[test]
    fn retry_after_is_obeyed_up_to_an_hour() {
        let (mut breaker, start) = (Breaker::default(), Instant::now());
        breaker.failed(Some(Duration::from_secs(120)), start);
        assert_eq!(breaker.pause(start), Some(Duration::from_secs(120)));
        breaker.failed(Some(Duration::from_secs(1_000_000)), start);
        assert_eq!(breaker.pause(start), Some(LONGEST_ASKED));
    }

    #[test]
    fn abandoned_try_does_not_block_for_ever() {
        let (mut breaker, start) = (Breaker::default(), Instant::now());
        breaker.failed(Some(Duration::from_secs(1)), start);
        let after = start + Duration::from_secs(1);
        assert!(passes(&mut breaker, after));
        assert!(!passes(&mut breaker, after + TIMEOUT / 2));
        assert!(passes(&mut breaker, after + TIMEOUT));
    }
}
