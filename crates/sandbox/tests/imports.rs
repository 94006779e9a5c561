//! No circle of files in `src`: a file never imports one that imports it, directly or through others.
//!
//! An arrow runs from a file to each file that it names by a `crate::` or `super::` path, in a `use` line or elsewhere,
//! and to each module that it declares with `mod`. Unit tests at the end of a file do not count.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test and its helpers may stop at the first unexpected value"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Files by module path (`state::registry`), each with its text.
type Files = BTreeMap<Vec<String>, String>;
/// Each module with the modules that it imports.
type Imports = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

#[test]
fn files_import_no_file_that_imports_them() {
    let files = sources();
    let imports = imports(&files);
    let arrows: usize = imports.values().map(BTreeSet::len).sum();
    assert!(files.len() > 40 && arrows > 150, "{} files and {arrows} arrows: too few", files.len());
    if let Some(circle) = circle(&imports) {
        panic!("a circle of files: {}", circle.join(" -> "));
    }
}

#[test]
fn state_imports_no_handler() {
    let files = sources();
    const HANDLERS: [&str; 10] =
        ["checkout", "counter", "gpd", "knobs", "mailbox", "pages", "pay", "print", "router", "server"];
    for (module, imported) in
        imports(&files).into_iter().filter(|(module, _)| module.starts_with(&["state".to_owned()]))
    {
        let upwards: Vec<_> = imported.iter().filter(|path| HANDLERS.contains(&path[0].as_str())).collect();
        assert!(upwards.is_empty(), "{} imports {upwards:?}", module.join("::"));
    }
}

#[test]
fn circle_is_found_through_every_way_of_importing() {
    let cases = [
        [("a", "use crate::b::X;"), ("b", "use crate::a::Y;")],
        [("a", "use crate::{b::{self, X}, c};"), ("b", "use super::a::Y;")],
        [("a", "fn f() { crate::b::f(); }"), ("b", "use super::{a};")],
        [("a", "#[serde(serialize_with = \"crate::b::f\")]"), ("b", "pub use crate::a;")],
        [("a", "mod c;\npub mod b;"), ("a::b", "use super::Y;")],
        [("a", "use crate::b\n    ::{\n    c,\n    X,\n};"), ("b", "use super::a::{self};")],
    ];
    for case in cases {
        assert!(circle(&imports(&files(&case))).is_some(), "{case:?}");
    }
}

#[test]
fn comments_and_unit_tests_are_no_imports() {
    let cases = [
        vec![("a", "use crate::b::X;"), ("b", "// crate::a::Y\n/// [`crate::a`]")],
        vec![("a", "use crate::b::X;"), ("b", "#[cfg(test)]\nmod tests {\n    use crate::a::Y;\n}")],
        vec![("a", "mod b;\nmod c;"), ("a::b", "use super::c::Y;"), ("a::c", "")],
        vec![("a", "use crate::b::X;"), ("b", "fn f() { other_crate::a::f(); }")],
    ];
    for case in cases {
        assert_eq!(circle(&imports(&files(&case))), None, "{case:?}");
    }
}

fn sources() -> Files {
    let mut files = Files::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut files);
    files
}

fn files(texts: &[(&str, &str)]) -> Files {
    let path = |module: &str| module.split("::").map(str::to_owned).collect();
    texts.iter().map(|(module, text)| (path(module), (*text).to_owned())).collect()
}

/// Reads every file below a folder; `main.rs` is the module with the empty path.
fn collect(folder: &Path, module: &[String], files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut child = module.to_vec();
        if path.is_dir() {
            child.push(stem);
            collect(&path, &child, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            if !["main", "mod"].contains(&stem.as_str()) {
                child.push(stem);
            }
            files.insert(child, fs::read_to_string(&path).unwrap());
        }
    }
}

fn imports(files: &Files) -> Imports {
    files.iter().map(|(module, text)| (module.clone(), imports_of(module, text, files))).collect()
}

fn imports_of(module: &[String], text: &str, files: &Files) -> BTreeSet<Vec<String>> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let code: String =
        code.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n");
    let mut named = Vec::new();
    for (start, root) in roots(&code) {
        let base = match root {
            "crate::" => Vec::new(),
            _ => module[..module.len().saturating_sub(1)].to_vec(),
        };
        tree(&mut code[start + root.len()..].trim_start(), &base, &mut named);
    }
    for line in code.lines() {
        let declared = line.trim().trim_start_matches("pub ").strip_prefix("mod ");
        if let Some(name) = declared.and_then(|rest| rest.strip_suffix(';')) {
            named.push([module, &[name.to_owned()]].concat());
        }
    }
    let files = named.iter().map(|path| file_of(path, files));
    files.filter(|imported| imported != module).collect()
}

/// Where a path starts with `crate::` or `super::`, and with which of them.
fn roots(code: &str) -> Vec<(usize, &str)> {
    let of = |root: &'static str| code.match_indices(root).map(move |(start, _)| (start, root));
    of("crate::")
        .chain(of("super::"))
        .filter(|(start, _)| !code[..*start].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
        .collect()
}

/// Reads one path of a `use` tree: names between `::`, or a list of paths in braces.
fn tree(rest: &mut &str, base: &[String], named: &mut Vec<Vec<String>>) {
    let mut path = base.to_vec();
    loop {
        *rest = rest.trim_start();
        if let Some(list) = rest.strip_prefix('{') {
            *rest = list.trim_start();
            while !rest.is_empty() && !rest.starts_with('}') {
                tree(rest, &path, named);
                // What remains of an item, ` as name` for example, is no path.
                *rest = rest.trim_start_matches(|c| c != ',' && c != '}');
                *rest = rest.trim_start_matches(',').trim_start();
            }
            *rest = rest.strip_prefix('}').unwrap_or(rest);
            return;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        match name {
            "super" => drop(path.pop()),
            "" | "self" => {}
            name => path.push(name.to_owned()),
        }
        *rest = after.trim_start();
        match rest.strip_prefix("::") {
            Some(after) => *rest = after,
            None => break,
        }
    }
    named.push(path);
}

/// The file with the item: the longest beginning of its path that is a file.
fn file_of(path: &[String], files: &Files) -> Vec<String> {
    let beginnings = (0..=path.len()).rev().map(|length| path[..length].to_vec());
    beginnings.into_iter().find(|beginning| files.contains_key(beginning)).unwrap_or_default()
}

/// The first circle found, its first module again at the end.
fn circle(imports: &Imports) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    imports.keys().find_map(|module| visit(module, &mut Vec::new(), &mut done, imports))
}

fn visit(
    module: &[String],
    way: &mut Vec<Vec<String>>,
    done: &mut BTreeSet<Vec<String>>,
    imports: &Imports,
) -> Option<Vec<String>> {
    if let Some(start) = way.iter().position(|visited| visited == module) {
        let circle = way[start..].iter().map(|module| module.join("::"));
        return Some(circle.chain([module.join("::")]).collect());
    }
    if done.contains(module) {
        return None;
    }
    way.push(module.to_vec());
    let found = imports.get(module).into_iter().flatten().find_map(|next| visit(next, way, done, imports));
    way.pop();
    done.insert(module.to_vec());
    found
}
