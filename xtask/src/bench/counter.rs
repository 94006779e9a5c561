//! At the counter: from the icon to the code without a network, and the app's memory after many notices.

use super::effort::Effort;
use crate::environment;
use crate::failure::Failure;
use crate::figures::{Figures, ms};
use crate::run::{capture, run};
use crate::steps::say;
use crate::workspace::Workspace;
use crate::{prerequisites, python, servers};

/// The longest time from the icon to the paint of the code.
const WITHIN_US: u64 = 1_000_000;
/// Hundredths. The browser is slowed down 4 times; with less the figures are not valid.
const SLOWER_AT_LEAST: u64 = 300;
/// Bytes of JavaScript's heap and WebAssembly's memory together.
const HELD: u64 = 25_000_000;

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    let chromium = prerequisites::chromium()?;
    let python = python::ensure(workspace)?;
    let folder = environment::folder(workspace, "counter")?;
    let bundled = folder.join("counter.mjs");
    // The test environment and the scanners look for files next to their own source file.
    let place = format!("file://{}/tests/e2e/environment.ts", workspace.root.display());
    let mut esbuild = workspace.command("esbuild")?;
    esbuild.args(["tests/bench/counter.ts", "--bundle", "--platform=node", "--format=esm"]);
    esbuild.args(["--external:@playwright/test", "--log-level=warning"]);
    esbuild.arg(format!("--define:import.meta.url=\"{place}\""));
    run(esbuild.arg(format!("--outfile={}", bundled.display())))?;

    let openings = effort.choose("10", "3");
    let mut node = workspace.command("node")?;
    node.arg(&bundled).arg(&folder).arg(openings);
    node.env("RICARICA_BIN_DIR", servers::as_shipped(workspace).folder())
        .env("RICARICA_CHROMIUM", chromium)
        .env("RICARICA_PYTHON", python);
    let figures = Figures::parse(&capture(&mut node)?)?;

    let median = figures.get("median_us")?;
    let slower = figures.get("slower_hundredths")?;
    say(&format!(
        "  from the icon to the code, offline, gateway stopped, page slowed down {}.{:02}×",
        slower / 100,
        slower % 100
    ));
    say(&format!(
        "  {:<28} {:>11}   (fastest {}, slowest {})",
        format!("median of {openings} cold starts"),
        ms(median),
        ms(figures.get("fastest_us")?),
        ms(figures.get("slowest_us")?)
    ));
    let most = figures.get("most")?;
    say("  memory of the page               heap      wasm");
    for (what, heap, wasm) in [
        ("with the first notice", "heap_first", "wasm_first"),
        ("with the fiftieth", "heap_last", "wasm_last"),
        ("after collecting garbage", "heap_settled", "wasm_last"),
    ] {
        let (heap, wasm) = (figures.get(heap)?, figures.get(wasm)?);
        say(&format!("  {what:<28} {:>9} {:>9}", mb(heap), mb(wasm)));
    }
    say(&format!("  {:<28} {:>9}", "most at once", mb(most)));
    if slower < SLOWER_AT_LEAST {
        return Err(Failure::new("the page was hardly slowed down, so its figures mean nothing")
            .remedy("measure again when the machine is idle"));
    }
    within("the code is painted after", median, WITHIN_US, ms)?;
    within("the page holds", most, HELD, mb)
}

fn within(what: &str, is: u64, at_most: u64, words: fn(u64) -> String) -> Result<(), Failure> {
    if is <= at_most {
        return Ok(());
    }
    Err(Failure::new(format!("{what} {}; the limit is {}", words(is), words(at_most))))
}

fn mb(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_itself_is_within() {
        assert!(within("it took", WITHIN_US, WITHIN_US, ms).is_ok());
        let failure = within("it took", WITHIN_US + 1000, WITHIN_US, ms).unwrap_err();
        assert!(failure.to_string().contains("it took 1001.00 ms; the limit is 1000.00 ms"), "{failure}");
        assert_eq!(mb(25_060_000), "25.0 MB");
    }
}
