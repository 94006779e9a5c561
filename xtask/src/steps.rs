//! Saying what is being done, and how long it took.

use crate::failure::Failure;
use crate::tally::Tally;
use std::io::Write;
use std::time::{Duration, Instant};

/// One line on standard output. A reader who has gone away (`| head`) is no reason to stop a build.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{line}").is_ok() {
        out.flush().unwrap_or_default();
    }
}

/// Runs one named step: prints its name when it begins, its duration when it ends.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    say(&format!("▶ {name}"));
    let begun = Instant::now();
    let outcome = work();
    let mark = if outcome.is_ok() { '✔' } else { '✘' };
    say(&format!("{mark} {name} {}", seconds(begun.elapsed())));
    outcome.map_err(|failure| failure.in_step(name))
}

/// As [`step`], for a runner that counts: what it counted is said as well, and decides over the mark.
pub fn counted(name: &str, work: impl FnOnce() -> Result<Tally, Failure>) -> Result<Tally, Failure> {
    say(&format!("▶ {name}"));
    let begun = Instant::now();
    let outcome = work();
    let took = seconds(begun.elapsed());
    match &outcome {
        Ok(tally) if tally.all_passed() => say(&format!("✔ {name} {took}: {tally}")),
        Ok(tally) => say(&format!("✘ {name} {took}: {tally}")),
        Err(_) => say(&format!("✘ {name} {took}")),
    }
    outcome.map_err(|failure| failure.in_step(name))
}

/// `42.1 s`.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
