//! The open connections: what each does, and which one may be closed for another.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::Notify;

use crate::config::{Config, Connections};

/// So long a connection keeps its place although it does nothing: a client that has just come sends its request.
const LEAST_WAIT: Duration = Duration::from_secs(1);

/// The limits, as they apply here.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub time: Connections,
    /// `None` behind a reverse proxy, whose address all connections have.
    pub max_per_address: Option<usize>,
}

impl Limits {
    pub fn of(config: &Config) -> Self {
        let time = config.connections;
        let max_per_address = config.client_address_header.is_none().then_some(time.max_per_address);
        Self { time, max_per_address }
    }
}

/// What a connection does, and since when.
#[derive(Debug, Clone, Copy)]
enum Phase {
    /// Between two requests, or before the first.
    Idle(Instant),
    /// Some of a request's headers have come.
    Headers(Instant),
    /// The gateway waits for the rest of a request's body.
    Body(Instant),
    /// The gateway works on a request, or writes its answer.
    Answer,
}

#[derive(Debug)]
struct Progress {
    phase: Phase,
    /// The first byte of the request.
    request_since: Instant,
    /// The gateway first waited for the request's body.
    body_since: Option<Instant>,
}

/// An open connection.
#[derive(Debug)]
pub struct Connection {
    network: IpAddr,
    progress: Mutex<Progress>,
    close: Notify,
}

