//! The Python packages of the journeys: a second, independent reader of QR codes.

use crate::failure::{At, Failure};
use crate::fingerprint;
use crate::house::House;
use crate::run::run;
use crate::steps::step;
use std::path::PathBuf;

/// The interpreter that has the packages; makes it first where needed.
pub fn ensure(house: &House) -> Result<PathBuf, Failure> {
    let (folder, requirements) = place(house)?;
    let python = folder.join("bin").join("python");
    // Written last: without it the folder is half-made.
    let complete = folder.join("complete");
    if complete.is_file() {
        return Ok(python);
    }
    step("setup: Python packages for the journeys", || {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let _held = crate::lock::install(house, &name)?;
        if complete.is_file() {
            return Ok(());
        }
        crate::tools::remove_folder(&folder)?;
        run(house.command("python3")?.args(["-m", "venv"]).arg(&folder))?;
        let mut pip = house.command(&python)?;
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--only-binary",
            ":all:",
        ]);
        run(pip.arg("--requirement").arg(&requirements))?;
        std::fs::write(&complete, "").at("cannot write", &complete)
    })?;
    Ok(python)
}

/// The folder is named by what it holds, so that two checkouts with other wishes do not meet.
fn place(house: &House) -> Result<(PathBuf, PathBuf), Failure> {
    let requirements = house.root.join("tests/e2e/requirements.txt");
    let wanted = std::fs::read(&requirements).at("cannot read", &requirements)?;
    let print: String = fingerprint::of(&wanted).chars().take(16).collect();
    Ok((house.cache.join(format!("python-{print}")), requirements))
}
