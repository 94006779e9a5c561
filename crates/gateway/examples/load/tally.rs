//! What was answered, and how fast. Latencies are whole microseconds.

use reqwest::{Response, StatusCode};
use std::{
    collections::BTreeMap,
    fmt,
    time::{Duration, Instant},
};

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    File,
    Read,
    SignIn,
    TopUp,
}

/// The answer to one request, as a load counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Done,
    /// 503 with `Retry-After`: to be tried again after so long.
    Refused(Duration),
    /// Anything else: another status, no answer.
    Failed,
}

/// All answers of one or of several clients.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    done: BTreeMap<Kind, Vec<u64>>,
    refused: Vec<u64>,
    failed: u64,
    /// The first failure, for the report.
    first_failure: Option<String>,
}

impl Tally {
    pub fn count(&mut self, kind: Kind, answer: Answer, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        match answer {
            Answer::Done => self.done.entry(kind).or_default().push(micros),
            Answer::Refused(_) => self.refused.push(micros),
            Answer::Failed => self.failed += 1,
        }
    }

    /// Counts an answer with its body read, and returns what it was.
    pub async fn take(
        &mut self,
        kind: Kind,
        sent: Instant,
        answer: reqwest::Result<Response>,
    ) -> (Answer, Vec<u8>) {
        let (read, body) = match answer {
            Ok(response) => {
                let (status, pause) = (response.status(), retry_after(&response));
                match response.bytes().await {
                    Ok(body) => (Self::judge(status, pause), body.to_vec()),
                    Err(error) => (Err(error.to_string()), Vec::new()),
                }
            }
            Err(error) => (Err(format!("{error:?}")), Vec::new()),
        };
        let answer = read.unwrap_or_else(|failure| {
            self.first_failure.get_or_insert_with(|| {
                let text: String = String::from_utf8_lossy(&body).chars().take(300).collect();
                format!("{kind:?}: {failure}: {text}")
            });
            Answer::Failed
        });
        self.count(kind, answer, sent.elapsed());
        (answer, body)
    }

    fn judge(status: StatusCode, pause: Option<Duration>) -> Result<Answer, String> {
        match (status, pause) {
            (status, _) if status.is_success() => Ok(Answer::Done),
            (StatusCode::SERVICE_UNAVAILABLE, Some(pause)) => Ok(Answer::Refused(pause)),
            (status, _) => Err(status.to_string()),
        }
    }

    pub fn add(&mut self, other: Self) {
        for (kind, latencies) in other.done {
            self.done.entry(kind).or_default().extend(latencies);
        }
        self.refused.extend(other.refused);
        self.failed += other.failed;
        self.first_failure = self.first_failure.take().or(other.first_failure);
    }

    /// One line of figures for `cargo xtask bench`. The first failure goes to standard error.
    pub fn report(mut self, elapsed: Duration) -> Report {
        if let Some(failure) = self.first_failure.take() {
            eprintln!("load: the first failure: {failure}");
        }
        Report { tally: self, elapsed }
    }
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get("retry-after")?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// A tally with its time.
pub struct Report {
    tally: Tally,
    elapsed: Duration,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let elapsed_us = u64::try_from(self.elapsed.as_micros()).unwrap_or(u64::MAX).max(1);
        let a_second =
            |count: usize| u64::try_from(count).unwrap_or(u64::MAX).saturating_mul(1_000_000) / elapsed_us;
        let mut all: Vec<u64> = self.tally.done.values().flatten().copied().collect();
        all.sort_unstable();
        let mut top_ups = self.tally.done.get(&Kind::TopUp).cloned().unwrap_or_default();
        top_ups.sort_unstable();
        let mut refused = self.tally.refused.clone();
        refused.sort_unstable();
        write!(
            f,
            "elapsed_us={elapsed_us} done={} refused={} failed={} per_second={} top_ups={} top_ups_per_second={} \
             median_us={} p99_us={} worst_us={} top_up_p99_us={} refused_p99_us={}",
            all.len(),
            refused.len(),
            self.tally.failed,
            a_second(all.len()),
            top_ups.len(),
            a_second(top_ups.len()),
            percentile(&all, 50),
            percentile(&all, 99),
            percentile(&all, 100),
            percentile(&top_ups, 99),
            percentile(&refused, 99),
        )
    }
}

/// The smallest value that at least `percent` of the sorted ones do not exceed; 0 of none.
pub fn percentile(sorted: &[u64], percent: usize) -> u64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(rank).copied().unwrap_or(0)
}
