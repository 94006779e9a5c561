//! SQL stays in the store, HTTP at the edge, mail in `notify`. `cargo xtask check imports` checks which module imports which.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Libraries that only these modules may name.
const LIBRARIES: &[(&str, &[&str])] = &[
    // The clock's moment derives its column type; config reads the address of a server.
    ("sqlx", &["store", "clock", "config"]),
    // config parses a header's name, traces read one
    ("axum", &["config", "http", "pages", "middleware", "router", "assets", "connections", "traces"]),
    ("axum_extra", &["http", "pages"]),
    // `gateway check` asks as a browser does, traces are sent
    ("reqwest", &["platform", "server", "cli", "traces"]),
    ("lettre", &["notify", "config", "service", "cli"]), // they check addresses; `gateway check` reads errors of SMTP
    ("hyper", &["connections"]),
    ("rustix", &["connections"]),
    ("clap", &["cli"]),
    ("resvg", &["icons"]),
];

/// Every file of `src` but the two roots, with the name of its top module.
fn files() -> Vec<(String, PathBuf)> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, files) } else { files.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    walk(&root, &mut all);
    all.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let module = |path: &Path| {
        let first = path.strip_prefix(&root).unwrap().iter().next().unwrap().to_str().unwrap();
        first.trim_end_matches(".rs").to_owned()
    };
    all.into_iter()
        .map(|path| (module(&path), path))
        .filter(|(name, _)| name != "lib" && name != "main")
        .collect()
}

/// The code without its comment lines.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn sql_http_and_mail_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for (module, path) in files() {
        let code = code(&fs::read_to_string(&path).unwrap());
        for (library, modules) in LIBRARIES {
            let named = code.contains(&format!("{library}::"));
            if named && !modules.contains(&module.as_str()) {
                wrong.push(format!("{}: {library} in {module}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
