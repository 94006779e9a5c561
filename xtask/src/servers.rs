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
/// Variables that tests and measurements read. The gateway would take each for a setting and refuse it.
const TEST_VARIABLES: [&str; 16] = [
    "RICARICA_BIN_DIR",
    "RICARICA_CHROMIUM",
    "RICARICA_CONTRAST",
    "RICARICA_CRASH_SEED",
    "RICARICA_CREATEDB",
    "RICARICA_E2E_RESULTS",
    "RICARICA_FIREFOX",
    "RICARICA_FAULTS",
    "RICARICA_GALLERY",
    "RICARICA_GECKODRIVER",
    "RICARICA_PICTURES",
    "RICARICA_POSTGRES",
    "RICARICA_PYTHON",
    "RICARICA_READING",
    "RICARICA_SCANS",
    "RICARICA_SCREENS",
];

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

    /// One of the programs, without the variables of the tests.
    pub fn program(&self, workspace: &Workspace, name: &str) -> Result<Command, Failure> {
        let mut command = workspace.command(self.folder.join(name))?;
        for variable in TEST_VARIABLES {
            command.env_remove(variable);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;
    use std::collections::BTreeSet;

    /// Names in the tests that are no variables of the tests: the gateway's own.
    const SETTINGS: [&str; 6] = [
        "RICARICA_CONFIG",
        "RICARICA_DATABASE",
        "RICARICA_DIST",
        "RICARICA_LISTEN",
        "RICARICA_PUBLIC_URL",
        "RICARICA_SECRET_FILE",
    ];

    fn names(text: &str) -> impl Iterator<Item = &str> {
        text.match_indices("RICARICA_").map(|(start, _)| {
            let name = &text[start..];
            let end = name.find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'));
            &name[..end.unwrap_or(name.len())]
        })
    }

    #[test]
    fn every_variable_that_the_tests_read_is_removed() {
        let tests = Workspace::find().unwrap().root.join("tests");
        let mut found = BTreeSet::new();
        for path in files::all(&tests).unwrap() {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            // A setting in a section of the configuration has two underscores.
            found.extend(
                names(&text).filter(|name| !name.contains("__") && !name.ends_with('_')).map(str::to_owned),
            );
        }
        found.retain(|name| !SETTINGS.contains(&name.as_str()));
        assert!(found.contains("RICARICA_FIREFOX"), "the tests were found");
        let missing: Vec<_> = found.iter().filter(|name| !TEST_VARIABLES.contains(&name.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
