//! Which file of a crate imports which, read from its `use` lines and paths.

use super::reader::{self, Module, Source};
use crate::failure::{At, Failure};
use crate::files;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How `lib.rs` or `main.rs` is printed.
const ROOT: &str = "(root)";

/// Names, and what each imports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    /// Of the files below the `src` of a crate: `pages/top_up` imports `browser/storage`. `main.rs` names its own library
    /// by the crate's name.
    pub fn of_files(src: &Path, crate_name: &str) -> Result<Self, Failure> {
        let mut sources = Vec::new();
        for path in files::all(src)? {
            if path.extension().is_some_and(|extension| extension == "rs") {
                let module = module_of(path.strip_prefix(src).unwrap_or(&path));
                let text = std::fs::read_to_string(&path).at("cannot read", &path)?;
                let syntax = syn::parse_file(&text)
                    .map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))?;
                sources.push(Source { module, syntax });
            }
        }
        let mut imports = Self::default();
        for (module, targets) in reader::read(&sources, crate_name) {
            imports.0.entry(name(&module)).or_default().extend(targets.iter().map(name));
        }
        Ok(imports)
    }

    /// The same, by the first part of each name.
    pub fn by_folder(&self) -> Self {
        let folder = |name: &str| name.split('/').next().unwrap_or(name).to_owned();
        let mut folders = Self::default();
        for (from, targets) in &self.0 {
            let from = folder(from);
            let targets: Vec<String> =
                targets.iter().map(|target| folder(target)).filter(|target| *target != from).collect();
            folders.0.entry(from).or_default().extend(targets);
        }
        folders
    }

    /// The same without imports from a folder's own module, which may define what all files of the folder share.
    pub fn without_ancestors(&self) -> Self {
        let keep = |(from, targets): (&String, &BTreeSet<String>)| {
            (from.clone(), targets.iter().filter(|target| !is_above(target, from)).cloned().collect())
        };
        Self(self.0.iter().map(keep).collect())
    }

    /// Arrows between two parts of the folder.
    pub fn between_parts(&self, folder: &str) -> Vec<String> {
        let part = |name: &str| -> Option<String> {
            let mut segments = name.split('/');
            (segments.next() == Some(folder)).then(|| segments.next().map(str::to_owned)).flatten()
        };
        let are_apart =
            |from: &str, target: &str| part(from).zip(part(target)).is_some_and(|(one, other)| one != other);
        self.arrows(are_apart)
    }

    /// Arrows from a file to a module above it.
    pub fn to_ancestors(&self) -> Vec<String> {
        self.arrows(|from, target| is_above(target, from))
    }

    fn arrows(&self, wanted: impl Fn(&str, &str) -> bool) -> Vec<String> {
        let mut found = Vec::new();
        for (from, targets) in &self.0 {
            let targets = targets.iter().filter(|target| wanted(from, target));
            found.extend(targets.map(|target| format!("{from} → {target}")));
        }
        found
    }

    pub fn iter(&self) -> impl Iterator<Item = (&String, &BTreeSet<String>)> {
        self.0.iter()
    }

    /// Groups of names in which each leads to every other.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let reach: BTreeMap<&str, BTreeSet<&str>> =
            self.0.keys().map(|name| (name.as_str(), self.reach(name))).collect();
        let leads = |from: &str, to: &str| reach.get(from).is_some_and(|reach| reach.contains(to));
        let mut circles: Vec<Vec<String>> = Vec::new();
        for name in self.0.keys().filter(|name| leads(name, name)) {
            if !circles.iter().any(|circle| circle.contains(name)) {
                circles.push(
                    self.0.keys().filter(|other| leads(name, other) && leads(other, name)).cloned().collect(),
                );
            }
        }
        circles
    }

    /// Everything that this name leads to.
    fn reach(&self, from: &str) -> BTreeSet<&str> {
        let mut reach = BTreeSet::new();
        let mut open: Vec<&String> = self.0.get(from).into_iter().flatten().collect();
        while let Some(name) = open.pop() {
            if reach.insert(name.as_str()) {
                open.extend(self.0.get(name).into_iter().flatten());
            }
        }
        reach
    }
}

/// Whether the module contains the file.
fn is_above(module: &str, file: &str) -> bool {
    module == ROOT || file.strip_prefix(module).is_some_and(|rest| rest.starts_with('/'))
}

/// `pages/top_up/mod.rs` → `pages`, `top_up`.
fn module_of(path: &Path) -> Module {
    let stem = path.with_extension("");
    let mut module: Module = stem.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|last| last == "mod")
        || matches!(module.as_slice(), [only] if only == "lib" || only == "main")
    {
        module.pop();
    }
    module
}

fn name(module: &Module) -> String {
    if module.is_empty() { ROOT.to_owned() } else { module.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_found_by_file_and_by_folder() {
        let of = |pairs: &[(&str, &[&str])]| {
            let set = |targets: &[&str]| targets.iter().map(|&target| target.to_owned()).collect();
            Imports(pairs.iter().map(|(from, targets)| ((*from).to_owned(), set(targets))).collect())
        };
        let imports = of(&[("a/x", &["b/x"]), ("a/y", &[]), ("b/x", &["c"]), ("b/y", &["a/y"]), ("c", &[])]);
        assert!(imports.circles().is_empty());
        assert_eq!(imports.by_folder().circles(), [["a", "b"]]);
        let imports = of(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"])]);
        assert_eq!(imports.circles(), [["b", "c"]]);
    }

    #[test]
    fn a_file_may_import_from_the_module_of_its_folder() {
        let set = |target: &str| BTreeSet::from([target.to_owned()]);
        let imports = Imports(BTreeMap::from([
            ("store".to_owned(), set("store/writer")),
            ("store/writer".to_owned(), set("store")),
            ("storeroom".to_owned(), set("store")),
            ("store/x".to_owned(), set(ROOT)),
        ]));
        assert_eq!(imports.circles(), [["store", "store/writer"]]);
        let without = imports.without_ancestors();
        assert!(without.circles().is_empty());
        assert_eq!(without.0.get("storeroom"), Some(&set("store")));
    }

    #[test]
    fn the_root_is_lib_or_main_and_a_folder_its_mod_file() {
        for (path, expected) in [
            ("lib.rs", "(root)"),
            ("main.rs", "(root)"),
            ("pages/mod.rs", "pages"),
            ("pages/help.rs", "pages/help"),
        ] {
            assert_eq!(name(&module_of(Path::new(path))), expected);
        }
    }
}
