//! `cargo xtask test`: every check. A check that fails does not keep the others from running.

use crate::budget;
use crate::failure::Failure;
use crate::run::watch;
use crate::servers::{self, Servers};
use crate::steps::{self, say, step};
use crate::test_count::TestCount;
use crate::workspace::Workspace;
use crate::{api, app, browser_tests, check, journeys, postgres, python, setup, words};
use std::process::ExitCode;
use std::time::Instant;

const BUDGET: &str = "app: size within budget";

/// What ran, and how much of it passed.
#[derive(Default)]
struct Report {
    lines: Vec<(String, TestCount)>,
}

pub fn test(workspace: &Workspace) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let mut report = Report::default();
    if report.whole("setup", || setup::for_testing(workspace)).is_some() {
        let servers = report.build(workspace);
        report.whole(BUDGET, || step(BUDGET, || budget::check(workspace)));
        report.checks(workspace, &[]);
        report.native_tests(workspace);
        report.counted(browser_tests::NAME, || browser_tests::run(workspace, &[]));
        if let Some(servers) = servers {
            report.whole(api::NAME, || api::check(workspace, &servers));
            report.counted(journeys::NAME, || journeys::run(workspace, &servers, &[]));
            report.counted(journeys::ON_POSTGRES, || journeys::run_on_postgres(workspace, &servers, &[]));
        } else {
            report.lines.push((format!("{} (not run: no build)", journeys::NAME), TestCount::one(false)));
        }
    }
    Ok(report.close(begun))
}

/// `cargo xtask check`: what needs no test to run. Words choose checks by their names.
pub fn check(workspace: &Workspace, words: &[String]) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let mut report = Report::default();
    report.checks(workspace, words);
    if report.lines.is_empty() {
        let names = check::ALL.map(|check| check.name).join("\n    ");
        return Err(Failure::new(format!("no check has that name; there are\n    {names}")));
    }
    Ok(report.close(begun))
}

/// The app's unit tests that need no browser run natively as well.
const NATIVE: [(&str, &[&str]); 2] = [
    ("tests: native, with doc tests", &["--workspace", "--exclude", "ricarica"]),
    ("tests: app, what needs no browser", &["-p", "ricarica", "--lib"]),
];

fn native(workspace: &Workspace, what: &[&str]) -> Result<TestCount, Failure> {
    let mut cargo = workspace.cargo()?;
    cargo.args(["test", "--locked", "--no-fail-fast"]).args(what);
    // The tests of letters read their codes by zxing-cpp.
    cargo.env("RICARICA_PYTHON", python::ensure(workspace)?);
    let mut count = TestCount::default();
    let status = watch(&mut cargo, |line| count.read_line(line))?;
    Ok(count.after(status))
}

/// No test at all is a failure: then a filter or a path is wrong.
fn counted(name: &str, work: impl FnOnce() -> Result<TestCount, Failure>) -> TestCount {
    let count = steps::counted(name, work).unwrap_or_else(|failure| {
        say(&failure.to_string());
        TestCount::one(false)
    });
    if count == TestCount::default() { TestCount::one(false) } else { count }
}

impl Report {
    /// Something that passes or fails as a whole.
    fn whole<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Option<T> {
        let outcome = work();
        if let Err(failure) = &outcome {
            say(&failure.to_string());
        }
        self.lines.push((name.to_owned(), TestCount::one(outcome.is_ok())));
        outcome.ok()
    }

    fn checks(&mut self, workspace: &Workspace, words: &[String]) {
        let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
        for check in check::ALL.into_iter().filter(|check| wanted(check.name)) {
            self.whole(check.name, || step(check.name, || (check.run)(workspace)));
        }
    }

    /// Builds the app, and the servers together with the native tests, at the same time. A test that does not compile
    /// must not keep the journeys from running: then the servers are compiled alone.
    fn build(&mut self, workspace: &Workspace) -> Option<Servers> {
        let (app, servers) = std::thread::scope(|scope| {
            let servers = scope.spawn(|| servers::ensure_with_tests(workspace));
            let app = app::ensure(workspace);
            (app, servers.join().unwrap_or_else(|_| Err(Failure::new("the build of the servers crashed"))))
        });
        let app = self.whole("app: compile and finish", || app);
        let servers = self.whole("compile: native tests and servers", || servers);
        let servers = servers.or_else(|| self.whole("servers: compile", || servers::ensure(workspace)));
        app.and(servers)
    }

    /// The gateway's tests on both databases at the same time: most of their time they wait.
    fn native_tests(&mut self, workspace: &Workspace) {
        let (native, postgres) = std::thread::scope(|scope| {
            let postgres = scope.spawn(|| counted(postgres::NAME, || postgres::run_tests(workspace, &[])));
            let native = NATIVE.map(|(name, what)| (name, counted(name, || native(workspace, what))));
            (native, postgres.join().unwrap_or(TestCount::one(false)))
        });
        self.lines.extend(native.map(|(name, count)| (name.to_owned(), count)));
        self.lines.push((postgres::NAME.to_owned(), postgres));
    }

    /// A runner that counts.
    fn counted(&mut self, name: &str, work: impl FnOnce() -> Result<TestCount, Failure>) {
        self.lines.push((name.to_owned(), counted(name, work)));
    }

    /// Prints the durations, the table, and the sum in the last line.
    fn close(self, begun: Instant) -> ExitCode {
        let mut sum = TestCount::default();
        say(&format!("\n{}", steps::summary()));
        for (name, count) in &self.lines {
            let mark = if count.all_passed() { '✔' } else { '✘' };
            say(&format!("{mark} {name}: {count}"));
            sum.add(*count);
        }
        say(&format!("  in {}", words::duration(begun.elapsed())));
        say(&sum.to_string());
        sum.exit_code()
    }
}
