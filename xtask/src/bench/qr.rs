//! The app's QR code as SVG text, compared with npm's `qrcode`: the same payloads in the same page.

use super::effort::Effort;
use crate::environment;
use crate::failure::Failure;
use crate::figures::{Figures, ratio};
use crate::prerequisites;
use crate::run::{capture, run};
use crate::steps::say;
use crate::workspace::Workspace;

/// Both efforts measure the same, because it takes only seconds.
pub fn measure(workspace: &Workspace, _: Effort) -> Result<(), Failure> {
    let chromium = prerequisites::chromium()?;
    let folder = environment::folder(workspace, "qr")?;
    let mut cargo = workspace.cargo()?;
    cargo.args(["build", "--quiet", "--locked", "-p", "ricarica", "--example", "qr_bench"]);
    run(cargo.args(["--profile", "app", "--target", "wasm32-unknown-unknown"]))?;
    let built = workspace.target.join("wasm32-unknown-unknown/app/examples/qr_bench.wasm");
    let mut bindgen = workspace.command("wasm-bindgen")?;
    run(bindgen.arg(&built).args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder))?;
    // As Trunk does with the app (index.html, `data-wasm-opt`).
    let wasm = folder.join("qr_bench_bg.wasm");
    run(workspace.command("wasm-opt")?.args(["-Oz", "-o"]).arg(&wasm).arg(&wasm))?;
    let mut esbuild = workspace.command("esbuild")?;
    esbuild.args(["tests/bench/page.js", "--bundle", "--minify", "--format=esm", "--log-level=warning"]);
    run(esbuild
        .arg("--external:./qr_bench.js")
        .arg(format!("--outfile={}", folder.join("page.js").display())))?;

    let mut node = workspace.command("node")?;
    node.arg("tests/bench/qr.mjs").arg(&folder).env("RICARICA_CHROMIUM", chromium);
    let figures = Figures::parse(&capture(&mut node)?)?;
    let app = figures.get("app_ns")?;
    say("  a payload to SVG text           median");
    say(&format!("  {:<28} {:>6} µs", "the app (wasm)", app / 1000));
    for (what, key) in
        [("npm qrcode, as documented", "npm_ns"), ("npm qrcode, bytes, version 4", "npm_bytes_ns")]
    {
        let npm = figures.get(key)?;
        say(&format!("  {what:<28} {:>6} µs   {} ours", npm / 1000, ratio(npm, app)));
    }
    Ok(())
}
