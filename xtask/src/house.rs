//! Where things are: the checkout, the build folder, and the cache that all checkouts of one person share.

use crate::failure::Failure;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders every step works in.
#[derive(Debug)]
pub struct House {
    /// The checkout.
    pub root: PathBuf,
    /// Tools, shared by all checkouts: `$XDG_CACHE_HOME/ricarica`, or `~/.cache/ricarica`.
    pub cache: PathBuf,
    /// Cargo's build folder.
    pub target: PathBuf,
    /// Stamps and half-finished output. In the checkout even when `CARGO_TARGET_DIR` points elsewhere, so that
    /// moving a finished `dist/` into place stays a rename on one disk.
    pub work: PathBuf,
}

impl House {
    pub fn find() -> Result<Self, Failure> {
        // At run time first: one build folder may serve two checkouts.
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

    /// The built app, as the gateway embeds it.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Where the release build of the gateway and the sandbox is.
    pub fn binaries(&self) -> PathBuf {
        self.target.join("release")
    }

    /// A program to be run in the checkout, with the pinned tools first on its path.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Result<Command, Failure> {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", self.path()?);
        // The build folder xtask looks into is the one its children must write to.
        command.env("CARGO_TARGET_DIR", &self.target);
        Ok(command)
    }

    /// `cargo`, the very one that runs xtask.
    pub fn cargo(&self) -> Result<Command, Failure> {
        let mut cargo = self.command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))?;
        // Set by `cargo xtask` for xtask itself; a build script that reads them would be misled.
        for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
            cargo.env_remove(name);
        }
        Ok(cargo)
    }

    fn path(&self) -> Result<OsString, Failure> {
        let own = crate::tools::ALL
            .iter()
            .map(|tool| tool.folder(self).join("bin"))
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
                Failure::new("no home folder to keep the tools in").remedy("set XDG_CACHE_HOME to a folder")
            })?
            .join(".cache"),
    };
    Ok(base.join("ricarica"))
}
