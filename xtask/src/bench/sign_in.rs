//! From the sixth digit of the sign-in code to the accounts, on a phone that has never been here.

use super::{
    effort::Effort,
    slow_phone::{self, within},
};
use crate::failure::Failure;
use crate::figures::ms;
use crate::workspace::Workspace;

/// The longest time from the sixth digit to the balances on the screen.
const WITHIN_US: u64 = 1_000_000;

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    let runs = effort.choose("10", "3");
    let figures = slow_phone::measure(workspace, "sign_in", &[runs.as_ref()])?;
    let median = slow_phone::report(
        &figures,
        "from the sixth digit to the accounts, ten seconds after the request",
        &format!("median of {runs} first visits"),
    )?;
    slow_phone::check(&figures)?;
    within("the accounts are painted after", median, WITHIN_US, ms)
}
