//! The first school day, and ordinary ones: how many requests and top-ups a second, how fast, and what happens when there
//! are more than can be answered. SQLite with one gateway; PostgreSQL with one, two and four.

use super::effort::Effort;
use super::nodes::Nodes;
use crate::environment;
use crate::failure::Failure;
use crate::figures::{Figures, ms, ratio};
use crate::postgres::{self, Durability, PostgresServer};
use crate::processes::Server;
use crate::steps::say;
use crate::workspace::Workspace;
use std::path::Path;

/// 99 of 100 answers are there within this time, at [`PACE`].
const P99_US: u64 = 250_000;
/// Requests a second of an ordinary busy hour.
const PACE: &str = "200";
/// In hundredths of the bare insert's rate.
const TOP_UPS: u64 = 80;
/// In hundredths of one gateway's rate.
const TWO_NODES: u64 = 160;
/// Two gateways need processors of their own beside those of the database, the platform and the generator.
const CORES_FOR_TWO: usize = 8;

/// Guardians at the same time on the first school day.
const AT_ONCE: &str = "200";
/// Connections of the measurements that compare rates.
const CLIENTS: &str = "64";

/// One row of the report.
struct Setup {
    name: &'static str,
    postgres: bool,
    nodes: usize,
}

const SETUPS: [Setup; 4] = [
    Setup { name: "SQLite, one node", postgres: false, nodes: 1 },
    Setup { name: "PostgreSQL, one node", postgres: true, nodes: 1 },
    Setup { name: "PostgreSQL, two nodes", postgres: true, nodes: 2 },
    Setup { name: "PostgreSQL, four nodes", postgres: true, nodes: 4 },
];

/// A figure with its limit.
struct Goal {
    what: String,
    is_met: Option<bool>,
}

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    if !Path::new("/proc/self/status").exists() {
        say("  memory is read from /proc, which this system does not have");
        return Ok(());
    }
    let folder = environment::folder(workspace, "load")?;
    let guardians = effort.choose("5000", "200");
    let accounts = environment::generated(workspace, &folder, guardians, "2")?;
    let server = match postgres::programs() {
        Some(_) => Some(PostgresServer::start(workspace, Durability::Full)?),
        None => {
            say("  PostgreSQL is not installed: SQLite alone");
            None
        }
    };
    say(&format!("  {} cores for all of it; load before: {}", cores(), load_before()));
    let (mut goals, mut rates) = (Vec::new(), Vec::new());
    for (number, setup) in SETUPS.iter().enumerate() {
        if setup.postgres && server.is_none() {
            continue;
        }
        let folder = folder.join(number.to_string());
        crate::files::make_folder(&folder)?;
        let database = match &server {
            Some(server) if setup.postgres => Some(server.database(&format!("load{number}"))?),
            _ => None,
        };
        say(&format!("  {}", setup.name));
        let nodes = Nodes::start(workspace, &folder, database.as_deref(), setup.nodes, &accounts)?;
        let run = Run { workspace, folder: &folder, nodes: &nodes, effort };
        let rate = run.all(setup, guardians, database.as_deref(), &mut goals)?;
        if setup.postgres {
            rates.push(rate);
        }
        drop(nodes);
        crate::files::remove_folder(&folder)?;
    }
    if let [one, two, ..] = rates.as_slice() {
        goals.push(scaling(*one, *two));
    }
    say("  goals");
    for goal in goals {
        let word = match goal.is_met {
            Some(true) => "met",
            Some(false) => "not met",
            None => "cannot be measured here",
        };
        say(&format!("    {:<66} {word}", goal.what));
    }
    Ok(())
}

fn scaling(one: u64, two: u64) -> Goal {
    let what = format!("two nodes {} one; 1.60× wanted", ratio(two, one));
    let enough = cores() >= CORES_FOR_TWO;
    Goal { what, is_met: enough.then_some(two.saturating_mul(100) >= one.saturating_mul(TWO_NODES)) }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The average load of the last minute, five and fifteen minutes.
fn load_before() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}

/// All measurements of one setup.
struct Run<'a> {
    workspace: &'a Workspace,
    folder: &'a Path,
    nodes: &'a Nodes,
    effort: Effort,
}

