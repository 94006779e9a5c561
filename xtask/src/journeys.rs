//! The journeys from end to end: Playwright drives browsers against a gateway and a sandbox.

use crate::failure::{At, Failure};
use crate::files::{remove_file, remove_folder};
use crate::pins::GECKODRIVER;
use crate::postgres::{self, Durability, PostgresServer};
use crate::run::watch;
use crate::servers::Servers;
use crate::test_count::TestCount;
use crate::workspace::Workspace;
use crate::{prerequisites, python};
use std::ffi::OsStr;

pub const NAME: &str = "tests: journeys end to end";

/// The step of [`run_on_postgres`].
pub const ON_POSTGRES: &str = "tests: main journeys, on PostgreSQL";

/// One of each kind: sign-in, online to credited, notice at the counter, letter by mail, all movements.
const MAIN: [&str; 5] = [
    "guardian_signs_in_sees_the_accounts_and_signs_out",
    "card_payment_is_credited_and_mailed",
    "code_on_the_screen_is_read_by_two_scanners_and_pays_the_notice",
    "double_tap_sends_one_mail_to_the_guardian_s_own_address",
    "history_shows_every_top_up_with_its_state",
];

/// The step of `cargo xtask screens`.
pub const SCREENS: &str = "pictures of every screen";

pub fn run(workspace: &Workspace, servers: &Servers, arguments: &[String]) -> Result<TestCount, Failure> {
    play(workspace, servers, arguments, &[])
}

/// The main journeys, or those that the arguments choose, against gateways on a server of PostgreSQL. Each test has a
/// database of its own there.
pub fn run_on_postgres(
    workspace: &Workspace,
    servers: &Servers,
    arguments: &[String],
) -> Result<TestCount, Failure> {
    let server = PostgresServer::start(workspace, Durability::None)?;
    let createdb = postgres::createdb()?;
    let output = "--output=target/e2e-postgres".to_owned();
    let mut all = vec!["--project=chromium".to_owned(), output];
    if arguments.is_empty() {
        all.push(format!("--grep={}", MAIN.join("|")));
    }
    all.extend_from_slice(arguments);
    let variables =
        [("RICARICA_POSTGRES", OsStr::new(&server.address)), ("RICARICA_CREATEDB", createdb.as_os_str())];
    let count = play(workspace, servers, &all, &variables)?;
    // A title that was changed must not leave a journey out.
    if arguments.is_empty() && count.passed + count.failed != MAIN.len() as u64 {
        return Err(Failure::new(format!(
            "{count} instead of {} journeys: see MAIN in journeys.rs",
            MAIN.len()
        )));
    }
    Ok(count)
}

/// Makes the pictures of `docs/screens` again.
pub fn screens(workspace: &Workspace, servers: &Servers) -> Result<TestCount, Failure> {
    let folder = workspace.root.join("docs/screens");
    for language in ["it", "fr", "en"] {
        // The picture of a screen that no longer exists must go.
        remove_folder(&folder.join(language))?;
    }
    let variables = [("RICARICA_GALLERY", folder.as_os_str())];
    play(workspace, servers, &["--project=chromium".to_owned(), "gallery".to_owned()], &variables)
}

fn play(
    workspace: &Workspace,
    servers: &Servers,
    arguments: &[String],
    variables: &[(&str, &OsStr)],
) -> Result<TestCount, Failure> {
    let results = workspace.work.join("e2e.json");
    // The counts of an earlier run must not be read as this one's.
    remove_file(&results)?;
    let mut playwright = workspace.command("playwright")?;
    playwright.args(["test", "--config", "tests/e2e/playwright.config.ts"]).args(arguments);
    servers.name_app(&mut playwright);
    playwright
        .env("RICARICA_BIN_DIR", servers.folder())
        .env("RICARICA_CHROMIUM", prerequisites::chromium()?)
        .env("RICARICA_PYTHON", python::ensure(workspace)?)
        .env("RICARICA_GECKODRIVER", GECKODRIVER.path(&workspace.cache))
        .env("RICARICA_E2E_RESULTS", &results);
    playwright.envs(variables.iter().copied());
    let status = watch(&mut playwright, |_| {})?;
    if !results.is_file() {
        // Playwright stopped before the first test; its output is above.
        return Ok(TestCount::default().after(status));
    }
    let report = std::fs::read_to_string(&results).at("cannot read", &results)?;
    counted(&report)
        .map(|count| count.after(status))
        .ok_or_else(|| Failure::new(format!("{} contains no counts", results.display())))
}

/// The `stats` at the end of Playwright's JSON report. A test that passed only at the second try counts as failed.
fn counted(report: &str) -> Option<TestCount> {
    let (_, stats) = report.rsplit_once("\"stats\": {")?;
    let count = |name: &str| -> Option<u64> {
        let (_, value) = stats.split_once(&format!("\"{name}\": "))?;
        let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    Some(TestCount {
        passed: count("expected")?,
        failed: count("unexpected")?.saturating_add(count("flaky")?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_from_the_statistics_at_the_end() {
        let report = r#"{ "suites": [{"title": "\"stats\": {"}],
  "stats": {
    "startTime": "2026-01-01T10:00:00.000Z",
    "duration": 3081.2,
    "expected": 11,
    "skipped": 1,
    "unexpected": 2,
    "flaky": 1
  }
}"#;
        assert_eq!(counted(report), Some(TestCount { passed: 11, failed: 3 }));
        assert_eq!(counted("{}"), None);
    }
}
