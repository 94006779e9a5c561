//! The app: Trunk builds it, `finish` finishes it, and `dist/` changes in one move.

use crate::failure::{At, Failure};
use crate::fingerprint::{Fingerprint, read_stamp, write_stamp};
use crate::house::House;
use crate::run::run;
use crate::steps::{say, step};
use crate::tools::remove_folder;
use crate::{budget, fingerprint, finish, stile};
use std::path::{Path, PathBuf};
use std::process::Command;

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
        name_no_folders(&mut trunk)?;
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
        named_no_folder(house, &staged)?;
        put_in_place(house, &staged)
    })?;
    write_stamp(&stamp, &format!("{inputs} {}", content(&house.dist())?))
}

/// What is built for the phone by this command says of a crate what it is called, and nothing about the folder in which
/// this machine keeps it: it tells nobody who built it, and no folder's name makes other bytes of the same source.
pub fn name_no_folders(cargo: &mut Command) -> Result<(), Failure> {
    let Some(home) = cargo_home() else { return Ok(()) };
    let sources = home.join("registry/src");
    let mut flags = Vec::new();
    // A registry each. None yet where nothing has been fetched.
    for registry in std::fs::read_dir(&sources).into_iter().flatten() {
        let registry = registry.at("cannot list", &sources)?.path();
        // Cargo tells its flags apart by blanks: a folder with one stays as it is.
        if let Some(folder) = registry.to_str().filter(|folder| !folder.contains(char::is_whitespace)) {
            flags.push(format!("--remap-path-prefix={folder}/="));
        }
    }
    flags.sort();
    // Beside those of `.cargo/config.toml`.
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "));
    Ok(())
}

/// Where Cargo keeps the crates that it has fetched.
fn cargo_home() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}

/// Sees to it that [`name_no_folders`] has done what it promises.
fn named_no_folder(house: &House, app: &Path) -> Result<(), Failure> {
    // What cannot be taken out is no reason not to build.
    let crates = cargo_home().filter(|home| !home.to_string_lossy().contains(char::is_whitespace));
    let folders = [Some(house.root.clone()), crates].into_iter().flatten();
    // A short one, as containers have, may be part of any path.
    let folders: Vec<PathBuf> = folders.filter(|folder| folder.components().count() > 2).collect();
    for file in fingerprint::files(app)? {
        let bytes = std::fs::read(&file).at("cannot read", &file)?;
        for folder in &folders {
            let name = folder.as_os_str().as_encoded_bytes();
            if bytes.windows(name.len()).any(|part| part == name) {
                let [file, folder] = [&file, folder].map(|path| path.display());
                return Err(Failure::new(format!("{file} names {folder}, a folder of this machine")).remedy(
                    "see which crate's path it is (`strings`), and give `name_no_folders` its folder",
                ));
            }
        }
    }
    Ok(())
}

/// Where Trunk.toml tells Trunk to build.
fn trunk_dist(house: &House) -> PathBuf {
    house.root.join("target/trunk-dist")
}

fn inputs(house: &House) -> Result<String, Failure> {
    let mut print = Fingerprint::default();
    // How it is built and finished is an input too.
    print.word(include_str!("app_build.rs"));
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
