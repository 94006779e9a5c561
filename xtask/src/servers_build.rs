//! The gateway and the sandbox, as the office and the tests run them.

use crate::failure::Failure;
use crate::house::House;
use crate::run::run;
use crate::steps::step;

/// Release, not debug: journeys and measurements meet what is shipped.
pub fn build(house: &House) -> Result<(), Failure> {
    step("servers: cargo build --release -p gateway -p sandbox", || {
        run(house.cargo()?.args(["build", "--release", "--locked", "-p", "gateway", "-p", "sandbox"]))
    })
}
