//! The first page of a guardian's movements, with few and with many in the store: both are equally fast.

use super::effort::Effort;
use crate::environment::{self, Accounts, TestEnvironment};
use crate::failure::Failure;
use crate::figures::{ms, ratio};
use crate::run::capture;
use crate::steps::say;
use crate::workspace::Workspace;

/// How many meals the guardian has.
const STORES: [&str; 2] = ["50", "5000"];

/// The stores take turns, so that other load on the machine affects both; the median round counts.
const ROUNDS: usize = 5;

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    let folder = environment::folder(workspace, "movements")?;
    let mut environments = Vec::new();
    for (number, meals) in STORES.iter().enumerate() {
        let folder = folder.join(number.to_string());
        crate::files::make_folder(&folder)?;
        let mut fill = environment::program(workspace, "fill_history")?;
        fill.args(["--top-ups", "20", "--meals", meals]);
        capture(fill.arg("--database").arg(folder.join("data/ricarica.db")))?;
        environments.push(TestEnvironment::start(workspace, &folder, Accounts::None)?);
    }
    let reads = effort.choose("1000", "200");
    let mut rounds = vec![Vec::new(); environments.len()];
    for _ in 0..ROUNDS {
        for (environment, seen) in environments.iter().zip(&mut rounds) {
            let mut arguments =
                vec!["movements", "--server", &environment.url, "--mailbox", &environment.sandbox_url];
            arguments.extend(["--email", "storia0@example.org", "--clients", "1", "--count", reads]);
            let figures = environment::load(workspace, &arguments)?;
            seen.push((figures.get("median_us")?, figures.get("p99_us")?));
        }
    }
    say("  meals     median        p99");
    let mut first = None;
    for (meals, mut seen) in STORES.iter().zip(rounds) {
        seen.sort_unstable();
        let (median, p99) = seen.get(ROUNDS / 2).copied().unwrap_or_default();
        let beside = first.map_or(String::new(), |first| format!("   {} the first", ratio(median, first)));
        first.get_or_insert(median);
        say(&format!("  {meals:<6} {:>9} {:>10}{beside}", ms(median), ms(p99)));
    }
    crate::files::remove_folder(&folder)
}
