//! The style page: a second program with the app's components, separate from the app
//! (`docs/decisions/0016`).

use crate::failure::Failure;
use crate::files;
use crate::run::run;
use crate::workspace::Workspace;
use std::path::Path;

/// The program's name, its folder in the finished app, and its address.
pub const NAME: &str = "stile";
const TARGET: &str = "wasm32-unknown-unknown";

/// Builds it and puts its two files into the app. Their names get no hash, because `public/boot.js` names them and
/// browsers need not cache them.
pub fn build(workspace: &Workspace, dist: &Path) -> Result<(), Failure> {
    let mut cargo = workspace.cargo()?;
    cargo.args(["build", "--locked", "--offline", "--target", TARGET, "--bin", NAME]);
    // The app's profile, because a cheaper one would compile all dependencies once more.
    run(cargo.args(["--profile", "app"]))?;
    let wasm = workspace.target.join(TARGET).join("app").join(format!("{NAME}.wasm"));
    let folder = dist.join(NAME);
    let mut bindgen = workspace.command("wasm-bindgen")?;
    bindgen.args(["--target", "web", "--no-typescript"]);
    bindgen.args(["--remove-name-section", "--remove-producers-section"]);
    run(bindgen.arg("--out-dir").arg(&folder).arg(&wasm))?;
    let glue = folder.join(format!("{NAME}.js"));
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(&glue);
    let mut esbuild = workspace.command("esbuild")?;
    esbuild.arg(&glue).args(["--bundle", "--format=esm", "--minify", "--allow-overwrite"]);
    run(esbuild.args(["--legal-comments=none".into(), "--log-level=warning".into(), outfile]))?;
    files::remove_folder(&folder.join("snippets"))
}
