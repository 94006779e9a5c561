//! Programs that xtask cannot build, and the command that installs each.

use crate::failure::Failure;
use crate::postgres;
use crate::run::{capture, run};
use crate::steps::{say, step};
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node that the pinned npm packages run on.
const NODE_AT_LEAST: u32 = 20;

/// A program that the tests need, and Debian's package of it.
#[derive(Debug, Clone, Copy)]
struct Program {
    /// The first of these names that is found is used.
    names: &'static [&'static str],
    package: &'static str,
    needed_for: &'static str,
}

const CHROMIUM: Program = Program {
    names: &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    package: "chromium",
    needed_for: "browser tests and journeys",
};
const CHROMEDRIVER: Program =
    Program { names: &["chromedriver"], package: "chromium-driver", needed_for: "browser tests" };

const FOR_TESTS: [Program; 6] = [
    CHROMIUM,
    CHROMEDRIVER,
    Program { names: &["zbarimg"], package: "zbar-tools", needed_for: "reading QR codes off screenshots" },
    Program { names: &["dmtxread"], package: "dmtx-utils", needed_for: "reading Data Matrix codes" },
    Program { names: &["pdftoppm"], package: "poppler-utils", needed_for: "looking at letters" },
    Program { names: &["python3"], package: "python3", needed_for: "the second QR reader" },
];

/// Without these the journeys in Firefox and WebKit fail and name what is missing; every other test still runs. Some
/// systems have no package of them.
const FOR_ENGINES: [Program; 3] = [
    Program {
        names: &["firefox", "firefox-esr"],
        package: "firefox-esr",
        needed_for: "the journeys in Firefox",
    },
    Program {
        names: &["WebKitWebDriver"],
        package: "webkit2gtk-driver",
        needed_for: "the journeys in WebKit",
    },
    Program { names: &["Xvfb"], package: "xvfb", needed_for: "the journeys in WebKit, which needs a screen" },
];

/// Node, npm and the compiler's wasm target.
pub fn for_app(workspace: &Workspace) -> Result<(), Failure> {
    node()?;
    if find(&["npm"]).is_none() {
        return Err(Failure::new("npm is missing").remedy("apt-get install -y npm, or install Node again"));
    }
    wasm_target(workspace)
}

/// Browsers and code readers.
pub fn for_testing() -> Result<(), Failure> {
    let packages: Vec<&str> = absent().iter().chain(&absent_engines()).map(|(_, package)| *package).collect();
    if !packages.is_empty() && may_install() {
        step(&format!("apt-get install {}", packages.join(" ")), || {
            let mut apt = Command::new("apt-get");
            run(apt.arg("update"))?;
            let mut apt = Command::new("apt-get");
            apt.env("DEBIAN_FRONTEND", "noninteractive").args(["install", "-y"]);
            run(apt.args(&packages))
        })?;
    }
    if let Some(failure) = missing(&absent_engines()) {
        say(&failure.to_string());
    }
    missing(&absent()).map_or(Ok(()), Err)
}

