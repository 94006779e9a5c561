//! How long each step took last time, stored in the cache of all checkouts.

use crate::failure::{At, Failure};
use crate::files;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// A step without work ends within this time. Its duration is not stored.
const NOTHING_DONE: Duration = Duration::from_secs(2);

/// Estimated seconds of a first run on a machine with 2 cores, for its messages. Later runs have the stored durations.
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

/// Sets the folder for durations. Before this call none is read or stored.
pub fn keep_in(cache: &Path) {
    FILE.get_or_init(|| cache.join("durations"));
}

/// The step's last duration, else that on a machine with 2 cores.
pub fn expected(step: &str) -> Option<Duration> {
    let first_time = FIRST_TIME.iter().find(|(name, _)| *name == step);
    let first_time = first_time.map(|(_, seconds)| Duration::from_secs(*seconds));
    let stored = FILE.get().and_then(|file| std::fs::read_to_string(file).ok());
    stored.and_then(|text| parse(&text).remove(step)).or(first_time)
}

/// Stores the step's duration.
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

/// One step a line: its milliseconds and its name. Malformed lines are ignored.
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
    fn first_run_has_the_durations_of_a_small_machine() {
        assert_eq!(expected("tools: trunk"), Some(Duration::from_secs(240)));
        assert_eq!(expected("a step of a test"), None);
    }
}
