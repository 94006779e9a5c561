//! Checks that are right or wrong as a whole.

use crate::failure::Failure;
use crate::house::House;
use crate::run::run;

pub struct Check {
    pub name: &'static str,
    pub run: fn(&House) -> Result<(), Failure>,
}

pub const ALL: [Check; 5] = [
    Check { name: "format: cargo fmt --check", run: format },
    Check { name: "dependencies: cargo deny check", run: deny },
    Check { name: "journeys' types: tsc", run: types },
    Check { name: "lints: cargo clippy (native)", run: clippy_native },
    Check { name: "lints: cargo clippy (app, wasm32)", run: clippy_app },
];

fn format(house: &House) -> Result<(), Failure> {
    run(house.cargo()?.args(["fmt", "--all", "--check"]))
        .map_err(|failure| failure.remedy("`cargo fmt --all` puts it right"))
}

fn deny(house: &House) -> Result<(), Failure> {
    crate::tools::CARGO_DENY.ensure(house)?;
    // Advisories change without a change of ours, and need the network: deny.toml says how to ask for them.
    run(house.cargo()?.args(["deny", "--workspace", "--locked", "check", "bans", "licenses", "sources"]))
}

fn types(house: &House) -> Result<(), Failure> {
    run(house.command("tsc")?.args(["--project", "tests/e2e"]))
}

fn clippy_native(house: &House) -> Result<(), Failure> {
    let mut cargo = house.cargo()?;
    cargo.args(["clippy", "--locked", "--workspace", "--exclude", "ricarica", "--all-targets"]);
    run(cargo.args(["--", "-D", "warnings"]))
}

fn clippy_app(house: &House) -> Result<(), Failure> {
    let mut cargo = house.cargo()?;
    cargo.args(["clippy", "--locked", "-p", "ricarica", "--target", "wasm32-unknown-unknown"]);
    run(cargo.args(["--all-targets", "--", "-D", "warnings"]))
}
