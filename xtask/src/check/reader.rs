//! What each file imports: its `use` lines and paths, also those inside macros and attributes.

use std::collections::{BTreeMap, BTreeSet};
use syn::visit::{self, Visit};

/// A module's name in its crate, by segments. The crate's root is empty.
pub type Module = Vec<String>;

/// A file.
pub struct Source {
    pub module: Module,
    pub syntax: syn::File,
}

/// Each file, and the files of the same crate that it imports.
pub fn read(sources: &[Source], crate_name: &str) -> Vec<(Module, BTreeSet<Module>)> {
    let modules = sources.iter().map(|source| source.module.clone()).collect();
    let mut files = Files { crate_name: crate_name.to_owned(), modules, re_exports: BTreeMap::new() };
    for Source { module, syntax } in sources {
        for item in &syntax.items {
            if let syn::Item::Use(item) = item
                && is_public(&item.vis)
            {
                for (path, name) in paths(&[], &item.tree) {
                    if let Some(name) = name {
                        let path = files.absolute(&path, module);
                        files.re_exports.insert((module.clone(), name), path);
                    }
                }
            }
        }
    }
    let imports = sources.iter().map(|Source { module, syntax }| {
        let mut reader = Reader { file: module, at: module.clone(), files: &files, found: BTreeSet::new() };
        reader.visit_file(syntax);
        reader.found.remove(module);
        (module.clone(), reader.found)
    });
    imports.collect()
}

/// The files of a crate.
struct Files {
    /// How `main.rs` names its own library.
    crate_name: String,
    modules: BTreeSet<Module>,
    /// A module and a name that it re-exports, with the path from the crate's root; `None` for another crate's.
    re_exports: BTreeMap<(Module, String), Option<Vec<String>>>,
}

impl Files {
    /// The path from the crate's root. `None` for another crate's.
    fn absolute(&self, path: &[String], at: &Module) -> Option<Vec<String>> {
        let (first, mut rest) = path.split_first()?;
        let mut module = match first.as_str() {
            "crate" => Module::new(),
            name if name == self.crate_name => Module::new(),
            "self" => at.clone(),
            "super" => above(at.clone()),
            child => {
                let inner = [at.as_slice(), &[child.to_owned()]].concat();
                let is_ours = self.modules.contains(&inner)
                    || self.re_exports.contains_key(&(at.clone(), child.to_owned()));
                return is_ours.then(|| [at.as_slice(), path].concat());
            }
        };
        while let Some((_, after)) = rest.split_first().filter(|(first, _)| *first == "super") {
            module = above(module);
            rest = after;
        }
        Some([module.as_slice(), rest].concat())
    }

    /// The file that a path from the crate's root leads to. A name that a module re-exports leads to its own file, if that
    /// is one of this crate.
    fn file(&self, path: &[String]) -> Option<Module> {
        let mut path = path.to_vec();
        // Every step follows one re-export; more than these would be a circle of re-exports.
        for _ in 0..10 {
            let module = self.module(&path);
            let (Some(name), after) = (path.get(module.len()), path.get(module.len() + 1..)) else {
                return Some(module);
            };
            match self.re_exports.get(&(module.clone(), name.clone())) {
                None => return Some(module),
                Some(None) => return None,
                Some(Some(target)) if *target == path => return Some(module),
                Some(Some(target)) => path = [target.as_slice(), after.unwrap_or_default()].concat(),
            }
        }
        Some(self.module(&path))
    }

    /// The longest beginning of the path that is a file. A module inside a file is part of that file.
    fn module(&self, path: &[String]) -> Module {
        let mut module = path.to_vec();
        while !self.modules.contains(&module) && module.pop().is_some() {}
        module
    }
}

fn above(mut module: Module) -> Module {
    module.pop();
    module
}

fn is_public(visibility: &syn::Visibility) -> bool {
    !matches!(visibility, syn::Visibility::Inherited)
}

/// The paths of a `use`, each with the name that it gets here.
fn paths(before: &[String], tree: &syn::UseTree) -> Vec<(Vec<String>, Option<String>)> {
    let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
    match tree {
        syn::UseTree::Path(path) => paths(&with(&path.ident), &path.tree),
        syn::UseTree::Name(name) if name.ident == "self" => vec![(before.to_vec(), before.last().cloned())],
        syn::UseTree::Name(name) => vec![(with(&name.ident), Some(name.ident.to_string()))],
        syn::UseTree::Rename(name) => vec![(with(&name.ident), Some(name.rename.to_string()))],
        syn::UseTree::Glob(_) => vec![(before.to_vec(), None)],
        syn::UseTree::Group(group) => group.items.iter().flat_map(|tree| paths(before, tree)).collect(),
    }
}