/// The failure that names what is missing and the command that installs it.
fn missing(absent: &[(String, &'static str)]) -> Option<Failure> {
    if absent.is_empty() {
        return None;
    }
    let what: Vec<&str> = absent.iter().map(|(what, _)| what.as_str()).collect();
    let packages: Vec<&str> = absent.iter().map(|(_, package)| *package).collect();
    Some(Failure::new(format!("missing: {}", what.join("; "))).remedy(format!(
        "apt-get install -y {}   (as root; on other systems, the same programs)",
        packages.join(" ")
    )))
}

/// The browser of the tests: `RICARICA_CHROMIUM`, else the first that is installed.
pub fn chromium() -> Result<PathBuf, Failure> {
    match std::env::var_os("RICARICA_CHROMIUM") {
        Some(path) => Ok(path.into()),
        None => found(CHROMIUM),
    }
}

/// The browser's driver: `CHROMEDRIVER`, else the installed one.
pub fn chromedriver() -> Result<PathBuf, Failure> {
    match std::env::var_os("CHROMEDRIVER") {
        Some(path) => Ok(path.into()),
        None => found(CHROMEDRIVER),
    }
}

fn found(program: Program) -> Result<PathBuf, Failure> {
    find(program.names).ok_or_else(|| {
        Failure::new(format!("{} is missing", program.package))
            .remedy(format!("apt-get install -y {}", program.package))
    })
}

/// What is missing: in words, with the package that contains it.
fn absent() -> Vec<(String, &'static str)> {
    let mut absent = of(&FOR_TESTS);
    // Debian has this part of Python's library in a package of its own.
    let venv = Command::new("python3").args(["-c", "import ensurepip, venv"]).output();
    if find(&["python3"]).is_none() || !venv.is_ok_and(|output| output.status.success()) {
        absent.push(("python3's venv (for the second QR reader)".to_owned(), "python3-venv"));
    }
    if postgres::programs().is_none() {
        let what = "initdb and postgres (for the gateway's tests on PostgreSQL)";
        absent.push((what.to_owned(), postgres::PACKAGE));
    }
    absent
}

fn absent_engines() -> Vec<(String, &'static str)> {
    of(&FOR_ENGINES)
}

/// Those of these programs that are missing.
fn of(programs: &[Program]) -> Vec<(String, &'static str)> {
    let absent = programs.iter().filter(|program| find(program.names).is_none());
    absent
        .filter_map(|program| {
            let name = program.names.first()?;
            Some((format!("{name} (for {})", program.needed_for), program.package))
        })
        .collect()
}

fn node() -> Result<(), Failure> {
    let remedy = format!(
        "install Node {NODE_AT_LEAST} or newer: https://nodejs.org/en/download, a version manager, \
         or `apt-get install -y nodejs npm` where the distribution's is new enough"
    );
    if find(&["node"]).is_none() {
        return Err(Failure::new("Node is missing").remedy(remedy));
    }
    let version = capture(Command::new("node").arg("--version"))?;
    match node_major(&version) {
        Some(major) if major >= NODE_AT_LEAST => Ok(()),
        _ => Err(Failure::new(format!("Node {version} is too old")).remedy(remedy)),
    }
}

/// `v20.11.1` → 20.
fn node_major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn wasm_target(workspace: &Workspace) -> Result<(), Failure> {
    let mut rustc = workspace.command("rustc")?;
    let sysroot = capture(rustc.args(["--print", "sysroot"]))?;
    if Path::new(&sysroot).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir() {
        return Ok(());
    }
    if find(&["rustup"]).is_none() {
        return Err(Failure::new("the compiler cannot build for wasm32-unknown-unknown")
            .remedy("install Rust by rustup: https://rustup.rs"));
    }
    step("rustup target add wasm32-unknown-unknown", || {
        run(workspace.command("rustup")?.args(["target", "add", "wasm32-unknown-unknown"]))
    })
}

/// Root on a system with apt, as in a container, gets the packages installed instead of named.
fn may_install() -> bool {
    find(&["apt-get"]).is_some()
        && Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The first of these programs that is on the path.
fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(node_major("v20.11.1"), Some(20));
        assert_eq!(node_major("v4"), Some(4));
        assert_eq!(node_major("20.11.1"), None);
    }

    #[test]
    fn a_missing_program_is_named_with_the_command_that_installs_it() {
        let absent =
            [Program { names: &["no-such-program-7c1f"], package: "that-one", needed_for: "nothing" }];
        let failure = missing(&of(&absent)).unwrap().to_string();
        assert!(failure.contains("no-such-program-7c1f (for nothing)"), "{failure}");
        assert!(failure.contains("apt-get install -y that-one "), "{failure}");
        assert!(missing(&of(&[])).is_none());
    }

    #[test]
    fn a_program_that_is_not_installed_is_not_found() {
        assert!(find(&["no-such-program-7c1f", "sh"]).is_some());
        assert!(find(&["no-such-program-7c1f"]).is_none());
    }
}
