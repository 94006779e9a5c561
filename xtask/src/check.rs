//! Checks that pass or fail as a whole.

mod layers;
mod modules;
mod reader;

use crate::failure::Failure;
use crate::pins::CARGO_DENY;
use crate::run::run;
use crate::workspace::Workspace;
use crate::{npm, prerequisites, tools};

pub struct Check {
    pub name: &'static str,
    pub run: fn(&Workspace) -> Result<(), Failure>,
}

pub const ALL: [Check; 6] = [
    Check { name: "format: cargo fmt --check", run: format },
    Check { name: "imports: who imports whom", run: layers::check },
    Check { name: "dependencies: cargo deny check", run: deny },
    Check { name: "types of the journeys: tsc", run: types },
    Check { name: "lints: cargo clippy (native)", run: clippy_native },
    Check { name: "lints: cargo clippy (app, wasm32)", run: clippy_app },
];

fn format(workspace: &Workspace) -> Result<(), Failure> {
    run(workspace.cargo()?.args(["fmt", "--all", "--check"]))
        .map_err(|failure| failure.remedy("run `cargo fmt --all`"))
}

fn deny(workspace: &Workspace) -> Result<(), Failure> {
    tools::ensure(workspace, &CARGO_DENY)?;
    // Advisories change when the code does not, and need the network: deny.toml says how to check them.
    run(workspace.cargo()?.args(["deny", "--workspace", "--locked", "check", "bans", "licenses", "sources"]))
}

fn types(workspace: &Workspace) -> Result<(), Failure> {
    npm::ensure(workspace)?;
    run(workspace.command("tsc")?.args(["--project", "tests/e2e"]))
}

fn clippy_native(workspace: &Workspace) -> Result<(), Failure> {
    let mut cargo = workspace.cargo()?;
    cargo.args(["clippy", "--locked", "--workspace", "--exclude", "ricarica", "--all-targets"]);
    run(cargo.args(["--", "-D", "warnings"]))
}

fn clippy_app(workspace: &Workspace) -> Result<(), Failure> {
    prerequisites::for_app(workspace)?;
    let mut cargo = workspace.cargo()?;
    cargo.args(["clippy", "--locked", "-p", "ricarica", "--target", "wasm32-unknown-unknown"]);
    run(cargo.args(["--all-targets", "--", "-D", "warnings"]))
}
