//! A page of the history with few and with very many top-ups in the store: the index makes both equally fast, in SQLite
//! and in PostgreSQL.

use super::effort::Effort;
use crate::environment::{self, Accounts, TestEnvironment};
use crate::failure::Failure;
use crate::figures::{ms, ratio};
use crate::postgres::{self, Durability, PostgresServer};
use crate::run::capture;
use crate::steps::say;
use crate::workspace::Workspace;
use std::path::Path;

/// How many top-ups are stored, and how many guardians share them equally. The reader is one of these.
const STORES: [(&str, &str); 4] =
    [("1000", "1"), ("1000000", "1000"), ("1000000", "1"), ("10000000", "1000")];
/// Without the last one, which takes minutes to fill and some gigabytes.
const QUICK_STORES: usize = 3;

/// The stores take turns, so that other load on the machine affects all of them; the median round counts.
const ROUNDS: usize = 5;

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    let folder = environment::folder(workspace, "history")?;
    say("  engine      stored     guardians    median        p99");
    measure_engine(workspace, &folder.join("sqlite"), None, effort)?;
    if postgres::programs().is_some() {
        let server = PostgresServer::start(workspace, Durability::Full)?;
        measure_engine(workspace, &folder.join("postgres"), Some(&server), effort)?;
    } else {
        say("  PostgreSQL is not installed");
    }
    // The large stores take gigabytes.
    crate::files::remove_folder(&folder)
}

fn measure_engine(
    workspace: &Workspace,
    folder: &Path,
    server: Option<&PostgresServer>,
    effort: Effort,
) -> Result<(), Failure> {
    let stores = STORES.iter().take(effort.choose(STORES.len(), QUICK_STORES));
    let mut environments = Vec::new();
    for (number, (count, guardians)) in stores.clone().enumerate() {
        let folder = folder.join(number.to_string());
        crate::files::make_folder(&folder)?;
        let mut fill = environment::program(workspace, "fill_history")?;
        fill.args(["--top-ups", count, "--guardians", guardians]);
        environments.push(match server {
            Some(server) => {
                let database = server.database(&format!("history{number}"))?;
                capture(fill.args(["--database", &database]))?;
                TestEnvironment::start_on(workspace, &folder, &database)?
            }
            None => {
                capture(fill.arg("--database").arg(folder.join("data/ricarica.db")))?;
                TestEnvironment::start(workspace, &folder, Accounts::None)?
            }
        });
    }
    let reads = effort.choose("1000", "200");
    let mut rounds = vec![Vec::new(); environments.len()];
    for _ in 0..ROUNDS {
        for (environment, seen) in environments.iter().zip(&mut rounds) {
            seen.push(read_pages(workspace, environment, reads)?);
        }
    }
    let engine = if server.is_some() { "PostgreSQL" } else { "SQLite" };
    let mut first = None;
    for ((count, guardians), mut seen) in stores.zip(rounds) {
        seen.sort_unstable();
        let (median, p99) = seen.get(ROUNDS / 2).copied().unwrap_or_default();
        let beside = first.map_or(String::new(), |first| format!("   {} the first", ratio(median, first)));
        first.get_or_insert(median);
        say(&format!("  {engine:<11} {count:<9} {guardians:>10} {:>9} {:>10}{beside}", ms(median), ms(p99)));
    }
    Ok(())
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
