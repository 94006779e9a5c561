//! Keeps the names of this machine's folders out of the app.
//!
//! The wasm contains the locations of panics, for a crate with its folder on this machine. That would publish the name of
//! the builder, and the same source would have other bytes on another machine.

use crate::failure::{At, Failure};
use crate::files;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Has rustc write a crate's name instead of its folder.
pub fn leave_out(cargo: &mut Command) -> Result<(), Failure> {
    let Some(home) = cargo_home() else { return Ok(()) };
    let sources = home.join("registry/src");
    let mut flags = Vec::new();
    // One folder for each registry. There is none before the first download.
    for registry in std::fs::read_dir(&sources).into_iter().flatten() {
        let registry = registry.at("cannot list", &sources)?.path();
        // Cargo separates flags by blanks, so a folder with a blank in its name cannot be left out.
        if let Some(folder) = registry.to_str().filter(|folder| !folder.contains(char::is_whitespace)) {
            flags.push(format!("--remap-path-prefix={folder}/="));
        }
    }
    flags.sort();
    // Cargo adds these to the flags of `.cargo/config.toml`.
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "));
    Ok(())
}

/// Fails when a file of the finished app names a folder of this machine.
pub fn check(workspace: &Workspace, app: &Path) -> Result<(), Failure> {
    // What `leave_out` cannot leave out must not stop the build.
    let crates = cargo_home().filter(|home| !home.to_string_lossy().contains(char::is_whitespace));
    let folders = [Some(workspace.root.clone()), crates].into_iter().flatten();
    // A short path, as containers have, may be part of any other.
    let folders: Vec<PathBuf> = folders.filter(|folder| folder.components().count() > 2).collect();
    for file in files::all(app)? {
        let bytes = std::fs::read(&file).at("cannot read", &file)?;
        for folder in &folders {
            let name = folder.as_os_str().as_encoded_bytes();
            if bytes.windows(name.len()).any(|part| part == name) {
                let [file, folder] = [&file, folder].map(|path| path.display());
                return Err(Failure::new(format!("{file} contains {folder}, a folder of this machine"))
                    .remedy("find the crate by `strings`, and add its folder in xtask/src/app/folders.rs"));
            }
        }
    }
    Ok(())
}

/// The folder of the crates that Cargo has downloaded.
fn cargo_home() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}
