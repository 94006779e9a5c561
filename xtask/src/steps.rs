//! Named steps: each prints its name and the expected duration when it begins, and its duration when it ends.

use crate::failure::Failure;
use crate::test_count::TestCount;
use crate::{durations, progress, words};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

pub use crate::progress::say;

/// Shorter steps are left out of [`summary`].
const WORTH_A_LINE: Duration = Duration::from_secs(1);

/// The steps that have ended, in order.
static ENDED: Mutex<Vec<(String, Duration)>> = Mutex::new(Vec::new());

/// Runs one named step.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let (outcome, took) = timed(name, work);
    say(&match &outcome {
        Ok(_) => format!("✔ {name}   {took}"),
        Err(_) => format!("✘ {name}   {took}"),
    });
    outcome
}

/// Runs a step that counts tests. A failed test marks the step as failed.
pub fn counted(name: &str, work: impl FnOnce() -> Result<TestCount, Failure>) -> Result<TestCount, Failure> {
    let (outcome, took) = timed(name, work);
    say(&match &outcome {
        Ok(count) if count.all_passed() => format!("✔ {name}   {took}: {count}"),
        Ok(count) => format!("✘ {name}   {took}: {count}"),
        Err(_) => format!("✘ {name}   {took}"),
    });
    outcome
}

fn timed<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> (Result<T, Failure>, String) {
    let expected = durations::expected(name);
    say(&match expected {
        Some(expected) => format!("▶ {name}   (about {})", words::duration(expected)),
        None => format!("▶ {name}"),
    });
    let begun = Instant::now();
    let shown = progress::begin(name, expected);
    let outcome = work();
    drop(shown);
    let took = begun.elapsed();
    ENDED.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), took));
    if outcome.is_ok()
        && let Err(failure) = durations::record(name, took)
    {
        // The next run's estimate is worse; this run continues.
        say(&failure.to_string());
    }
    (outcome.map_err(|failure| failure.in_step(name)), words::duration(took))
}

/// What took long in this run, one step a line.
pub fn summary() -> String {
    let ended = ENDED.lock().unwrap_or_else(PoisonError::into_inner);
    let long = ended.iter().filter(|(_, took)| *took >= WORTH_A_LINE);
    long.map(|(name, took)| format!("  {:>12}  {name}\n", words::duration(*took))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_innermost_step() {
        let outcome: Result<(), Failure> = step("outer", || step("inner", || Err(Failure::new("disk full"))));
        assert_eq!(outcome.unwrap_err().to_string(), "✘ inner: disk full");
    }
}
