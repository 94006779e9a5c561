//! The Python packages of the tests: a second, independent reader of QR codes, and Schemathesis.

use crate::failure::{At, Failure};
use crate::files::remove_folder;
use crate::run::run;
use crate::steps::step;
use crate::workspace::Workspace;
use crate::{fingerprint, lock};
use std::path::PathBuf;

/// The interpreter that has the packages. Installs them unless they are there.
pub fn ensure(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let (folder, requirements) = place(workspace)?;
    let python = folder.join("bin").join("python");
    // This file is written last: a folder without it is unfinished.
    let complete = folder.join("complete");
    if complete.is_file() {
        return Ok(python);
    }
    step("Python packages of the tests", || {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let _held = lock::cache(workspace, &name)?;
        if complete.is_file() {
            return Ok(());
        }
        remove_folder(&folder)?;
        run(workspace.command("python3")?.args(["-m", "venv"]).arg(&folder))?;
        let mut pip = workspace.command(&python)?;
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        pip.args(["--only-binary", ":all:", "--requirement"]);
        run(pip.arg(&requirements))?;
        std::fs::write(&complete, "").at("cannot write", &complete)
    })?;
    Ok(python)
}

/// The folder's name contains the hash of the requirements, so that two checkouts may differ in them.
fn place(workspace: &Workspace) -> Result<(PathBuf, PathBuf), Failure> {
    let requirements = workspace.root.join("tests/e2e/requirements.txt");
    let wanted = std::fs::read(&requirements).at("cannot read", &requirements)?;
    let print: String = fingerprint::of(&wanted).chars().take(16).collect();
    Ok((workspace.cache.join(format!("python-{print}")), requirements))
}
