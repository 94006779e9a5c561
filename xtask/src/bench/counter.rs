//! At the counter: from the icon to the code without a network, and the app's memory after many notices.

use super::{
    effort::Effort,
    slow_phone::{self, within},
};
use crate::environment;
use crate::failure::Failure;
use crate::figures::ms;
use crate::steps::say;
use crate::workspace::Workspace;

/// The longest time from the icon to the paint of the code.
const WITHIN_US: u64 = 1_000_000;
/// Bytes of JavaScript's heap and WebAssembly's memory together.
const HELD: u64 = 25_000_000;

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    let folder = environment::folder(workspace, "counter")?;
    let openings = effort.choose("10", "3");
    let figures = slow_phone::measure(workspace, "counter", &[folder.as_os_str(), openings.as_ref()])?;

    let median = slow_phone::report(
        &figures,
        "from the icon to the code, offline, gateway stopped",
        &format!("median of {openings} cold starts"),
    )?;
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
    slow_phone::check(&figures)?;
    within("the code is painted after", median, WITHIN_US, ms)?;
    within("the page holds", most, HELD, mb)
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
