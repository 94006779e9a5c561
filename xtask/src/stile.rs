//! The style page: a second program from the app's own rooms, beside the app and not in it (`docs/decisions/0016`).

use crate::failure::{At, Failure};
use crate::house::House;
use crate::run::run;
use std::path::Path;

/// The program's name, its folder in the finished app, and the address it is seen at.
pub const NAME: &str = "stile";

/// Builds it and puts its two files into the app. Their names stay as they are: `public/boot.js` asks for them, and
/// nobody keeps them.
pub fn build(house: &House, dist: &Path) -> Result<(), Failure> {
    let target = "wasm32-unknown-unknown";
    let mut cargo = house.cargo()?;
    // As the app: both share what is compiled for them.
    crate::app_build::name_no_folders(&mut cargo)?;
    run(cargo.args([
        "build",
        "--locked",
        "--offline",
        "--quiet",
        "--profile",
        "app",
        "--target",
        target,
        "--bin",
        NAME,
    ]))?;
    let wasm = house.target.join(target).join("app").join(format!("{NAME}.wasm"));
    let folder = dist.join(NAME);
    let mut bindgen = house.command("wasm-bindgen")?;
    bindgen.args([
        "--target",
        "web",
        "--no-typescript",
        "--remove-name-section",
        "--remove-producers-section",
    ]);
    run(bindgen.arg("--out-dir").arg(&folder).arg(&wasm))?;
    let glue = folder.join(format!("{NAME}.js"));
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(&glue);
    run(house
        .command("esbuild")?
        .arg(&glue)
        .args(["--bundle", "--format=esm", "--minify", "--allow-overwrite"])
        .args(["--legal-comments=none".into(), "--log-level=warning".into(), outfile]))?;
    let snippets = folder.join("snippets");
    if snippets.is_dir() {
        std::fs::remove_dir_all(&snippets).at("cannot remove", &snippets)?;
    }
    Ok(())
}
