//! The npm packages, as `package-lock.json` pins them.

use crate::failure::Failure;
use crate::fingerprint::{Fingerprint, read_stamp, write_stamp};
use crate::lock;
use crate::run::run;
use crate::steps::step;
use crate::workspace::Workspace;

/// Installs the packages unless they are there.
pub fn ensure(workspace: &Workspace) -> Result<(), Failure> {
    let mut print = Fingerprint::default();
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        print.path(&workspace.root, file)?;
    }
    let wanted = print.finish();
    // The stamp is inside the folder that it describes, so that both are removed together.
    let stamp = workspace.root.join("node_modules").join(".ricarica-stamp");
    if read_stamp(&stamp).as_ref() == Some(&wanted) {
        return Ok(());
    }
    step("npm packages", || {
        let _held = lock::checkout(workspace, "node_modules")?;
        if read_stamp(&stamp).as_ref() == Some(&wanted) {
            return Ok(());
        }
        // Browsers come from the system's packages, never from npm.
        run(workspace
            .command("npm")?
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
        write_stamp(&stamp, &wanted)
    })
}
