//! The app: `trunk build --release` makes `dist/`. Trunk's hook (`finish`) does what Trunk cannot.

pub mod finish;
mod folders;
mod shell;
pub mod style_page;

use crate::built::{self, Built};
use crate::failure::{At, Failure};
use crate::files;
use crate::fingerprint::Fingerprint;
use crate::pins::{TRUNK, WASM_BINDGEN};
use crate::run::run;
use crate::steps::{say, step};
use crate::workspace::Workspace;
use crate::{lock, setup};
use std::path::{Path, PathBuf};

/// The inputs of the app's build, besides the crates.
const INPUTS: [&str; 14] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    // Unused style rules are removed, and these files contain markup too.
    "crates/gateway/src/pages",
    "index.html",
    "package-lock.json",
    "public",
    "rust-toolchain.toml",
    "src",
    "style",
    "styleguide",
    "xtask/src/app",
    "xtask/src/app.rs",
];
/// Crates that are never part of the app.
const NOT_IN_THE_APP: [&str; 3] = ["gateway", "letter", "sandbox"];

/// Builds `dist/` unless it exists, and installs missing tools first.
pub fn ensure(workspace: &Workspace) -> Result<(), Failure> {
    let _held = lock::checkout(workspace, "app")?;
    let dist = workspace.dist();
    let built = inputs(workspace)?;
    if built.is_in(&dist)? {
        say("✔ app: unchanged");
        return Ok(());
    }
    if built.restore(&dist)? {
        say("✔ app: another checkout has built it");
        return Ok(());
    }
    setup::for_app(workspace)?;
    step("app: compile and finish", || {
        build(workspace, &dist, &["--release"])?;
        folders::check(workspace, &dist)?;
        built.keep(&dist)
    })
}

/// Builds the app unoptimised, for trying a change. Returns its folder.
pub fn quick(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let _held = lock::checkout(workspace, "quick-app")?;
    setup::for_app(workspace)?;
    let folder = workspace.work.join("quick-app");
    step("app: compile quickly", || build(workspace, &folder, &["--release=false", "--cargo-profile=dev"]))?;
    Ok(folder)
}

fn build(workspace: &Workspace, dist: &Path, options: &[&str]) -> Result<(), Failure> {
    // Trunk runs offline, so that it downloads no tools. Cargo inherits that, so the crates are fetched first.
    run(workspace.cargo()?.args(["fetch", "--locked"]))?;
    let mut trunk = workspace.command("trunk")?;
    // Trunk's own stack trace says nothing about an error in the app.
    trunk.env("RUST_LIB_BACKTRACE", "0").env("RUST_BACKTRACE", "0");
    folders::leave_out(&mut trunk)?;
    trunk.args(["build", "--offline", "--locked"]).args(options).arg("--dist").arg(dist);
    let outcome = run(&mut trunk);
    // A build that failed leaves it.
    files::remove_folder(&dist.join(".stage"))?;
    outcome
}

fn inputs(workspace: &Workspace) -> Result<Built<'_>, Failure> {
    let mut print = Fingerprint::default();
    for tool in [TRUNK, WASM_BINDGEN] {
        print.word(tool.version);
    }
    for input in INPUTS {
        print.path(&workspace.root, input)?;
    }
    for name in crates(workspace)? {
        print.path(&workspace.root, &format!("crates/{name}/Cargo.toml"))?;
        print.path(&workspace.root, &format!("crates/{name}/src"))?;
    }
    built::compiler(workspace, &mut print)?;
    Ok(Built::new(workspace, "app", print))
}

/// The names of the crates that may be part of the app, in order.
fn crates(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let folder = workspace.root.join("crates");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).at("cannot list", &folder)? {
        let name = entry.at("cannot list", &folder)?.file_name().to_string_lossy().into_owned();
        if !NOT_IN_THE_APP.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// `cargo xtask trunk …`: Trunk with the pinned tools on its path, for `trunk serve` and the like.
pub fn trunk(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    setup::for_app(workspace)?;
    crate::run::show(workspace.command("trunk")?.args(arguments))
}
