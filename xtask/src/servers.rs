//! The gateway and the sandbox: quickly compiled for `serve` and the journeys, or as they are shipped.

use crate::built::{self, Built};
use crate::failure::{At, Failure};
use crate::files;
use crate::fingerprint::Fingerprint;
use crate::lock;
use crate::run::run;
use crate::steps::{say, step};
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAMS: [&str; 2] = ["gateway", "sandbox"];
/// What the programs are compiled from.
const INPUTS: [&str; 5] = [".cargo/config.toml", "Cargo.lock", "Cargo.toml", "crates", "rust-toolchain.toml"];

/// Where the programs are, and where the gateway finds the app.
#[derive(Debug, Clone)]
pub struct Servers {
    folder: PathBuf,
    /// `None`: the app is inside the gateway.
    app: Option<PathBuf>,
}

impl Servers {
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The same programs with the app in another folder.
    #[must_use]
    pub fn with_app(mut self, folder: PathBuf) -> Self {
        self.app = Some(folder);
        self
    }

    /// One of the programs.
    pub fn program(&self, workspace: &Workspace, name: &str) -> Result<Command, Failure> {
        let mut command = workspace.command(self.folder.join(name))?;
        self.name_app(&mut command);
        Ok(command)
    }

    /// Tells the gateway which folder holds the app.
    pub fn name_app(&self, command: &mut Command) {
        if let Some(app) = &self.app {
            command.env("RICARICA_DIST", app);
        }
    }
}

/// For `serve` and the journeys. They serve the app from `dist/`, so that a changed app needs no compiler.
pub fn ensure(workspace: &Workspace) -> Result<Servers, Failure> {
    let servers = quick(workspace);
    let _held = lock::checkout(workspace, "servers")?;
    let built = inputs(workspace)?;
    if built.is_in(&servers.folder)? {
        say("✔ servers: unchanged");
        return Ok(servers);
    }
    if built.restore(&servers.folder)? {
        say("✔ servers: another checkout has built them");
        return Ok(servers);
    }
    step("servers: compile", || {
        run(workspace.cargo()?.args(["build", "--locked", "-p", "gateway", "-p", "sandbox"]))?;
        take(workspace, &servers, &built)
    })?;
    Ok(servers)
}

/// For `test`: together with the native tests, which link the same crates and so compile them only once.
pub fn ensure_with_tests(workspace: &Workspace) -> Result<Servers, Failure> {
    let servers = quick(workspace);
    let _held = lock::checkout(workspace, "servers")?;
    let built = inputs(workspace)?;
    step("compile: native tests and servers", || {
        let mut cargo = workspace.cargo()?;
        run(cargo.args(["test", "--locked", "--no-run", "--workspace", "--exclude", "ricarica"]))?;
        if built.is_in(&servers.folder)? { Ok(()) } else { take(workspace, &servers, &built) }
    })?;
    Ok(servers)
}

/// As an office runs them, with the app inside the gateway: for `build` and everything that measures.
pub fn shipped(workspace: &Workspace) -> Result<Servers, Failure> {
    step("servers: compile as shipped", || {
        run(workspace.cargo()?.args(["build", "--release", "--locked", "-p", "gateway", "-p", "sandbox"]))
    })?;
    Ok(as_shipped(workspace))
}

/// Where [`shipped`] puts them.
pub fn as_shipped(workspace: &Workspace) -> Servers {
    Servers { folder: workspace.target.join("release"), app: None }
}

fn quick(workspace: &Workspace) -> Servers {
    Servers { folder: workspace.work.join("servers"), app: Some(workspace.dist()) }
}

fn inputs(workspace: &Workspace) -> Result<Built<'_>, Failure> {
    let mut print = Fingerprint::default();
    for input in INPUTS {
        print.path(&workspace.root, input)?;
    }
    built::compiler(workspace, &mut print)?;
    Ok(Built::new(workspace, "servers", print))
}

/// Takes the programs out of Cargo's folder, where the next command may replace them.
fn take(workspace: &Workspace, servers: &Servers, built: &Built) -> Result<(), Failure> {
    files::remove_folder(&servers.folder)?;
    files::make_folder(&servers.folder)?;
    for name in PROGRAMS {
        let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let from = workspace.target.join("debug").join(&program);
        std::fs::copy(&from, servers.folder.join(program)).at("cannot copy", &from)?;
    }
    built.keep(&servers.folder)
}
