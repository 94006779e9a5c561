//! Letters: how many a second, and whether memory stays constant. The example prints the figures.

use super::effort::Effort;
use crate::failure::Failure;
use crate::run::show;
use crate::workspace::Workspace;

pub fn measure(workspace: &Workspace, effort: Effort) -> Result<(), Failure> {
    let mut cargo = workspace.cargo()?;
    cargo.args(["run", "--quiet", "--locked", "--release", "-p", "letter", "--example", "many", "--"]);
    show(cargo.arg(effort.choose("10000", "1000")))
}
