//! Letters: how many a second, and whether memory stays flat. The example prints the figures itself.

use super::Effort;
use crate::failure::Failure;
use crate::house::House;
use crate::run::run;

pub fn measure(house: &House, effort: Effort) -> Result<(), Failure> {
    let mut cargo = house.cargo()?;
    cargo.args(["run", "--quiet", "--locked", "--release", "-p", "letter", "--example", "many", "--"]);
    run(cargo.arg(effort.choose("10000", "1000")))
}
