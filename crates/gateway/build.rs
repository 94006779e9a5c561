//! Puts the built app (`dist/`, made by `cargo xtask build`) into a release binary: one file to deploy.
//!
//! Other builds read the app from the folder that `RICARICA_DIST` names, so that a changed app compiles no gateway.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../dist");
    // Cargo says `release` for every profile that inherits from it.
    let release = env::var("PROFILE")? == "release";
    println!("cargo::rerun-if-changed=build.rs");
    let mut list = String::from("&[\n");
    if release {
        println!("cargo::rerun-if-changed={}", root.display());
    }
    if release && root.is_dir() {
        let root = root.canonicalize()?;
        let mut files = Vec::new();
        walk(&root, &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(&root)?.to_str().ok_or("a file name that is not UTF-8")?.to_owned();
            let path = file.to_str().ok_or("a path that is not UTF-8")?;
            writeln!(list, "    ({name:?}, include_bytes!({path:?}) as &[u8]),")?;
        }
    } else if release {
        println!(
            "cargo::warning=there is no dist/: this gateway carries no app (cargo xtask build makes one)"
        );
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("embedded.rs"), list)?;
    Ok(())
}

fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
