//! The app's component tests, in a real browser (`tests/*.rs`). The browser's options stand in `webdriver.json`.

use crate::failure::Failure;
use crate::house::House;
use crate::prerequisites;
use crate::run::watch;
use crate::tally::Tally;

pub const NAME: &str = "tests: components in the browser";

/// Seconds one test binary may take: a browser starts slowly on a busy machine.
const TIMEOUT: &str = "300";

pub fn run(house: &House, arguments: &[String]) -> Result<Tally, Failure> {
    let mut cargo = house.cargo()?;
    cargo.args(["test", "--locked", "--no-fail-fast", "-p", "ricarica"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--test", "*"]).args(arguments);
    cargo.env("CHROMEDRIVER", prerequisites::chromedriver()?).env("WASM_BINDGEN_TEST_TIMEOUT", TIMEOUT);
    let mut tally = Tally::default();
    let status = watch(&mut cargo, |line| tally.see(line))?;
    Ok(tally.after(status))
}
