//! The cargo tools with their versions. This is the only place that pins them.

use std::path::{Path, PathBuf};

/// A program that `cargo install` builds.
#[derive(Debug)]
pub struct CargoTool {
    /// The package's name.
    pub name: &'static str,
    pub version: &'static str,
    /// One of the programs that the package installs. When it exists, the tool is installed.
    pub program: &'static str,
    /// Whether the package's own lock file is used.
    pub locked: bool,
    /// Packages inside the tool that do its heavy work: only these are optimised.
    pub optimised: &'static [&'static str],
    /// Whether the package's default features are built.
    pub default_features: bool,
}

/// Builds the app. Its default features download tools and look for news about Trunk: neither is wanted.
pub const TRUNK: CargoTool = CargoTool {
    name: "trunk",
    version: "0.21.14",
    program: "trunk",
    locked: true,
    optimised: &[],
    default_features: false,
};

/// Writes the wasm's JavaScript and runs the browser tests. The version must equal the library's in
/// `Cargo.lock`. The package ships no lock file that still builds, so it is built without one. Its default feature is
/// TLS, which only a browser on another machine needs.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    name: "wasm-bindgen-cli",
    version: "0.2.130",
    program: "wasm-bindgen",
    locked: false,
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
    default_features: false,
};

/// Checks licences, duplicate crates and sources: see `deny.toml`.
pub const CARGO_DENY: CargoTool = CargoTool {
    name: "cargo-deny",
    version: "0.20.2",
    program: "cargo-deny",
    locked: true,
    optimised: &[],
    default_features: true,
};

/// Drives Firefox: Debian's package of Firefox contains no driver.
pub const GECKODRIVER: CargoTool = CargoTool {
    name: "geckodriver",
    version: "0.37.1",
    program: "geckodriver",
    locked: true,
    optimised: &[],
    default_features: true,
};

/// Builds and runs the fuzz targets.
pub const CARGO_FUZZ: CargoTool = CargoTool {
    name: "cargo-fuzz",
    version: "0.13.2",
    program: "cargo-fuzz",
    locked: true,
    optimised: &[],
    default_features: true,
};

pub const ALL: [&CargoTool; 5] = [&TRUNK, &WASM_BINDGEN, &CARGO_DENY, &GECKODRIVER, &CARGO_FUZZ];

impl CargoTool {
    /// The folder of this version in the cache.
    pub fn folder(&self, cache: &Path) -> PathBuf {
        cache.join("tools").join(self.id())
    }

    /// The program in that folder.
    pub fn path(&self, cache: &Path) -> PathBuf {
        let program = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
        self.folder(cache).join("bin").join(program)
    }

    /// `trunk-0.21.14`
    pub fn id(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}