impl Run<'_> {
    /// Returns the requests a second of the mix.
    fn all(
        &self,
        setup: &Setup,
        guardians: &str,
        database: Option<&str>,
        goals: &mut Vec<Goal>,
    ) -> Result<u64, Failure> {
        let day = self.first_day(guardians)?;
        line("first school day", &day)?;
        let took = day.get("elapsed_us")? / 1_000_000;
        say(&format!(
            "    {} of {guardians} guardians signed in and topped up in {took} s",
            day.get("guardians")?
        ));

        let before = self.bare_inserts(database, "before")?;
        let top_ups = self.mix(&["--only-top-ups", "--connections", CLIENTS])?;
        let bare = before.midpoint(self.bare_inserts(database, "after")?);
        line("top-ups alone, 64 clients", &top_ups)?;
        let rate = top_ups.get("top_ups_per_second")?;
        say(&format!("    one bare insert: {bare} a second"));
        goals.push(Goal {
            what: format!("{}: top-ups {} bare inserts; 0.80× wanted", setup.name, ratio(rate, bare)),
            is_met: Some(rate.saturating_mul(100) >= bare.saturating_mul(TOP_UPS)),
        });

        let of_200 = self.mix(&["--connections", "200"])?;
        line("mix, 200 connections", &of_200)?;
        line("mix, 1,000 connections", &self.mix(&["--connections", "1000"])?)?;
        let paced = self.mix(&["--connections", "200", "--rate", PACE])?;
        line("mix, 200 requests a second", &paced)?;
        let p99 = paced.get("p99_us")?;
        goals.push(Goal {
            what: format!("{}: p99 {} at 200 a second; 250 ms wanted", setup.name, ms(p99)),
            is_met: Some(p99 <= P99_US && paced.get("failed")? == 0),
        });

        let most = of_200.get("per_second")?;
        let too_many = most.saturating_mul(3).max(1000).to_string();
        let flood = self.mix(&["--connections", "1000", "--rate", &too_many, "--flood"])?;
        line(&format!("{too_many} requests a second"), &flood)?;
        say(&format!(
            "    of these refused with Retry-After: {}, their p99 {}",
            flood.get("refused")?,
            ms(flood.get("refused_p99_us")?)
        ));
        let after = self.mix(&["--connections", "50", "--rate", "50"])?;
        line("50 a second, right after", &after)?;
        goals.push(Goal {
            what: format!("{}: past saturation all are answered or refused", setup.name),
            is_met: Some(
                flood.get("failed")? == 0 && after.get("failed")? == 0 && after.get("refused")? == 0,
            ),
        });
        say(&format!("    memory of one node: {}", self.nodes.memory()?.words().trim()));
        Ok(most)
    }

    fn first_day(&self, guardians: &str) -> Result<Figures, Failure> {
        let (servers, sessions) = (self.nodes.servers(), self.sessions());
        let mut arguments = vec!["day", "--server", &servers, "--mailbox", self.nodes.mailbox()];
        arguments.extend(["--guardians", guardians, "--clients", AT_ONCE, "--sessions", &sessions]);
        environment::load(self.workspace, &arguments)
    }

    fn mix(&self, what: &[&str]) -> Result<Figures, Failure> {
        let (servers, sessions) = (self.nodes.servers(), self.sessions());
        let mut arguments = vec!["mix", "--server", &servers, "--sessions", &sessions];
        arguments.extend(["--seconds", self.seconds()]);
        arguments.extend(what);
        environment::load(self.workspace, &arguments)
    }

    fn sessions(&self) -> String {
        self.folder.join("sessions").display().to_string()
    }

    fn seconds(&self) -> &'static str {
        self.effort.choose("10", "2")
    }

    /// A second, in the same engine and on the same disk.
    fn bare_inserts(&self, database: Option<&str>, when: &str) -> Result<u64, Failure> {
        let mut bare = environment::program(self.workspace, "bare_insert")?;
        match database {
            Some(address) => bare.args(["--database", address]),
            None => bare.arg("--database").arg(self.folder.join(format!("bare-{when}.db"))),
        };
        let log = self.folder.join("bare.log");
        let (bare, url) = Server::start("the bare handler", &mut bare, &log, "bare: listening on")?;
        let arguments = ["inserts", "--server", &url, "--clients", CLIENTS, "--seconds", self.seconds()];
        let figures = environment::load(self.workspace, &arguments)?;
        drop(bare);
        figures.get("per_second")
    }
}

fn line(what: &str, figures: &Figures) -> Result<(), Failure> {
    say(&format!(
        "    {what:<28} {:>6} /s   top-ups {:>5} /s   p50 {:>10}   p99 {:>11}   refused {:>6}   failed {:>4}",
        figures.get("per_second")?,
        figures.get("top_ups_per_second")?,
        ms(figures.get("median_us")?),
        ms(figures.get("p99_us")?),
        figures.get("refused")?,
        figures.get("failed")?,
    ));
    Ok(())
}
