//! Installs what a command needs, and no more.

use crate::failure::Failure;
use crate::pins::{CARGO_DENY, GECKODRIVER, TRUNK, WASM_BINDGEN};
use crate::workspace::Workspace;
use crate::{npm, prerequisites, python, tools};

/// For building the app: Node, the wasm target, the npm packages, Trunk and wasm-bindgen.
pub fn for_app(workspace: &Workspace) -> Result<(), Failure> {
    prerequisites::for_app(workspace)?;
    tools::wasm_bindgen_agrees(workspace)?;
    npm::ensure(workspace)?;
    tools::ensure(workspace, &TRUNK)?;
    tools::ensure(workspace, &WASM_BINDGEN)
}

/// For the tests: also browsers and code readers.
pub fn for_testing(workspace: &Workspace) -> Result<(), Failure> {
    // What only a person can install is checked before the builds, which take minutes.
    prerequisites::for_testing()?;
    for_app(workspace)?;
    tools::ensure(workspace, &CARGO_DENY)?;
    tools::ensure(workspace, &GECKODRIVER)?;
    python::ensure(workspace)?;
    Ok(())
}
