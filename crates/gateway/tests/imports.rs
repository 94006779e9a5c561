//! The gateway's modules import downwards only; the table in `src/lib.rs` lists them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A module imports from the rows below its own, and from itself.
const LAYERS: &[&[&str]] = &[
    &["cli"],
    &["server"],
    &["router"],
    &["middleware"],
    &["pages"],
    &["http", "jobs"],
    &["service"],
    &["letters"],
    &["app_files"],
    &["store", "platform", "identity", "notify", "assets"],
    &["municipality"],
    &["config", "clock", "secrets", "health"],
];

/// Libraries that only these modules may name: SQL stays in the store, HTTP at the edge.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("sqlx", &["store", "clock"]), // the clock's moment derives its column type
    ("axum", &["config", "http", "pages", "middleware", "router", "assets", "server"]),
    ("axum_extra", &["http", "pages"]),
    ("reqwest", &["platform", "server", "identity"]),
    ("lettre", &["notify", "config", "service"]), // config and service check addresses
    ("clap", &["cli"]),
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn may_import(from: &str, to: &str) -> bool {
    from == to || layer(from).zip(layer(to)).is_some_and(|(from, to)| from < to)
}

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

/// The modules that `crate::…` names in a text: `crate::a::b`, `crate::{a, b::{c, d}}`.
fn imports(code: &str) -> BTreeSet<String> {
    let identifier = |text: &str| {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
    };
    let mut found = BTreeSet::new();
    for (place, root) in code.match_indices("crate::") {
        let rest = &code[place + root.len()..];
        if !rest.starts_with('{') {
            found.insert(identifier(rest));
            continue;
        }
        let (mut depth, mut begins) = (0, true);
        for (place, character) in rest.char_indices() {
            match character {
                '{' => depth += 1,
                '}' if depth == 1 => break,
                '}' => depth -= 1,
                ',' if depth == 1 => begins = true,
                _ if depth == 1 && begins && !character.is_whitespace() => {
                    found.insert(identifier(&rest[place..]));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn imports_are_read_in_every_form() {
    let names = |text: &str| imports(text).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(names("use crate::store::Write;"), "store");
    assert_eq!(
        names("use crate::{\n    clock::Moment,\n    store::{Write, top_ups::{self, Row}},\n};"),
        "clock store"
    );
    assert_eq!(names("fn f() -> crate::http::App { crate::jobs::run() }"), "http jobs");
    assert_eq!(names("use crate::{config::{self, Config}, health};"), "config health");
}

#[test]
fn an_arrow_upwards_is_refused() {
    assert!(may_import("http", "service") && may_import("service", "store") && may_import("jobs", "service"));
    assert!(
        may_import("pages", "http") && may_import("middleware", "pages") && may_import("router", "pages")
    );
    for (from, to) in [
        ("store", "service"),
        ("service", "http"),
        ("notify", "store"),
        ("jobs", "http"),
        ("http", "pages"),
        ("http", "middleware"),
    ] {
        assert!(!may_import(from, to), "{from} → {to}");
    }
}

#[test]
fn modules_import_downwards_only() {
    let mut wrong = Vec::new();
    for (module, path) in files() {
        assert!(layer(&module).is_some(), "{module} has no place in LAYERS yet");
        for to in imports(&code(&fs::read_to_string(&path).unwrap())) {
            if !may_import(&module, &to) {
                wrong.push(format!("{}: {module} → {to}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
