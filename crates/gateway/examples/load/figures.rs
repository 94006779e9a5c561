//! Clients in a closed loop, and their latencies in whole microseconds.

use super::{Outcome, tally};
use std::{
    fmt,
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// When a run ends.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    Count(usize),
    Seconds(u64),
}

/// The result of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    pub requests: usize,
    pub elapsed_us: u64,
    pub median_us: u64,
    pub p99_us: u64,
    pub worst_us: u64,
}

/// `key=value`, as `cargo xtask bench` reads it.
impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { requests, elapsed_us, median_us, p99_us, worst_us } = self;
        let requests_u64 = u64::try_from(*requests).unwrap_or(u64::MAX);
        let per_second = requests_u64.saturating_mul(1_000_000).checked_div(*elapsed_us).unwrap_or(0);
        write!(
            f,
            "requests={requests} elapsed_us={elapsed_us} per_second={per_second} median_us={median_us} p99_us={p99_us} \
             worst_us={worst_us}"
        )
    }
}

impl Figures {
    fn new(mut latencies: Vec<u64>, elapsed: Duration) -> Self {
        latencies.sort_unstable();
        let percentile = |percent: usize| tally::percentile(&latencies, percent);
        Self {
            requests: latencies.len(),
            elapsed_us: micros(elapsed),
            median_us: percentile(50),
            p99_us: percentile(99),
            worst_us: percentile(100),
        }
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// Runs `work` with `clients` concurrent clients. Each call gets its own number.
pub async fn measure<W>(
    clients: usize,
    target: Target,
    work: impl Fn(usize) -> W + Clone + Send + 'static,
) -> Outcome<Figures>
where
    W: Future<Output = Outcome<()>> + Send,
{
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let over = move |number: usize| match target {
        Target::Count(count) => number >= count,
        Target::Seconds(seconds) => begun.elapsed() >= Duration::from_secs(seconds),
    };
    let clients: Vec<_> = (0..clients)
        .map(|_| {
            let (next, work) = (Arc::clone(&next), work.clone());
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if over(number) {
                        return Outcome::Ok(latencies);
                    }
                    let sent = Instant::now();
                    work(number).await?;
                    latencies.push(micros(sent.elapsed()));
                }
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for client in clients {
        latencies.extend(client.await??);
    }
    Ok(Figures::new(latencies, begun.elapsed()))
}
