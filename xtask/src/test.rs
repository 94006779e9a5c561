//! `cargo xtask test`: every check there is. One that fails does not keep the others from running.

use crate::failure::Failure;
use crate::house::House;
use crate::run::watch;
use crate::steps::{self, say, seconds, step};
use crate::tally::Tally;
use crate::{app_build, browser_tests, budget, checks, e2e, python, servers_build, setup};
use std::process::ExitCode;
use std::time::Instant;

const BUDGET: &str = "app: size within budget";

/// Everything that ran, and what it counted.
#[derive(Default)]
struct Report {
    lines: Vec<(String, Tally)>,
}

pub fn test(house: &House) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let mut report = Report::default();
    if report.whole("setup", || step("setup", || setup::for_testing(house))) {
        // The app first: the gateway embeds it, and would be built again after it changed.
        let app = report.whole("app: build", || app_build::make(house));
        report.whole(BUDGET, || step(BUDGET, || budget::check(house)));
        report.checks(house);
        for (name, what) in NATIVE {
            report.counted(name, || native(house, what));
        }
        report.counted(browser_tests::NAME, || browser_tests::run(house, &[]));
        let servers = report.whole("servers: release build", || servers_build::build(house));
        if app && servers {
            report.counted(e2e::NAME, || e2e::run(house, &[]));
        } else {
            report.lines.push((format!("{} (not run: no build)", e2e::NAME), Tally::one(false)));
        }
    }
    Ok(report.close(begun))
}

/// `cargo xtask check`: what needs no test to run.
pub fn check(house: &House) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    setup::for_building(house)?;
    let mut report = Report::default();
    report.checks(house);
    Ok(report.close(begun))
}

/// The app's texts, amounts and drafts need no browser: its own unit tests run natively as well.
const NATIVE: [(&str, &[&str]); 2] = [
    ("tests: native, with doc tests", &["--workspace", "--exclude", "ricarica"]),
    ("tests: app, what needs no browser", &["-p", "ricarica", "--lib"]),
];

fn native(house: &House, what: &[&str]) -> Result<Tally, Failure> {
    let mut cargo = house.cargo()?;
    cargo.args(["test", "--locked", "--no-fail-fast"]).args(what);
    // Letters are looked at by zxing-cpp.
    cargo.env("RICARICA_PYTHON", python::ensure(house)?);
    let mut tally = Tally::default();
    let status = watch(&mut cargo, |line| tally.see(line))?;
    Ok(tally.after(status))
}

impl Report {
    /// Something that is right or wrong as a whole.
    fn whole(&mut self, name: &str, work: impl FnOnce() -> Result<(), Failure>) -> bool {
        let outcome = work();
        if let Err(failure) = &outcome {
            say(&failure.to_string());
        }
        self.lines.push((name.to_owned(), Tally::one(outcome.is_ok())));
        outcome.is_ok()
    }

    fn checks(&mut self, house: &House) {
        for check in checks::ALL {
            self.whole(check.name, || step(check.name, || (check.run)(house)));
        }
    }

    /// A runner that counts by itself. One that ran nothing has failed: a filter or a path is wrong.
    fn counted(&mut self, name: &str, work: impl FnOnce() -> Result<Tally, Failure>) {
        let tally = steps::counted(name, work).unwrap_or_else(|failure| {
            say(&failure.to_string());
            Tally::one(false)
        });
        let tally = if tally == Tally::default() { Tally::one(false) } else { tally };
        self.lines.push((name.to_owned(), tally));
    }

    /// The table, and the closing line that tells the sum.
    fn close(self, begun: Instant) -> ExitCode {
        let mut sum = Tally::default();
        say("");
        for (name, tally) in &self.lines {
            let mark = if tally.all_passed() { '✔' } else { '✘' };
            say(&format!("{mark} {name}: {tally}"));
            sum.add(*tally);
        }
        say(&format!("  in {}", seconds(begun.elapsed())));
        say(&sum.to_string());
        sum.exit_code()
    }
}
