//! The app: Trunk builds it, `finish` finishes it, and `dist/` changes in one move.

use crate::failure::{At, Failure};
use crate::fingerprint::{Fingerprint, read_stamp, write_stamp};
use crate::house::House;
use crate::run::run;
use crate::steps::{say, step};
use crate::tools::remove_folder;
use crate::{budget, fingerprint, finish, stile};
use std::path::{Path, PathBuf};

/// Whatever the built app depends on, besides the crates.
const INPUTS: [&str; 10] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "package-lock.json",
    "public",
    "src",
    "stile",
    "style",
];
/// Crates that the app does not know; any other may be part of it.
const NOT_IN_THE_APP: [&str; 3] = ["gateway", "letter", "sandbox"];

/// Builds the app into `dist/` unless nothing it depends on has changed, and holds it to its budget.
pub fn build(house: &House) -> Result<(), Failure> {
    make(house)?;
    step("app: size within budget", || budget::check(house))
}

/// As [`build`], whatever the size.
pub fn make(house: &House) -> Result<(), Failure> {
    let _held = crate::lock::make(house, "app")?;
    let inputs = inputs(house)?;
    let stamp = house.work.join("app.stamp");
    if house.dist().is_dir() && read_stamp(&stamp) == Some(format!("{inputs} {}", content(&house.dist())?)) {
        say("✔ app: unchanged");
        return Ok(());
    }
    step("app: trunk build", || {
        // Offline keeps Trunk from fetching tools of its own, but cargo with it: crates have to be there.
        run(house.cargo()?.args(["fetch", "--locked"]))?;
        let mut trunk = house.command("trunk")?;
        // Its own stack trace says nothing of what does not compile in the app.
        trunk.env("RUST_LIB_BACKTRACE", "0").env("RUST_BACKTRACE", "0");
        run(trunk.args(["build", "--release", "--offline", "--locked"]))
    })?;
    let staged = house.work.join("dist");
    step("app: the style page beside it", || {
        remove_folder(&staged)?;
        copy_folder(&trunk_dist(house), &staged)?;
        stile::build(house, &staged)
    })?;
    step("app: minify, name by content, compress", || {
        finish::finish(house, &staged)?;
        put_in_place(house, &staged)
    })?;
    write_stamp(&stamp, &format!("{inputs} {}", content(&house.dist())?))
}

/// Where Trunk.toml tells Trunk to build.
fn trunk_dist(house: &House) -> PathBuf {
    house.root.join("target/trunk-dist")
}

fn inputs(house: &House) -> Result<String, Failure> {
    let mut print = Fingerprint::default();
    // The finishing itself is an input too.
    print.word(include_str!("finish.rs"));
    print.word(include_str!("worker.rs"));
    print.word(include_str!("short_names.rs"));
    print.word(include_str!("unused_exports.rs"));
    print.word(include_str!("stile.rs"));
    for tool in [crate::tools::TRUNK, crate::tools::WASM_BINDGEN] {
        print.word(tool.version);
    }
    for input in INPUTS {
        print.path(&house.root, input)?;
    }
    for name in crates(house)? {
        print.path(&house.root, &format!("crates/{name}/Cargo.toml"))?;
        print.path(&house.root, &format!("crates/{name}/src"))?;
    }
    Ok(print.finish())
}

/// The names of the crates that may be part of the app, in order.
fn crates(house: &House) -> Result<Vec<String>, Failure> {
    let folder = house.root.join("crates");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).at("cannot list", &folder)? {
        let name = entry.at("cannot list", &folder)?.file_name().to_string_lossy().into_owned();
        if !NOT_IN_THE_APP.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Moves the finished app to `dist/`. An app that came out the same stays untouched: the gateway, which embeds
/// it, need not be built again.
fn put_in_place(house: &House, staged: &Path) -> Result<(), Failure> {
    let dist = house.dist();
    if dist.is_dir() && content(&dist)? == content(staged)? {
        return remove_folder(staged);
    }
    let old = house.work.join("dist-before");
    remove_folder(&old)?;
    if dist.is_dir() {
        std::fs::rename(&dist, &old).at("cannot move away", &dist)?;
    }
    std::fs::rename(staged, &dist).at("cannot move the app to", &dist)?;
    remove_folder(&old)
}

/// Every file counts: the service worker, which nothing names by its content, least of all may be another.
fn content(folder: &Path) -> Result<String, Failure> {
    let mut print = Fingerprint::default();
    print.path(folder, ".")?;
    Ok(print.finish())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    for file in fingerprint::files(from)? {
        let target = to.join(file.strip_prefix(from).unwrap_or(&file));
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder).at("cannot make", folder)?;
        }
        std::fs::copy(&file, &target).at("cannot copy", &file)?;
    }
    Ok(())
}
