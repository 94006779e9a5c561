//! Measurements, each printed with its reference; the load says which of its goals are met. Four of them can fail: the gateway's memory at rest, how soon the code is
//! visible at the counter, how soon the accounts are after signing in, and what is left of the gateway under attack.

mod attack;
mod codes;
mod counter;
mod durable;
mod effort;
mod history;
mod letters;
mod load;
mod memory;
mod movements;
mod nodes;
mod qr;
mod sign_in;
mod slow_phone;

use crate::failure::Failure;
use crate::steps::{say, step};
use crate::workspace::Workspace;
use crate::{app, environment, servers, setup};
use effort::Effort;

/// One measurement.
struct Bench {
    name: &'static str,
    /// Whether it needs the gateway and the sandbox, and so the app inside.
    servers: bool,
    run: fn(&Workspace, Effort) -> Result<(), Failure>,
}

/// All measurements, in the order in which they run.
const ALL: [Bench; 11] = [
    Bench { name: "bench: payment codes, parse and print", servers: false, run: codes::measure },
    Bench { name: "bench: QR code to SVG, ours and npm's", servers: false, run: qr::measure },
    Bench { name: "bench: durable top-ups, beside one bare insert", servers: true, run: durable::measure },
    Bench { name: "bench: gateway's memory", servers: true, run: memory::measure },
    Bench { name: "bench: a page of history", servers: true, run: history::measure },
    Bench { name: "bench: a page of movements", servers: true, run: movements::measure },
    Bench { name: "bench: at the counter, from the icon to the code", servers: true, run: counter::measure },
    Bench { name: "bench: from the sixth digit to the accounts", servers: true, run: sign_in::measure },
    Bench {
        name: "bench: load, the first school day and past saturation",
        servers: true,
        run: load::measure,
    },
    Bench { name: "bench: attack, and what a guardian still gets", servers: true, run: attack::measure },
    Bench { name: "bench: letters, a second and in memory", servers: false, run: letters::measure },
];

/// Runs all, or those whose name contains one of the words. `--quick` measures less of each.
pub fn bench(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    let (flags, words): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|word| word.starts_with("--"));
    let effort = match flags.as_slice() {
        [] => Effort::Full,
        [flag] if *flag == "--quick" => Effort::Quick,
        _ => return Err(Failure::new("`bench` takes `--quick` and words of a measurement's name")),
    };
    let wanted: Vec<&Bench> = ALL
        .iter()
        .filter(|bench| words.is_empty() || words.iter().any(|word| bench.name.contains(word.as_str())))
        .collect();
    if wanted.is_empty() {
        let names = ALL.map(|bench| bench.name).join("\n    ");
        return Err(Failure::new(format!("no measurement has that name; there are\n    {names}")));
    }
    setup::for_app(workspace)?;
    if wanted.iter().any(|bench| bench.servers) {
        app::ensure(workspace)?;
        servers::shipped(workspace)?;
        environment::build_programs(workspace)?;
    }
    for bench in wanted {
        step(bench.name, || (bench.run)(workspace, effort))?;
    }
    if effort == Effort::Quick {
        say("measured quickly: these figures are too coarse to be written down");
    }
    Ok(())
}
