//! The app's component tests in a real browser (`tests/*.rs`). `webdriver.json` holds the browser's options.

use crate::failure::Failure;
use crate::prerequisites;
use crate::run::watch;
use crate::test_count::TestCount;
use crate::workspace::Workspace;

pub const NAME: &str = "tests: components in the browser";

/// Seconds that one test binary may take: a browser starts slowly on a busy machine.
const TIMEOUT: &str = "300";

pub fn run(workspace: &Workspace, arguments: &[String]) -> Result<TestCount, Failure> {
    let mut cargo = workspace.cargo()?;
    cargo.args(["test", "--locked", "--no-fail-fast", "-p", "ricarica"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--test", "*"]).args(arguments);
    cargo.env("CHROMEDRIVER", prerequisites::chromedriver()?).env("WASM_BINDGEN_TEST_TIMEOUT", TIMEOUT);
    let mut count = TestCount::default();
    let status = watch(&mut cargo, |line| count.read_line(line))?;
    Ok(count.after(status))
}
