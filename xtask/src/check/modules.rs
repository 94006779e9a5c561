//! Which file of a crate imports which, read from its `use` lines and paths.

use crate::failure::{At, Failure};
use crate::files;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::visit::{self, Visit};

/// How `lib.rs` or `main.rs` is printed.
const ROOT: &str = "(root)";

/// A module's name in its crate, by segments. The crate's root is empty.
type Module = Vec<String>;

/// Names, and what each imports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    /// Of the files below a crate's `src`: `pages/top_up` imports `browser/storage`.
    pub fn of_files(src: &Path) -> Result<Self, Failure> {
        let mut sources = Vec::new();
        for path in files::all(src)? {
            if path.extension().is_some_and(|extension| extension == "rs") {
                let module = module_of(path.strip_prefix(src).unwrap_or(&path));
                let text = std::fs::read_to_string(&path).at("cannot read", &path)?;
                let syntax = syn::parse_file(&text)
                    .map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))?;
                sources.push((module, syntax));
            }
        }
        let modules: BTreeSet<Module> = sources.iter().map(|(module, _)| module.clone()).collect();
        let mut imports = Self::default();
        for (module, syntax) in &sources {
            let mut reader = Reader { at: module.clone(), modules: &modules, found: BTreeSet::new() };
            reader.visit_file(syntax);
            let targets = imports.0.entry(name(module)).or_default();
            targets.extend(reader.found.iter().filter(|target| *target != module).map(name));
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
        let above = |target: &str, from: &str| {
            target == ROOT || from.strip_prefix(target).is_some_and(|rest| rest.starts_with('/'))
        };
        let keep = |(from, targets): (&String, &BTreeSet<String>)| {
            (from.clone(), targets.iter().filter(|target| !above(target, from)).cloned().collect())
        };
        Self(self.0.iter().map(keep).collect())
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

/// Collects what one file imports.
struct Reader<'a> {
    /// The file's module, or a module inside the file.
    at: Module,
    modules: &'a BTreeSet<Module>,
    found: BTreeSet<Module>,
}

impl Reader<'_> {
    /// Adds the file that the path leads to, if it is one of this crate.
    fn add(&mut self, segments: &[String]) {
        let Some((first, mut rest)) = segments.split_first() else { return };
        let mut module = match first.as_str() {
            "crate" => Module::new(),
            "self" => self.at.clone(),
            "super" => self.above(self.at.clone()),
            child => {
                let mut module = self.at.clone();
                module.push(child.to_owned());
                if !self.modules.contains(&module) {
                    return;
                }
                module
            }
        };
        while let Some((_, after)) = rest.split_first().filter(|(first, _)| *first == "super") {
            module = self.above(module);
            rest = after;
        }
        for segment in rest {
            let mut inner = module.clone();
            inner.push(segment.clone());
            if !self.modules.contains(&inner) {
                break;
            }
            module = inner;
        }
        // A module inside a file is part of that file.
        while !self.modules.contains(&module) && module.pop().is_some() {}
        self.found.insert(module);
    }

    fn above(&self, mut module: Module) -> Module {
        module.pop();
        module
    }

    fn add_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) if name.ident == "self" => self.add(before),
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.add(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.add(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(before, tree)),
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !only_in_tests(&item.attrs) {
            self.add_tree(&[], &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 && path.leading_colon.is_none() {
            self.add(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.content.is_none() || only_in_tests(&item.attrs) {
            return;
        }
        self.at.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.at.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !only_in_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if !only_in_tests(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    /// `pub(in crate::pages)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

/// `#[cfg(test)]`: tests may use any module.
fn only_in_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(at: &[&str], modules: &[&str], source: &str) -> Vec<String> {
        let split = |name: &str| -> Module { name.split('/').map(str::to_owned).collect() };
        let mut known: BTreeSet<Module> = modules.iter().map(|name| split(name)).collect();
        known.insert(Module::new());
        let at: Module = at.iter().map(|&part| part.to_owned()).collect();
        known.insert(at.clone());
        let mut reader = Reader { at: at.clone(), modules: &known, found: BTreeSet::new() };
        reader.visit_file(&syn::parse_file(source).unwrap());
        reader.found.iter().filter(|module| **module != at).map(name).collect()
    }

    #[test]
    fn use_lines_and_paths_lead_to_files() {
        let modules = ["state", "state/session", "pages", "pages/help", "browser"];
        let source = "use crate::{state::{session::Session, Other}, browser as b};\n\
                      use super::help; use std::fmt; use leptos::browser;\n\
                      fn f() { crate::pages::help::show(); }";
        assert_eq!(
            imports(&["pages", "top_up"], &modules, source),
            ["browser", "pages/help", "state", "state/session"]
        );
    }

    #[test]
    fn children_count_and_tests_do_not() {
        let source = "mod child; pub use child::Thing; mod inner { use super::super::other; }\n\
                      #[cfg(test)] mod tests { use crate::far; }";
        assert_eq!(imports(&["a"], &["a/child", "other", "far"], source), ["a/child", "other"]);
    }

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
