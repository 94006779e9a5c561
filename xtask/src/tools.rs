//! The cargo tools, their versions, and putting them into the cache. The one place where they are pinned.

use crate::failure::{At, Failure};
use crate::house::House;
use crate::run::run;
use crate::steps::step;
use std::path::{Path, PathBuf};

/// A program that `cargo install` builds.
#[derive(Debug)]
pub struct CargoTool {
    /// The package's name.
    pub name: &'static str,
    pub version: &'static str,
    /// One of the programs it installs: there when the tool is.
    program: &'static str,
    /// Whether the package's own lock file is used.
    locked: bool,
    /// Whether the package's default features are built. Trunk's are downloads of tools and of news about itself.
    default_features: bool,
    /// Packages inside the tool that do its heavy work: only these are optimised.
    optimised: &'static [&'static str],
}

/// Builds the app.
pub const TRUNK: CargoTool = CargoTool {
    name: "trunk",
    version: "0.21.14",
    program: "trunk",
    locked: true,
    default_features: false,
    optimised: &[],
};
/// Makes the JavaScript beside the wasm, and runs the browser tests. Has to be the version of the library in
/// `Cargo.lock`. Its package ships no lock file that still builds, so it is built without.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    name: "wasm-bindgen-cli",
    version: "0.2.130",
    program: "wasm-bindgen",
    locked: false,
    default_features: true,
    optimised: &[
        "gimli",
        "hashbrown",
        "id-arena",
        "leb128fmt",
        "walrus",
        "wasm-bindgen-cli-support",
        "wasm-encoder",
        "wasmparser",
    ],
};
/// Licences, duplicate crates, sources: see `deny.toml`.
pub const CARGO_DENY: CargoTool = CargoTool {
    name: "cargo-deny",
    version: "0.20.2",
    program: "cargo-deny",
    locked: true,
    default_features: true,
    optimised: &[],
};

/// Drives Firefox. Debian's package of Firefox brings none.
pub const GECKODRIVER: CargoTool = CargoTool {
    name: "geckodriver",
    version: "0.37.1",
    program: "geckodriver",
    locked: true,
    default_features: true,
    optimised: &[],
};

pub const ALL: [&CargoTool; 4] = [&TRUNK, &WASM_BINDGEN, &CARGO_DENY, &GECKODRIVER];

impl CargoTool {
    /// Where this version is kept.
    pub fn folder(&self, house: &House) -> PathBuf {
        house.cache.join("tools").join(format!("{}-{}", self.name, self.version))
    }

    /// The program itself.
    pub fn path(&self, house: &House) -> PathBuf {
        let program = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
        self.folder(house).join("bin").join(program)
    }

    fn present(&self, house: &House) -> bool {
        self.path(house).is_file()
    }

    /// Installs the tool unless this very version is there.
    pub fn ensure(&self, house: &House) -> Result<(), Failure> {
        if self.present(house) {
            return Ok(());
        }
        let named = format!("{} {}", self.name, self.version);
        step(&format!("tools: build {named} (once for all checkouts)"), || {
            let _held = crate::lock::install(house, &format!("{}-{}", self.name, self.version))?;
            // Somebody else may have just done it.
            if self.present(house) { Ok(()) } else { self.install(house) }
        })
    }

    /// Builds beside the cache and moves the finished tool in: a half-built tool is never found.
    fn install(&self, house: &House) -> Result<(), Failure> {
        let built = house.cache.join("building").join(format!("{}-{}", self.name, self.version));
        remove_folder(&built)?;
        let folder = self.folder(house);
        if let Some(parent) = folder.parent() {
            std::fs::create_dir_all(parent).at("cannot make", parent)?;
        }
        std::fs::create_dir_all(&built).at("cannot make", &built)?;

        let mut cargo = house.cargo()?;
        // Outside the checkout, whose .cargo/config.toml is none of the tool's business.
        cargo.current_dir(&built).args(["install", self.name, "--version", self.version, "--root"]);
        cargo.arg(built.join("root"));
        if self.locked {
            cargo.arg("--locked");
        }
        if !self.default_features {
            cargo.arg("--no-default-features");
        }
        for package in self.optimised {
            cargo.args(["--config", &format!("profile.release.package.{package}.opt-level=2")]);
        }
        // A tool that runs for seconds need not be optimised for minutes.
        cargo
            .env("CARGO_TARGET_DIR", built.join("target"))
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_STRIP", "true");
        run(&mut cargo)?;

        remove_folder(&folder)?;
        std::fs::rename(built.join("root"), &folder).at("cannot move the finished tool to", &folder)?;
        remove_folder(&built)
    }
}

/// wasm-bindgen's program and library have to be of one version: says which of the two to change.
pub fn wasm_bindgen_agrees(house: &House) -> Result<(), Failure> {
    let path = house.root.join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).at("cannot read", &path)?;
    let Some(locked) = locked_version(&lock, "wasm-bindgen") else {
        return Err(Failure::new("Cargo.lock holds no wasm-bindgen"));
    };
    if locked == WASM_BINDGEN.version {
        return Ok(());
    }
    Err(Failure::new(format!(
        "Cargo.lock holds wasm-bindgen {locked}, but the tool is pinned at {}",
        WASM_BINDGEN.version
    ))
    .remedy("set `wasm-bindgen` in Cargo.toml and WASM_BINDGEN in xtask/src/tools.rs to one version"))
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// Removes a folder with all it holds; one that is not there is as good.
pub fn remove_folder(path: &Path) -> Result<(), Failure> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).at("cannot remove", path),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.50\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";

    #[test]
    fn the_lock_file_tells_the_version_of_the_package_of_exactly_that_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures"), Some("0.4.50"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }
}
