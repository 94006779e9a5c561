//! How many tests passed and failed, added up over runners that each print it in their own form.

use std::process::{ExitCode, ExitStatus};

/// The count of one runner, or of all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TestCount {
    pub passed: u64,
    pub failed: u64,
}

impl TestCount {
    /// One check that passes or fails as a whole.
    pub fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }

    pub fn add(&mut self, other: Self) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
    }

    /// Reads `test result: ok. 12 passed; 0 failed; …`, which libtest, doc tests and wasm-bindgen's runner print.
    /// Other lines change nothing.
    pub fn read_line(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else { return };
        for part in counts.split([';', '.']) {
            match part.trim().split_once(' ') {
                Some((count, "passed")) => self.passed = self.passed.saturating_add(number(count)),
                Some((count, "failed")) => self.failed = self.failed.saturating_add(number(count)),
                _ => {}
            }
        }
    }

    /// A runner that failed without counting a failure (it did not compile, it was killed) counts as one failure.
    #[must_use]
    pub fn after(mut self, status: ExitStatus) -> Self {
        if !status.success() && self.failed == 0 {
            self.failed = 1;
        }
        self
    }

    pub fn all_passed(&self) -> bool {
        self.failed == 0
    }

    pub fn exit_code(&self) -> ExitCode {
        if self.all_passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl std::fmt::Display for TestCount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn number(text: &str) -> u64 {
    text.trim().parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_of_several_binaries_add_up() {
        let mut count = TestCount::default();
        count.read_line("running 3 tests");
        count.read_line(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s",
        );
        count.read_line("test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 filtered out");
        assert_eq!(count, TestCount { passed: 13, failed: 2 });
    }

    #[test]
    fn a_line_that_only_mentions_tests_counts_nothing() {
        let mut count = TestCount::default();
        count.read_line("test names::one_passed ... ok");
        count.read_line("2 passed");
        assert_eq!(count, TestCount::default());
    }

    #[cfg(unix)]
    #[test]
    fn a_runner_that_fails_before_counting_counts_as_one_failure() {
        use std::os::unix::process::ExitStatusExt;
        let failed = ExitStatus::from_raw(256);
        assert_eq!(TestCount::default().after(failed), TestCount { passed: 0, failed: 1 });
        assert_eq!(TestCount { passed: 4, failed: 2 }.after(failed), TestCount { passed: 4, failed: 2 });
        assert_eq!(TestCount { passed: 4, failed: 0 }.after(ExitStatus::from_raw(0)).failed, 0);
    }
}
