//! Measurements, each printed beside what it is measured against. Two of them decide: the gateway's memory at rest,
//! and how soon the code is there at the counter.

mod codes;
mod counter;
mod durable;
pub mod figures;
mod history;
mod letters;
mod memory;
mod qr;
pub mod town;

use crate::failure::Failure;
use crate::house::House;
use crate::steps::{say, step};
use crate::{app_build, servers_build, setup};

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// For the figures that are written down.
    Full,
    /// Three minutes: enough to see that nothing fell apart.
    Quick,
}

impl Effort {
    const fn choose<T: Copy>(self, full: T, quick: T) -> T {
        match self {
            Self::Full => full,
            Self::Quick => quick,
        }
    }
}

/// One measurement: its name, and how it is run.
struct Bench {
    name: &'static str,
    /// Whether the gateway and the sandbox, and so the app inside, have to be built first.
    servers: bool,
    run: fn(&House, Effort) -> Result<(), Failure>,
}

/// All of them, in the order they are printed; a further one is a line here.
const ALL: [Bench; 7] = [
    Bench { name: "bench: payment codes, parse and print", servers: false, run: codes::measure },
    Bench { name: "bench: QR code to SVG, ours and npm's", servers: false, run: qr::measure },
    Bench { name: "bench: durable top-ups, beside one bare insert", servers: true, run: durable::measure },
    Bench { name: "bench: gateway's memory", servers: true, run: memory::measure },
    Bench { name: "bench: a page of history", servers: true, run: history::measure },
    Bench { name: "bench: at the counter, from the icon to the code", servers: true, run: counter::measure },
    Bench { name: "bench: letters, a second and in memory", servers: false, run: letters::measure },
];

/// Runs all, or those whose name holds one of the words given; `--quick` measures less of each.
pub fn bench(house: &House, arguments: &[String]) -> Result<(), Failure> {
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
        return Err(Failure::new(format!("no measurement of that name; there are\n    {names}")));
    }
    setup::for_building(house)?;
    if wanted.iter().any(|bench| bench.servers) {
        // Whatever its size: that is `build`'s to say.
        app_build::make(house)?;
        servers_build::build(house)?;
        town::build_programs(house)?;
    }
    for bench in wanted {
        step(bench.name, || (bench.run)(house, effort))?;
    }
    if effort == Effort::Quick {
        say("measured quickly: no figures to write down");
    }
    Ok(())
}
