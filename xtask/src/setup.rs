//! Whatever the other commands need, installed or named.

use crate::failure::Failure;
use crate::house::House;
use crate::{npm, prerequisites, python, tools};

/// For building and running: Node, the wasm target, Trunk, wasm-bindgen, the npm packages.
pub fn for_building(house: &House) -> Result<(), Failure> {
    prerequisites::for_building(house)?;
    tools::wasm_bindgen_agrees(house)?;
    tools::TRUNK.ensure(house)?;
    tools::WASM_BINDGEN.ensure(house)?;
    npm::ensure(house)
}

/// For testing: browsers, code readers and cargo-deny as well.
pub fn for_testing(house: &House) -> Result<(), Failure> {
    // First what only a person may be able to put right: nobody should build for minutes to read of it.
    prerequisites::for_testing()?;
    for_building(house)?;
    tools::CARGO_DENY.ensure(house)?;
    tools::GECKODRIVER.ensure(house)?;
    python::ensure(house)?;
    Ok(())
}
