//! The folders that every step works in, and commands that run in the checkout.

use crate::failure::Failure;
use crate::pins;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Debug)]
pub struct Workspace {
    /// The checkout.
    pub root: PathBuf,
    /// Tools and built programs that all checkouts of one person share: `$XDG_CACHE_HOME/ricarica`, or
    /// `~/.cache/ricarica`.
    pub cache: PathBuf,
    /// Cargo's build folder.
    pub target: PathBuf,
    /// Stamps, logs and the servers of `serve`. The folder is in the checkout even when `CARGO_TARGET_DIR` points
    /// elsewhere, because two checkouts may share that one.
    pub work: PathBuf,
}

impl Workspace {
    pub fn find() -> Result<Self, Failure> {
        // The value at run time comes first: one build folder may serve two checkouts.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .map(Path::to_owned)
            .ok_or_else(|| Failure::new(format!("{} has no parent folder", manifest.display())))?;
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        let work = root.join("target").join("xtask");
        Ok(Self { cache: cache()?, target, work, root })
    }

    /// The finished app.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// A program that runs in the checkout, with the pinned tools first on its path.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Result<Command, Failure> {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", self.path()?);
        // Children must write to the build folder that xtask reads.
        command.env("CARGO_TARGET_DIR", &self.target);
        Ok(command)
    }

    /// The `cargo` that runs xtask.
    pub fn cargo(&self) -> Result<Command, Failure> {
        let mut cargo = self.command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))?;
        // `cargo xtask` sets them for xtask; they would mislead a build script that reads them.
        for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
            cargo.env_remove(name);
        }
        Ok(cargo)
    }

    fn path(&self) -> Result<OsString, Failure> {
        let own = pins::ALL
            .iter()
            .map(|tool| tool.folder(&self.cache).join("bin"))
            .chain([self.root.join("node_modules").join(".bin")]);
        let given = std::env::var_os("PATH").unwrap_or_default();
        std::env::join_paths(own.chain(std::env::split_paths(&given)))
            .map_err(|error| Failure::new(format!("the PATH cannot be extended: {error}")))
    }
}

fn cache() -> Result<PathBuf, Failure> {
    let base = match std::env::var_os("XDG_CACHE_HOME").filter(|dir| Path::new(dir).is_absolute()) {
        Some(dir) => PathBuf::from(dir),
        None => std::env::home_dir()
            .ok_or_else(|| {
                Failure::new("there is no home folder for the cache")
                    .remedy("set XDG_CACHE_HOME to a folder that you may write to")
            })?
            .join(".cache"),
    };
    Ok(base.join("ricarica"))
}
