//! Installs the pinned cargo tools into the cache.

use crate::failure::{At, Failure};
use crate::files::{make_folder, remove_folder};
use crate::lock;
use crate::pins::{CargoTool, WASM_BINDGEN};
use crate::run::run;
use crate::steps::step;
use crate::workspace::Workspace;

/// Installs the tool unless this version is there.
pub fn ensure(workspace: &Workspace, tool: &CargoTool) -> Result<(), Failure> {
    let present = || tool.path(&workspace.cache).is_file();
    if present() {
        return Ok(());
    }
    step(&format!("tools: {}", tool.name), || {
        let _held = lock::cache(workspace, &tool.id())?;
        // Another process may have installed it while this one waited.
        if present() { Ok(()) } else { install(workspace, tool) }
    })
}

/// Builds in a folder of its own and moves the finished tool into place, so that no half-built tool is ever used.
fn install(workspace: &Workspace, tool: &CargoTool) -> Result<(), Failure> {
    let building = workspace.cache.join("building").join(tool.id());
    remove_folder(&building)?;
    make_folder(&building)?;
    let folder = tool.folder(&workspace.cache);
    if let Some(parent) = folder.parent() {
        make_folder(parent)?;
    }

    let mut cargo = workspace.cargo()?;
    // The checkout's `.cargo/config.toml` does not apply to the tool.
    cargo.current_dir(&building).args(["install", tool.name, "--version", tool.version, "--root"]);
    cargo.arg(building.join("root"));
    if tool.locked {
        cargo.arg("--locked");
    }
    if !tool.default_features {
        cargo.arg("--no-default-features");
    }
    for package in tool.optimised {
        cargo.args(["--config", &format!("profile.release.package.{package}.opt-level=2")]);
    }
    // A tool that runs for seconds is not worth minutes of optimising.
    cargo
        .env("CARGO_TARGET_DIR", building.join("target"))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_PANIC", "abort")
        .env("CARGO_PROFILE_RELEASE_STRIP", "true");
    run(&mut cargo)?;

    remove_folder(&folder)?;
    std::fs::rename(building.join("root"), &folder).at("cannot move the finished tool to", &folder)?;
    remove_folder(&building)
}

/// wasm-bindgen's program and its library must have the same version.
pub fn wasm_bindgen_agrees(workspace: &Workspace) -> Result<(), Failure> {
    let path = workspace.root.join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).at("cannot read", &path)?;
    let Some(locked) = locked_version(&lock, "wasm-bindgen") else {
        return Err(Failure::new("Cargo.lock contains no wasm-bindgen"));
    };
    if locked == WASM_BINDGEN.version {
        return Ok(());
    }
    Err(Failure::new(format!(
        "Cargo.lock contains wasm-bindgen {locked}, but the tool is pinned at {}",
        WASM_BINDGEN.version
    ))
    .remedy("set `wasm-bindgen` in Cargo.toml and WASM_BINDGEN in xtask/src/pins.rs to the same version"))
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.50\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";

    #[test]
    fn the_locked_version_is_that_of_the_package_with_exactly_this_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures"), Some("0.4.50"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }
}
