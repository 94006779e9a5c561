//! How long each step took last time, kept in the cache of all checkouts.

use crate::failure::{At, Failure};
use crate::files;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// A step that had nothing to do ends within this time; what it took says nothing about the next time.
const NOTHING_DONE: Duration = Duration::from_secs(2);

/// Seconds of a first run on a machine with 2 cores, for its messages. docs/building.md has the measurement.
const FIRST_TIME: [(&str, u64); 10] = [
    ("app: compile and finish", 240),
    ("compile: native tests and servers", 480),
    ("lints: cargo clippy (app, wasm32)", 120),
    ("lints: cargo clippy (native)", 180),
    ("npm packages", 30),
    ("servers: compile", 300),
    ("servers: compile as shipped", 680),
    ("tools: cargo-deny", 150),
    ("tools: trunk", 240),
    ("tools: wasm-bindgen-cli", 150),
];

static FILE: OnceLock<PathBuf> = OnceLock::new();
static WRITING: Mutex<()> = Mutex::new(());

/// Durations are kept in this folder from now on. Before this call none is known or kept.
pub fn keep_in(cache: &Path) {
    FILE.get_or_init(|| cache.join("durations"));
}

/// What the step took last time, else what it takes on a machine of 2 cores.
pub fn expected(step: &str) -> Option<Duration> {
    let first_time = FIRST_TIME.iter().find(|(name, _)| *name == step);
    let first_time = first_time.map(|(_, seconds)| Duration::from_secs(*seconds));
    let kept = FILE.get().and_then(|file| std::fs::read_to_string(file).ok());
    kept.and_then(|text| parse(&text).remove(step)).or(first_time)
}

/// Keeps what the step took.
pub fn record(step: &str, took: Duration) -> Result<(), Failure> {
    let Some(file) = FILE.get().filter(|_| took > NOTHING_DONE) else { return Ok(()) };
    let _one_at_a_time = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut all = std::fs::read_to_string(file).map(|text| parse(&text)).unwrap_or_default();
    all.insert(step.to_owned(), took);
    if let Some(folder) = file.parent() {
        files::make_folder(folder)?;
    }
    // Another checkout may read it meanwhile.
    let new = file.with_extension(std::process::id().to_string());
    std::fs::write(&new, print(&all)).at("cannot write", &new)?;
    std::fs::rename(&new, file).at("cannot write", file)
}

/// One step a line: its milliseconds and its name. A line of another form is left out.
fn parse(text: &str) -> BTreeMap<String, Duration> {
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines.filter_map(|(ms, name)| Some((name.to_owned(), Duration::from_millis(ms.parse().ok()?)))).collect()
}

fn print(all: &BTreeMap<String, Duration>) -> String {
    all.iter().map(|(name, took)| format!("{} {name}\n", took.as_millis())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_they_were_written() {
        let all = BTreeMap::from([("tools: trunk".to_owned(), Duration::from_millis(1_500))]);
        assert_eq!(print(&all), "1500 tools: trunk\n");
        assert_eq!(parse(&print(&all)), all);
        assert!(parse("no number\n\n12").is_empty());
    }

    #[test]
    fn a_first_run_is_told_what_a_small_machine_takes() {
        assert_eq!(expected("tools: trunk"), Some(Duration::from_secs(240)));
        assert_eq!(expected("a step of a test"), None);
    }
}
