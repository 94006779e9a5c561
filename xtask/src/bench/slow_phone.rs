//! Programs of `tests/bench` that drive a slowed-down browser, and their figures.

use crate::failure::Failure;
use crate::figures::{Figures, ms};
use crate::run::{capture, run};
use crate::steps::say;
use crate::workspace::Workspace;
use crate::{environment, prerequisites, python, servers};
use std::ffi::OsStr;

/// Hundredths. The browser is slowed down 4 times; with less the figures are not valid.
const SLOWER_AT_LEAST: u64 = 300;

/// Bundles `tests/bench/NAME.ts` and runs it.
pub fn measure(workspace: &Workspace, name: &str, arguments: &[&OsStr]) -> Result<Figures, Failure> {
    let chromium = prerequisites::chromium()?;
    let python = python::ensure(workspace)?;
    let bundled = environment::folder(workspace, name)?.join("bench.mjs");
    // The test environment and the scanners look for files next to their own source file.
    let place = format!("file://{}/tests/e2e/environment.ts", workspace.root.display());
    let mut esbuild = workspace.command("esbuild")?;
    esbuild.arg(format!("tests/bench/{name}.ts")).args(["--bundle", "--platform=node", "--format=esm"]);
    esbuild.args(["--external:@playwright/test", "--log-level=warning"]);
    esbuild.arg(format!("--define:import.meta.url=\"{place}\""));
    run(esbuild.arg(format!("--outfile={}", bundled.display())))?;

    let mut node = workspace.command("node")?;
    node.arg(&bundled).args(arguments);
    node.env("RICARICA_BIN_DIR", servers::as_shipped(workspace).folder())
        .env("RICARICA_CHROMIUM", chromium)
        .env("RICARICA_PYTHON", python);
    Figures::parse(&capture(&mut node)?)
}

/// Prints the times, and returns their median in microseconds.
pub fn report(figures: &Figures, what: &str, of: &str) -> Result<u64, Failure> {
    let (median, slower) = (figures.get("median_us")?, figures.get("slower_hundredths")?);
    say(&format!("  {what}, page slowed down {}.{:02}×", slower / 100, slower % 100));
    say(&format!(
        "  {of:<28} {:>11}   (fastest {}, slowest {})",
        ms(median),
        ms(figures.get("fastest_us")?),
        ms(figures.get("slowest_us")?)
    ));
    Ok(median)
}

/// # Errors
/// The browser was hardly slowed down.
pub fn check(figures: &Figures) -> Result<(), Failure> {
    if figures.get("slower_hundredths")? < SLOWER_AT_LEAST {
        return Err(Failure::new("the page was hardly slowed down, so its figures mean nothing")
            .remedy("measure again when the machine is idle"));
    }
    Ok(())
}

/// # Errors
/// The figure is above its limit.
pub fn within(what: &str, is: u64, at_most: u64, words: fn(u64) -> String) -> Result<(), Failure> {
    if is <= at_most {
        return Ok(());
    }
    Err(Failure::new(format!("{what} {}; the limit is {}", words(is), words(at_most))))
}
