//! The imports of `src`, read from its `use` lines: only allowed modules, no page that imports another, no circle of
//! files.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The modules that each folder or file at the top of `src` may import besides itself and `reactive`. Cargo's
/// manifests limit the imports of `crates/*`.
const MAY_IMPORT: [(&str, &[&str]); 10] = [
    ("main", &["app", "state", "browser"]),
    ("app", &["layout", "pages", "components", "state", "client", "browser", "routes"]),
    ("layout", &["components", "state", "client", "browser", "routes"]),
    ("pages", &["layout", "components", "state", "client", "browser", "routes"]),
    ("components", &["browser"]),
    ("state", &["client", "browser", "routes"]),
    ("client", &[]),
    ("browser", &[]),
    ("routes", &[]),
    ("reactive", &[]),
];

type ModulePath = Vec<String>;

/// The source files by the path of their module.
fn files() -> BTreeMap<ModulePath, PathBuf> {
    fn collect(folder: &Path, module: &[String], into: &mut BTreeMap<ModulePath, PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let inside = [module, std::slice::from_ref(&name)].concat();
            if path.is_dir() {
                collect(&path, &inside, into);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let is_root = module.is_empty() && name == "lib";
                into.insert(if name == "mod" || is_root { module.to_vec() } else { inside }, path);
            }
        }
    }
    let mut all = BTreeMap::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut all);
    all
}

/// The source without comments, and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The paths of a `use`: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn paths(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some((before, group)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap();
        return vec![name.split("::").map(|part| part.trim().to_owned()).collect()];
    };
    let before: Vec<String> =
        before.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    let group = group.rsplit_once('}').unwrap().0;
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (place, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    let inner = parts.into_iter().filter(|part| !part.trim().is_empty()).flat_map(paths);
    inner.map(|path| [before.clone(), path].concat()).collect()
}

/// The `use` statements of a file: whether each is public, and its paths.
fn uses(code: &str) -> Vec<(bool, Vec<String>)> {
    let mut found = Vec::new();
    for statement in code.split(';') {
        let Some(at) = statement.rfind("use ") else { continue };
        let (before, tree) = (statement[..at].trim_end(), &statement[at + 4..]);
        let last_word = before.rsplit(['\n', '}']).next().unwrap_or("").trim();
        if !matches!(last_word, "" | "pub" | "pub(super)" | "pub(crate)") {
            continue;
        }
        found.extend(paths(tree).into_iter().map(|path| (last_word.starts_with("pub"), path)));
    }
    found
}

/// The whole paths that are used without a `use`: `crate::a::B`.
fn inline_paths(code: &str) -> Vec<Vec<String>> {
    let is_of_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let ends = code.match_indices("crate::").map(|(start, _)| {
        let rest = &code[start..];
        &rest[..rest.find(|c| !is_of_path(c)).unwrap_or(rest.len())]
    });
    ends.map(|path| path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect()).collect()
}

/// The path from the crate's root.
fn absolute(path: &[String], of: &ModulePath, all: &BTreeMap<ModulePath, PathBuf>) -> Option<Vec<String>> {
    match path.first()?.as_str() {
        "crate" | "ricarica" => Some(path[1..].to_vec()),
        "self" => Some([of.as_slice(), &path[1..]].concat()),
        "super" => {
            let up = path.iter().take_while(|part| *part == "super").count();
            Some([&of[..of.len().checked_sub(up)?], &path[up..]].concat())
        }
        first => {
            let child = [of.as_slice(), &[first.to_owned()]].concat();
            all.contains_key(&child).then(|| [of.as_slice(), path].concat())
        }
    }
}

/// The file that defines the imported name. A name that a `mod.rs` re-exports is followed to its own file.
fn file_of(target: &[String], all: &BTreeMap<ModulePath, PathBuf>) -> ModulePath {
    let module =
        (0..=target.len()).rev().map(|end| target[..end].to_vec()).find(|part| all.contains_key(part));
    let module = module.unwrap();
    let Some(name) = target.get(module.len()) else { return module };
    for (public, path) in uses(&code(&all[&module])) {
        if public
            && path.last() == Some(name)
            && let Some(from) = absolute(&path, &module, all)
            && from != target
        {
            return file_of(&from, all);
        }
    }
    module
}

/// The files that each file imports.
fn imports() -> BTreeMap<ModulePath, BTreeSet<ModulePath>> {
    let all = files();
    let mut found = BTreeMap::new();
    for (module, path) in &all {
        let mut targets = BTreeSet::new();
        let code = code(path);
        let inline = inline_paths(&code).into_iter().map(|path| (false, path));
        for (public, used) in uses(&code).into_iter().chain(inline) {
            let Some(target) = absolute(&used, module, &all) else { continue };
            let file = file_of(&target, &all);
            // A `mod.rs` that re-exports a name does not use it.
            let re_exports = public && file.starts_with(module);
            if file != *module && !re_exports {
                targets.insert(file);
            }
        }
        found.insert(module.clone(), targets);
    }
    found
}

fn name(module: &ModulePath) -> String {
    module.join("::")
}

#[test]
fn every_module_imports_only_allowed_modules() {
    let may: BTreeMap<&str, &[&str]> = MAY_IMPORT.into();
    let mut wrong = Vec::new();
    for (from, targets) in imports() {
        let Some(layer) = from.first() else { continue };
        let allowed =
            may.get(layer.as_str()).unwrap_or_else(|| panic!("src/{layer} has no row in MAY_IMPORT"));
        for to in targets {
            let Some(other) = to.first() else { continue };
            if other != layer && other != "reactive" && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{} -> {}", name(&from), name(&to)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_page_imports_another() {
    let mut wrong = Vec::new();
    for (from, targets) in imports() {
        for to in targets {
            let both_pages = [&from, &to].iter().all(|path| path.len() > 1 && path[0] == "pages");
            if both_pages && from[1] != to[1] {
                wrong.push(format!("{} -> {}", name(&from), name(&to)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = imports();
    for start in imports.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&ModulePath> = imports[start].iter().collect();
        while let Some(next) = open.pop() {
            assert!(next != start, "{} is in a circle of imports", name(start));
            if seen.insert(next) {
                open.extend(&imports[next]);
            }
        }
    }
}

#[test]
fn the_reader_of_use_lines_finds_groups_and_re_exports() {
    let code = "pub use a::{B, c::{D, E as F}};\nuse crate::x::Y;\nfn f() { let _ = \"use z\"; }";
    let found: Vec<String> = uses(code).into_iter().map(|(_, path)| path.join("::")).collect();
    assert_eq!(found, ["a::B", "a::c::D", "a::c::E", "crate::x::Y"]);
    let all = imports();
    assert!(all[&vec!["app".to_owned()]].contains(&vec!["pages".to_owned(), "accounts".to_owned()]));
    assert!(all.len() > 50, "the sources were found");
}
