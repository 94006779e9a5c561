//! A page of the history with few and with very many top-ups in the store: the index makes both equally fast.

use super::effort::Effort;
use crate::environment::{self, Accounts, TestEnvironment};
use crate::failure::Failure;
use crate::figures::{ms, ratio};
use crate::run::capture;
use crate::steps::say;
use crate::workspace::Workspace;

/// How many top-ups are stored, and how many guardians share them equally. The reader is one of these.
const STORES: [(&str, &str); 3] = [("1000", "1"), ("1000000", "1000"), ("1000000", "1")];

/// The stores take turns, so that other load on the machine affects all of them; the median round counts.
const ROUNDS: usize = 5;

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    let folder = environment::folder(workspace, "history")?;
    let mut environments = Vec::new();
    for (number, (count, guardians)) in STORES.iter().enumerate() {
        let folder = folder.join(number.to_string());
        let mut fill = environment::program(workspace, "fill_history")?;
        fill.arg("--database").arg(folder.join("data/ricarica.db"));
        capture(fill.args(["--top-ups", count, "--guardians", guardians]))?;
        environments.push(TestEnvironment::start(workspace, &folder, Accounts::None)?);
    }
    let reads = effort.choose("1000", "200");
    let mut rounds = vec![Vec::new(); STORES.len()];
    for _ in 0..ROUNDS {
        for (environment, seen) in environments.iter().zip(&mut rounds) {
            seen.push(read_pages(workspace, environment, reads)?);
        }
    }
    say("  stored     guardians    median        p99");
    let mut first = None;
    for ((count, guardians), mut seen) in STORES.into_iter().zip(rounds) {
        seen.sort_unstable();
        let (median, p99) = seen.get(ROUNDS / 2).copied().unwrap_or_default();
        let beside = first.map_or(String::new(), |first| format!("   {} the first", ratio(median, first)));
        first.get_or_insert(median);
        say(&format!("  {count:<9} {guardians:>10} {:>9} {:>10}{beside}", ms(median), ms(p99)));
    }
    drop(environments);
    // The large stores take hundreds of megabytes.
    crate::files::remove_folder(&folder)
}

/// Median and p99 of the pages of one guardian, in microseconds.
fn read_pages(
    workspace: &Workspace,
    environment: &TestEnvironment,
    reads: &str,
) -> Result<(u64, u64), Failure> {
    let mut arguments = vec!["history", "--server", &environment.url, "--mailbox", &environment.sandbox_url];
    arguments.extend(["--email", "storia0@example.org", "--clients", "1", "--count", reads]);
    let figures = environment::load(workspace, &arguments)?;
    Ok((figures.get("median_us")?, figures.get("p99_us")?))
}
