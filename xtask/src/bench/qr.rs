//! The app's QR code to SVG text beside npm's `qrcode`: the same payloads, in the same page.

use super::figures::{Figures, ratio};
use super::{Effort, town};
use crate::failure::Failure;
use crate::house::House;
use crate::prerequisites;
use crate::run::{capture, run};
use crate::steps::say;

/// One length for both efforts: it takes seconds.
pub fn measure(house: &House, _: Effort) -> Result<(), Failure> {
    let chromium = prerequisites::chromium()?;
    let folder = town::folder(house, "qr")?;
    let mut cargo = house.cargo()?;
    cargo.args(["build", "--quiet", "--locked", "-p", "ricarica", "--example", "qr_bench"]);
    run(cargo.args(["--profile", "app", "--target", "wasm32-unknown-unknown"]))?;
    let built = house.target.join("wasm32-unknown-unknown/app/examples/qr_bench.wasm");
    let mut bindgen = house.command("wasm-bindgen")?;
    run(bindgen.arg(&built).args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder))?;
    // As Trunk does it with the app (index.html, `data-wasm-opt`).
    let wasm = folder.join("qr_bench_bg.wasm");
    run(house.command("wasm-opt")?.args(["-Oz", "-o"]).arg(&wasm).arg(&wasm))?;
    let mut esbuild = house.command("esbuild")?;
    esbuild.args(["tests/bench/page.js", "--bundle", "--minify", "--format=esm", "--log-level=warning"]);
    run(esbuild
        .arg("--external:./qr_bench.js")
        .arg(format!("--outfile={}", folder.join("page.js").display())))?;

    let mut node = house.command("node")?;
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
