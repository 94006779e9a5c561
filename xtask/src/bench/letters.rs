//! Letters and statements: how many a second, how long one takes, and whether memory stays constant. The examples print the
//! figures.

use super::effort::Effort;
use crate::failure::Failure;
use crate::run::show;
use crate::workspace::Workspace;

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    for (example, argument) in [("many", Some(effort.choose("10000", "1000"))), ("statement", None)] {
        let mut cargo = workspace.cargo()?;
        cargo.args(["run", "--quiet", "--locked", "--release", "-p", "letter", "--example", example, "--"]);
        show(cargo.args(argument))?;
    }
    Ok(())
}