impl Connection {
    fn new(network: IpAddr, now: Instant) -> Self {
        let progress = Progress { phase: Phase::Idle(now), request_since: now, body_since: None };
        Self { network, progress: Mutex::new(progress), close: Notify::new() }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes of the client have come.
    pub(super) fn bytes_came(&self, now: Instant) {
        let mut progress = self.progress();
        if matches!(progress.phase, Phase::Idle(_)) {
            (progress.phase, progress.request_since) = (Phase::Headers(now), now);
        }
    }

    /// The headers of a request are there.
    pub(super) fn request_began(&self, now: Instant) {
        let mut progress = self.progress();
        // The whole request came together with the one before.
        if !matches!(progress.phase, Phase::Headers(_)) {
            progress.request_since = now;
        }
        (progress.phase, progress.body_since) = (Phase::Answer, None);
    }

    /// The gateway waits for the body.
    pub(super) fn waits_for_body(&self, now: Instant) {
        let mut progress = self.progress();
        let since = *progress.body_since.get_or_insert(now);
        progress.phase = Phase::Body(since);
    }

    /// Some of the body has come, or it is no longer needed.
    pub(super) fn has_body(&self) {
        let mut progress = self.progress();
        if matches!(progress.phase, Phase::Body(_)) {
            progress.phase = Phase::Answer;
        }
    }

    /// The answer is written, except for what the network has not taken.
    pub(super) fn answered(&self, now: Instant) {
        self.progress().phase = Phase::Idle(now);
    }

    pub(super) fn waits_for_a_request(&self) -> bool {
        matches!(self.progress().phase, Phase::Idle(_) | Phase::Headers(_))
    }

    /// Since when it waits for its client; `None` while the gateway works for it.
    fn waits_since(&self) -> Option<Instant> {
        match self.progress().phase {
            Phase::Idle(since) | Phase::Headers(since) | Phase::Body(since) => Some(since),
            Phase::Answer => None,
        }
    }

    fn is_overdue(&self, limits: &Connections, now: Instant) -> bool {
        let progress = self.progress();
        let over = |since: Instant, limit: Duration| now.saturating_duration_since(since) >= limit;
        match progress.phase {
            Phase::Idle(since) => over(since, limits.idle()),
            Phase::Headers(since) => over(since, limits.header()),
            Phase::Body(_) | Phase::Answer => over(progress.request_since, limits.request()),
        }
    }

    /// Returns when it must be closed.
    pub(super) async fn closed(&self) {
        self.close.notified().await;
    }
}

/// Whether a new connection is served.
pub enum Admission {
    Admitted(Place),
    /// Another one was closed for it.
    InPlaceOfAnother(Place),
    Full,
}

/// All open connections. Cheap to clone.
#[derive(Debug, Clone)]
pub struct OpenConnections {
    all: Arc<Mutex<HashMap<u64, Arc<Connection>>>>,
    next_id: Arc<AtomicU64>,
    limits: Limits,
}

impl OpenConnections {
    pub fn new(limits: Limits) -> Self {
        Self { all: Arc::default(), next_id: Arc::default(), limits }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<u64, Arc<Connection>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn len(&self) -> usize {
        self.all().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The address with the most connections, and their number: for the log.
    pub(super) fn busiest(&self) -> Option<(IpAddr, usize)> {
        busiest(&self.all())
    }

    /// Gives a new connection a place. When all are taken, the one is closed that has been waiting for its client
    /// longest: of the same address, if that has too many; else of the address with the most connections, so that who has
    /// few always finds a place; else of all, but none that has just come. `Full` if nothing may be closed.
    pub fn admit(&self, address: IpAddr, now: Instant) -> Admission {
        let network = network(address);
        let mut all = self.all();
        let count = all.values().filter(|connection| connection.network == network).count();
        let mut closed = false;
        if self.limits.max_per_address.is_some_and(|max| count >= max) {
            closed = close_one(&mut all, now, Some(network), LEAST_WAIT);
            if !closed {
                return Admission::Full;
            }
        }
        if all.len() >= self.limits.time.max {
            let more_than_its_share = busiest(&all).filter(|(_, most)| *most > count + 1);
            let of_it = more_than_its_share.map(|(network, _)| network);
            closed = (of_it.is_some() && close_one(&mut all, now, of_it, Duration::ZERO))
                || close_one(&mut all, now, None, LEAST_WAIT);
            if !closed {
                return Admission::Full;
            }
        }
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let connection = Arc::new(Connection::new(network, now));
        all.insert(id, Arc::clone(&connection));
        let place = Place { open: self.clone(), id, connection };
        if closed { Admission::InPlaceOfAnother(place) } else { Admission::Admitted(place) }
    }

    /// Closes the connections whose time is over.
    pub fn close_overdue(&self, now: Instant) {
        for connection in self.all().values() {
            if connection.is_overdue(&self.limits.time, now) {
                connection.close.notify_one();
            }
        }
    }
}

/// The address with the most connections, and their number.
fn busiest(all: &HashMap<u64, Arc<Connection>>) -> Option<(IpAddr, usize)> {
    let mut counts = HashMap::new();
    for connection in all.values() {
        *counts.entry(connection.network).or_insert(0usize) += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count)
}

/// Closes the connection that has been waiting for its client longest, and so long at least; of this address, or of all.
fn close_one(
    all: &mut HashMap<u64, Arc<Connection>>,
    now: Instant,
    of: Option<IpAddr>,
    least: Duration,
) -> bool {
    let longest = all
        .iter()
        .filter(|(_, connection)| of.is_none_or(|network| connection.network == network))
        .filter_map(|(id, connection)| Some((connection.waits_since()?, *id)))
        .filter(|(since, _)| now.saturating_duration_since(*since) >= least)
        .min();
    match longest.and_then(|(_, id)| all.remove(&id)) {
        Some(connection) => {
            connection.close.notify_one();
            true
        }
        None => false,
    }
}

/// The place of a connection. It is free again when this is dropped.
pub struct Place {
    open: OpenConnections,
    id: u64,
    connection: Arc<Connection>,
}

impl Place {
    pub(super) fn connection(&self) -> Arc<Connection> {
        Arc::clone(&self.connection)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.all().remove(&self.id);
    }
}

/// Who has one IPv6 address usually has a network of 64 bits of them (RFC 6177). IPv4 in IPv6 is IPv4.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests;
