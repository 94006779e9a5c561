//! What an ordinary guardian gets while the gateway is attacked, and the memory that the attack takes.
//!
//! The guardian reads accounts and a top-up, one after the other, each with a new connection. The attackers have other
//! addresses of this machine. Every attack has a gateway of its own.

use super::effort::Effort;
use super::memory::Memory;
use crate::environment::{self, Accounts, FEW_GUARDIANS, TestEnvironment};
use crate::failure::Failure;
use crate::figures::{Figures, ms};
use crate::processes::Server;
use crate::run::capture;
use crate::steps::say;
use crate::workspace::Workspace;
use std::path::Path;
use std::time::{Duration, Instant};

/// More than the gateway serves at once, and more files than a process may usually open.
const CONNECTIONS: &str = "1000";
/// In kB.
const MEMORY: u64 = 100 * 1024;
/// A reader gives up the platform after four seconds.
const P99_US: u64 = 5_000_000;
/// From SIGTERM to the end. The gateway takes twenty at most, and xtask kills it after fifteen.
const STOPS_WITHIN: Duration = Duration::from_secs(14);
/// The attack goes on so long before the guardian comes.
const BEFORE: Duration = Duration::from_secs(3);

const ATTACKS: [(&str, Option<&str>); 7] = [
    ("no attack", None),
    ("idle connections", Some("idle")),
    ("half-sent headers", Some("half-headers")),
    ("384 KB of headers", Some("large-headers")),
    ("slow bodies", Some("slow-bodies")),
    ("silent mail server", Some("codes")),
    ("hanging platform", Some("hanging-platform")),
];

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    if !Path::new("/proc/self/status").exists() {
        say("  memory is read from /proc, which this system does not have");
        return Ok(());
    }
    let folder = environment::folder(workspace, "attack")?;
    say("                           median         p99        most    memory, at most     stops in");
    for (name, attack) in ATTACKS {
        let folder = folder.join(attack.unwrap_or("none"));
        crate::files::make_folder(&folder)?;
        let (figures, memory, stopped) = one(workspace, &folder, attack, effort)?;
        let p99 = figures.get("p99_us")?;
        say(&format!(
            "  {name:<20} {:>11} {:>11} {:>11} {} {:>8}.{} s",
            ms(figures.get("median_us")?),
            ms(p99),
            ms(figures.get("worst_us")?),
            memory.words(),
            stopped.as_secs(),
            stopped.subsec_millis() / 100,
        ));
        if memory.most > MEMORY {
            return Err(Failure::new(format!(
                "{name}: the gateway took {} kB; the limit is {MEMORY}",
                memory.most
            )));
        }
        if p99 > P99_US {
            return Err(Failure::new(format!("{name}: p99 is {}; the limit is {}", ms(p99), ms(P99_US))));
        }
        if stopped > STOPS_WITHIN {
            return Err(Failure::new(format!("{name}: the gateway did not stop within {STOPS_WITHIN:?}")));
        }
    }
    Ok(())
}

/// The guardian's figures, the gateway's memory, and how long the gateway took to stop.
fn one(
    workspace: &Workspace,
    folder: &Path,
    attack: Option<&str>,
    effort: Effort,
) -> Result<(Figures, Memory, Duration), Failure> {
    let mut mail = None;
    let environment = TestEnvironment::start_with(workspace, folder, Accounts::Few, None, |smtp| {
        if attack != Some("codes") {
            return Ok(smtp.to_owned());
        }
        let mut program = environment::program(workspace, "load")?;
        // The ordinary guardian's own code still comes.
        program.args(["attack", "silent-mail", "--forward", smtp, "--first", "1"]);
        let (server, address) =
            Server::start("the mail server", &mut program, &folder.join("mail.log"), "attack: mail")?;
        mail = Some(server);
        Ok(address)
    })?;
    let (url, sandbox) = (environment.url.clone(), environment.sandbox_url.clone());
    let host = url.trim_start_matches("http://");
    let mut prepare = environment::program(workspace, "load")?;
    prepare.args(["prepare", "--server", &url, "--mailbox", &sandbox, "--email", "tutore0@example.org"]);
    let prepared = capture(&mut prepare)?;
    let (cookie, top_up) =
        prepared.trim().split_once(' ').ok_or_else(|| Failure::new(format!("no session: `{prepared}`")))?;

    let mut attacker = None;
    if let Some(attack) = attack {
        let mut program = environment::program(workspace, "load")?;
        program.args(["attack", attack]);
        match attack {
            "codes" => program.args(["--server", &url, "--guardians", FEW_GUARDIANS]),
            "hanging-platform" => {
                program.args(["--server", &url, "--mailbox", &sandbox, "--guardians", FEW_GUARDIANS])
            }
            _ => program.args(["--server", host, "--connections", CONNECTIONS]),
        };
        let log = folder.join("attack.log");
        attacker = Some(Server::start("the attack", &mut program, &log, "attack: begun")?.0);
        std::thread::sleep(BEFORE);
    }
    let reads = effort.choose("500", "100");
    let figures = environment::load(
        workspace,
        &[
            "reads",
            "--server",
            &url,
            "--cookie",
            cookie,
            "--top-up",
            top_up,
            "--clients",
            "1",
            "--count",
            reads,
        ],
    )?;
    let memory = Memory::of(environment.gateway.id())?;
    let began = Instant::now();
    drop(environment);
    let stopped = began.elapsed();
    drop((attacker, mail));
    Ok((figures, memory, stopped))
}