/// The paths in the tokens of a macro or an attribute: `crate::a::B`.
fn paths_in(tokens: &str) -> Vec<Vec<String>> {
    let text = tokens.replace(" ::", "::").replace(":: ", "::");
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    for root in ["crate::", "super::", "self::"] {
        for (start, _) in text.match_indices(root) {
            let (before, path) = text.split_at(start);
            if before.ends_with(|c: char| is_of_name(c) || c == ':') {
                continue;
            }
            let end = path.find(|c: char| !is_of_name(c) && c != ':').unwrap_or(path.len());
            let path = path.get(..end).unwrap_or_default();
            found.push(path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect());
        }
    }
    found
}

/// Collects what one file imports.
struct Reader<'a> {
    file: &'a Module,
    /// The file's module, or a module inside the file.
    at: Module,
    files: &'a Files,
    found: BTreeSet<Module>,
}

impl Reader<'_> {
    /// Adds the file that the path leads to, if it is one of this crate.
    fn add(&mut self, path: &[String]) {
        if let Some(path) = self.files.absolute(path, &self.at) {
            self.found.extend(self.files.file(&path));
        }
    }

    fn add_tokens(&mut self, tokens: &str) {
        paths_in(tokens).iter().for_each(|path| self.add(path));
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if only_in_tests(&item.attrs) {
            return;
        }
        for (path, _) in paths(&[], &item.tree) {
            let path = self.files.absolute(&path, &self.at);
            let Some(file) = path.and_then(|path| self.files.file(&path)) else { continue };
            // A module that re-exports a name of a file below it does not use it.
            if !(is_public(&item.vis) && file.starts_with(self.file)) {
                self.found.insert(file);
            }
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 && path.leading_colon.is_none() {
            self.add(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.add_tokens(&item.tokens.to_string());
    }

    /// `#[serde(with = "crate::a")]`. Documentation imports nothing.
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.add_tokens(&list.tokens.to_string());
        }
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

    /// What the first of the files imports.
    fn imports(files: &[(&str, &str)]) -> Vec<String> {
        let source = |(name, text): &(&str, &str)| Source {
            module: name.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect(),
            syntax: syn::parse_file(text).unwrap(),
        };
        let mut sources: Vec<Source> = files.iter().map(source).collect();
        sources.push(source(&("", "")));
        let (_, found) = read(&sources, "ricarica").into_iter().next().unwrap();
        found.iter().map(|module| module.join("/")).collect()
    }

    #[test]
    fn use_lines_and_paths_lead_to_files() {
        let source = "use crate::{state::{session::Session, Other}, browser as b};\n\
                      use super::help; use std::fmt; use leptos::browser;\n\
                      fn f() { crate::pages::list::show(); ricarica::routes::print(); }";
        let others = ["state", "state/session", "pages", "pages/help", "pages/list", "browser", "routes"];
        let files: Vec<_> =
            [("pages/top_up", source)].into_iter().chain(others.map(|name| (name, ""))).collect();
        assert_eq!(
            imports(&files),
            ["browser", "pages/help", "pages/list", "routes", "state", "state/session"]
        );
    }

    #[test]
    fn macros_and_attributes_count_and_documentation_does_not() {
        let source = "//! [`crate::e`]\n\
                      #[serde(with = \"crate::a\")] struct S;\n\
                      /// [`crate::e`]\n\
                      fn f() { view! { <p>{crate::b::text()}</p> }; log!(\"{}\", super::c::D); other_crate::e(); }";
        assert_eq!(imports(&[("x", source), ("a", ""), ("b", ""), ("c", ""), ("e", "")]), ["a", "b", "c"]);
    }

    #[test]
    fn children_count_and_tests_do_not() {
        let source = "mod child; use child::Thing; mod inner { use super::super::other; }\n\
                      #[cfg(test)] mod tests { use crate::far; }";
        assert_eq!(
            imports(&[("a", source), ("a/child", ""), ("other", ""), ("far", "")]),
            ["a/child", "other"]
        );
    }

    #[test]
    fn re_exported_name_leads_to_its_own_file_and_is_no_import_of_the_module() {
        let pages = ("pages", "mod list; pub use list::ListPage as Page;");
        let list = ("pages/list", "pub struct ListPage;");
        assert_eq!(imports(&[("app", "use crate::pages::Page;"), pages, list]), ["pages/list"]);
        assert_eq!(imports(&[pages, list]), Vec::<String>::new());
        let other_crate = ("texts", "pub use messages::Texts;");
        assert_eq!(imports(&[("app", "use crate::texts::Texts;"), other_crate]), Vec::<String>::new());
    }
}
