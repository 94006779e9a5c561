//! Top-ups per second that are on disk when they are answered. They are compared with the least that a durable write
//! costs: a bare axum handler with one insert, with the same SQLite settings and load generator.

use super::effort::Effort;
use crate::environment::{self, Accounts, TestEnvironment};
use crate::failure::Failure;
use crate::figures::{Figures, ms, ratio};
use crate::processes::Server;
use crate::steps::say;
use crate::workspace::Workspace;

const CLIENTS: [&str; 3] = ["1", "8", "64"];

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    let seconds = effort.choose("10", "2");
    let folder = environment::folder(workspace, "durable")?;
    let mut bare = environment::program(workspace, "bare_insert")?;
    bare.arg("--database").arg(folder.join("bare.db"));
    let (bare, bare_url) =
        Server::start("the bare handler", &mut bare, &folder.join("bare.log"), "bare: listening on")?;

    say("                          clients  per second     median        p99");
    for clients in CLIENTS {
        let end = ["--seconds", seconds];
        let insert = ["inserts", "--server", &bare_url, "--clients", clients, "--seconds", seconds];
        let bare = environment::load(workspace, &insert)?;
        line("one bare insert", clients, &bare)?;
        // A fresh one each time. It ends before the reconciliation first reads the top-ups again, after 15 seconds.
        let environment = TestEnvironment::start(
            workspace,
            &environment::folder(workspace, "durable-gateway")?,
            Accounts::Load,
        )?;
        let top_ups = environment.open_top_ups(workspace, clients, end)?;
        drop(environment);
        line("top-up, platform included", clients, &top_ups)?;
        say(&format!(
            "  a top-up costs {} an insert",
            ratio(bare.get("per_second")?, top_ups.get("per_second")?)
        ));
    }
    drop(bare);
    Ok(())
}

fn line(what: &str, clients: &str, figures: &Figures) -> Result<(), Failure> {
    let (rate, median, p99) =
        (figures.get("per_second")?, ms(figures.get("median_us")?), ms(figures.get("p99_us")?));
    say(&format!("  {what:<25} {clients:>5} {rate:>11} {median:>10} {p99:>10}"));
    Ok(())
}
