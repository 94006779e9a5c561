//! Puts the built app (`dist/`, made by `cargo xtask build`) into the binary: one file to deploy.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../dist");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut list = String::from("&[\n");
    if root.is_dir() {
        let root = root.canonicalize()?;
        let mut files = Vec::new();
        walk(&root, &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(&root)?.to_str().ok_or("a file name that is not UTF-8")?.to_owned();
            let path = file.to_str().ok_or("a path that is not UTF-8")?;
            writeln!(list, "    ({name:?}, include_bytes!({path:?}) as &[u8]),")?;
        }
    } else {
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
