//! The output while a step runs: one changing line on a terminal, elsewhere a line every 30 seconds.

use crate::words;
use indicatif::{ProgressBar, ProgressStyle};
use std::cell::Cell;
use std::io::Write;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How long a step may be silent where no line can change.
const SILENCE: Duration = Duration::from_secs(30);
/// How often the line on a terminal changes.
const TICK: Duration = Duration::from_secs(1);

static RUNNING: Mutex<Vec<Running>> = Mutex::new(Vec::new());
static BAR: OnceLock<ProgressBar> = OnceLock::new();

thread_local! {
    /// The innermost step of this thread.
    static CURRENT: Cell<Option<StepId>> = const { Cell::new(None) };
}

/// A step that has begun and not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepId(u64);

#[derive(Debug)]
struct Running {
    id: StepId,
    /// The step that this one is part of.
    outer: Option<StepId>,
    name: String,
    begun: Instant,
    expected: Option<Duration>,
    /// The last line that the step's program printed.
    latest: String,
    /// When the reader last saw something of this step.
    seen: Instant,
}

/// Ends the step when dropped.
#[derive(Debug)]
pub struct Shown(StepId, Option<StepId>);

/// Shows the step until the result is dropped.
pub fn begin(name: &str, expected: Option<Duration>) -> Shown {
    let mut running = running();
    let next = running.iter().map(|step| step.id.0).max().map_or(0, |last| last.saturating_add(1));
    let (id, outer, now) = (StepId(next), current(), Instant::now());
    running.push(Running {
        id,
        outer,
        name: name.to_owned(),
        begun: now,
        expected,
        latest: String::new(),
        seen: now,
    });
    drop(running);
    CURRENT.set(Some(id));
    bar().reset();
    Shown(id, outer)
}

impl Drop for Shown {
    fn drop(&mut self) {
        CURRENT.set(self.1);
        let mut running = running();
        running.retain(|step| step.id != self.0);
        if running.is_empty() {
            bar().finish_and_clear();
        }
    }
}

/// The innermost step of this thread.
pub fn current() -> Option<StepId> {
    CURRENT.get()
}

/// Remembers the last line that the step's program printed.
pub fn heard(id: StepId, line: &str) {
    if let Some(step) = running().iter_mut().find(|step| step.id == id)
        && !line.trim().is_empty()
    {
        line.trim().clone_into(&mut step.latest);
    }
}

/// Prints one line on standard output. A closed pipe (`| head`) does not stop a build.
pub fn say(line: &str) {
    if let Some(id) = current()
        && let Some(step) = running().iter_mut().find(|step| step.id == id)
    {
        step.seen = Instant::now();
    }
    let print = || {
        let mut out = std::io::stdout().lock();
        if writeln!(out, "{line}").is_ok() {
            out.flush().unwrap_or_default();
        }
    };
    match BAR.get() {
        Some(bar) => bar.suspend(print),
        None => print(),
    }
}

fn running() -> MutexGuard<'static, Vec<Running>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The line on the terminal. The first call starts the thread that changes it.
fn bar() -> &'static ProgressBar {
    BAR.get_or_init(|| {
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            bar.set_style(style);
        }
        std::thread::spawn(|| {
            loop {
                std::thread::sleep(TICK);
                tick();
            }
        });
        bar
    })
}

fn tick() {
    let Some(bar) = BAR.get() else { return };
    let mut running = running();
    let outer: Vec<StepId> = running.iter().filter_map(|step| step.outer).collect();
    let now = Instant::now();
    let innermost = running.iter_mut().filter(|step| !outer.contains(&step.id));
    if bar.is_hidden() {
        let silent = innermost.filter(|step| now.duration_since(step.seen) >= SILENCE);
        let lines: Vec<String> = silent
            .map(|step| {
                step.seen = now;
                format!("  … {}", step.status(now))
            })
            .collect();
        // `say` takes the lock as well.
        drop(running);
        lines.iter().for_each(|line| say(line));
    } else {
        let status: Vec<String> = innermost.map(|step| step.status(now)).collect();
        bar.set_message(status.join("  ·  "));
        bar.tick();
    }
}

impl Running {
    /// `tools: trunk: 1 min 20 s of about 4 min 0 s (33 %), Compiling lightningcss v1.0`
    fn status(&self, now: Instant) -> String {
        let elapsed = now.duration_since(self.begun);
        let mut text = format!("{}: {}", self.name, words::duration(elapsed));
        if let Some(expected) = self.expected {
            match elapsed.as_millis().saturating_mul(100).checked_div(expected.as_millis()) {
                Some(percent) if percent < 100 => {
                    text.push_str(&format!(" of about {} ({percent} %)", words::duration(expected)));
                }
                _ => text.push_str(&format!(", expected {}", words::duration(expected))),
            }
        }
        if !self.latest.is_empty() {
            text.push_str(", ");
            text.push_str(&self.latest);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(elapsed: u64, expected: Option<u64>, latest: &str) -> String {
        let begun = Instant::now();
        let step = Running {
            id: StepId(0),
            outer: None,
            name: "app".to_owned(),
            begun,
            expected: expected.map(Duration::from_secs),
            latest: latest.to_owned(),
            seen: begun,
        };
        step.status(begun + Duration::from_secs(elapsed))
    }

    #[test]
    fn the_status_says_how_far_a_step_is() {
        assert_eq!(status(5, None, ""), "app: 5.0 s");
        assert_eq!(
            status(60, Some(240), "Compiling x"),
            "app: 1 min 0 s of about 4 min 0 s (25 %), Compiling x"
        );
        assert_eq!(status(90, Some(30), ""), "app: 1 min 30 s, expected 30.0 s");
    }

    #[test]
    fn a_step_is_current_in_its_thread_until_it_ends() {
        assert_eq!(current(), None);
        let outer = begin("outer", None);
        let inner = begin("inner", None);
        assert_eq!(current(), Some(inner.0));
        assert_eq!(std::thread::spawn(current).join().unwrap(), None);
        drop(inner);
        assert_eq!(current(), Some(outer.0));
        drop(outer);
        assert_eq!(current(), None);
    }
}
