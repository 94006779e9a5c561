//! Measurements. Each is printed beside what it is measured against; none of them decides over a build.

use crate::failure::Failure;
use crate::house::House;
use crate::run::run;
use crate::steps::step;
use std::process::Command;

/// One measurement: its name, and how it is run.
struct Bench {
    name: &'static str,
    run: fn(&House) -> Result<Command, Failure>,
}

/// All of them, in the order they are printed; a further one is a line here.
const ALL: [Bench; 1] = [Bench { name: "bench: payment codes (criterion)", run: payment_codes }];

/// Runs all, or those whose name holds the word given.
pub fn bench(house: &House, arguments: &[String]) -> Result<(), Failure> {
    let wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|word| name.contains(word));
    for bench in ALL.iter().filter(|bench| wanted(bench.name)) {
        step(bench.name, || run(&mut (bench.run)(house)?))?;
    }
    Ok(())
}

fn payment_codes(house: &House) -> Result<Command, Failure> {
    let mut cargo = house.cargo()?;
    cargo.args(["bench", "--locked", "-p", "pagopa"]);
    Ok(cargo)
}
