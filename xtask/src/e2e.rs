//! The journeys from end to end: Playwright drives the browser against the release build.

use crate::failure::{At, Failure};
use crate::house::House;
use crate::run::watch;
use crate::tally::Tally;
use crate::{prerequisites, python, tools};
use std::path::Path;

pub const NAME: &str = "tests: journeys end to end";

/// What `cargo xtask screens` is called in the list of steps.
pub const SCREENS: &str = "pictures of every screen";

pub fn run(house: &House, arguments: &[String]) -> Result<Tally, Failure> {
    play(house, arguments, None)
}

/// Takes the pictures of `docs/screens` anew.
pub fn screens(house: &House) -> Result<Tally, Failure> {
    let folder = house.root.join("docs/screens");
    for language in ["it", "fr", "en"] {
        // A screen that is no more leaves no picture behind.
        match std::fs::remove_dir_all(folder.join(language)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).at("cannot remove", &folder.join(language));
            }
            _ => {}
        }
    }
    play(house, &["--project=chromium".to_owned(), "gallery".to_owned()], Some(&folder))
}

fn play(house: &House, arguments: &[String], gallery: Option<&Path>) -> Result<Tally, Failure> {
    let results = house.work.join("e2e.json");
    // Yesterday's counts are nobody's.
    match std::fs::remove_file(&results) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(error).at("cannot remove", &results);
        }
        _ => {}
    }
    let mut playwright = house.command("playwright")?;
    playwright.args(["test", "--config", "tests/e2e/playwright.config.ts"]).args(arguments);
    playwright
        .env("RICARICA_BIN_DIR", house.binaries())
        .env("RICARICA_CHROMIUM", prerequisites::chromium()?)
        .env("RICARICA_PYTHON", python::ensure(house)?)
        .env("RICARICA_GECKODRIVER", tools::GECKODRIVER.path(house))
        .env("RICARICA_E2E_RESULTS", &results);
    if let Some(folder) = gallery {
        playwright.env("RICARICA_GALLERY", folder);
    }
    let status = watch(&mut playwright, |_| {})?;
    if !results.is_file() {
        // It stopped before its first test; its own words stand above.
        return Ok(Tally::default().after(status));
    }
    let report = std::fs::read_to_string(&results).at("cannot read", &results)?;
    counted(&report)
        .map(|tally| tally.after(status))
        .ok_or_else(|| Failure::new(format!("{} holds no counts", results.display())))
}

/// The `stats` at the end of Playwright's JSON report. A test that passed only at a second try has failed once.
fn counted(report: &str) -> Option<Tally> {
    let (_, stats) = report.rsplit_once("\"stats\": {")?;
    let count = |name: &str| -> Option<u64> {
        let (_, value) = stats.split_once(&format!("\"{name}\": "))?;
        let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    Some(Tally { passed: count("expected")?, failed: count("unexpected")?.saturating_add(count("flaky")?) })
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
        assert_eq!(counted(report), Some(Tally { passed: 11, failed: 3 }));
        assert_eq!(counted("{}"), None);
    }
}
