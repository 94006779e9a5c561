//! Who may import whom inside a crate, as docs/architecture.md draws it.

use super::modules::Imports;
use crate::failure::Failure;
use crate::progress::say;
use crate::workspace::Workspace;
use std::collections::BTreeSet;

/// A crate whose files are checked.
struct Crate {
    /// As `main.rs` names its library.
    name: &'static str,
    src: &'static str,
    rules: Rules,
    /// The folder whose parts never import one another.
    apart: Option<&'static str>,
    parents: Parents,
}

/// What each folder or file at the top of `src` may import besides itself.
enum Rules {
    /// The listed ones.
    Lists(&'static [(&'static str, &'static [&'static str])]),
    /// Those of the rows below its own.
    Rows(&'static [&'static [&'static str]]),
    /// All that make no circle.
    NoCircle,
}

/// Whether a file may import from the module of its own folder, which declares it.
enum Parents {
    /// Also if that module imports the file.
    May,
    /// Only if it makes no circle.
    WithoutCircle,
    Never,
}

const CRATES: [Crate; 4] = [
    Crate {
        name: "ricarica",
        src: "src",
        rules: Rules::Lists(&[
            ("(root)", &["app", "state", "browser"]),
            ("app", &["layout", "pages", "components", "state", "client", "browser", "routes", "reactive"]),
            ("layout", &["components", "state", "client", "browser", "routes", "reactive"]),
            ("pages", &["layout", "components", "state", "client", "browser", "routes", "reactive"]),
            ("components", &["browser", "reactive"]),
            ("state", &["client", "browser", "routes", "reactive"]),
            ("client", &["reactive"]),
            ("browser", &["reactive"]),
            ("routes", &["reactive"]),
            ("reactive", &[]),
        ]),
        apart: Some("pages"),
        parents: Parents::WithoutCircle,
    },
    Crate {
        name: "gateway",
        src: "crates/gateway/src",
        rules: Rules::Rows(&[
            &["(root)"],
            &["cli"],
            &["server"],
            &["connections", "installation"],
            &["router"],
            &["middleware"],
            &["pages"],
            &["http", "jobs"],
            &["service"],
            &["letters"],
            &["app_files"],
            &["store", "platform", "notify", "assets"],
            &["municipality", "log", "intl", "metrics", "traces"],
            &["config", "clock", "secrets", "health", "icons", "inline", "masking", "email", "queue"],
            &["files"],
        ]),
        apart: None,
        parents: Parents::May,
    },
    Crate {
        name: "sandbox",
        src: "crates/sandbox/src",
        rules: Rules::Rows(&[
            &["(root)"],
            &["server"],
            &["router"],
            &["schemas"],
            &["checkout", "counter", "knobs", "print"],
            &["gpd", "pay"],
            &["mailbox"],
            &["pages"],
            &["state"],
            &["cents", "settings"],
            &["by_knob", "clock", "cut_connection", "dates", "digits", "email", "language", "rome"],
        ]),
        apart: None,
        parents: Parents::Never,
    },
    Crate {
        name: "xtask",
        src: "xtask/src",
        rules: Rules::NoCircle,
        apart: None,
        parents: Parents::WithoutCircle,
    },
];

/// Prints the rules and who imports whom, and fails on an import that is not allowed.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    for Crate { name, src, rules, apart, parents } in CRATES {
        let files = Imports::of_files(&workspace.root.join(src), name)?;
        let folders = files.by_folder();
        say(&format!("  {src}"));
        rules.print(&folders);
        let mut faults = rules.broken(&folders);
        if let Some(folder) = apart {
            faults.extend(files.between_parts(folder).iter().map(|arrow| format!("{arrow} inside {folder}")));
        }
        let circles = match parents {
            Parents::May => files.without_ancestors().circles(),
            Parents::WithoutCircle => files.circles(),
            Parents::Never => {
                faults.extend(files.to_ancestors());
                files.circles()
            }
        };
        faults.extend(circles.iter().map(|circle| format!("a circle of {}", circle.join(", "))));
        wrong.extend(faults.iter().map(|fault| format!("{src}: {fault}")));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("these imports are not allowed:\n    {}", wrong.join("\n    ")))
        .remedy("move what both need into a file below them (docs/architecture.md draws the layers)"))
}

impl Rules {
    /// What a folder may import. `None` if it has no place in the rules.
    fn allowed(&self, folder: &str) -> Option<BTreeSet<&str>> {
        match self {
            Self::Lists(lists) => {
                let list = lists.iter().find(|(name, _)| *name == folder);
                list.map(|(_, allowed)| allowed.iter().copied().collect())
            }
            Self::Rows(rows) => {
                let row = rows.iter().position(|row| row.contains(&folder))?;
                Some(rows.iter().skip(row + 1).flat_map(|row| row.iter().copied()).collect())
            }
            Self::NoCircle => None,
        }
    }

    /// The rules, and what each folder imports.
    fn print(&self, folders: &Imports) {
        match self {
            Self::Lists(lists) => {
                for (folder, allowed) in *lists {
                    say(&format!("    {folder:<12} may import {}", or_nothing(&allowed.join(", "))));
                }
            }
            Self::Rows(rows) => {
                say("    from the top down; each row may import the rows below it:");
                rows.iter().for_each(|row| say(&format!("      {}", row.join(", "))));
            }
            Self::NoCircle => return say("    all imports that make no circle"),
        }
        for (folder, targets) in folders.iter() {
            let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
            say(&format!("    {folder:<12} imports {}", or_nothing(&targets.join(", "))));
        }
    }

    /// Imports that the rules do not allow, and folders without a place in them.
    fn broken(&self, folders: &Imports) -> Vec<String> {
        if matches!(self, Self::NoCircle) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (folder, targets) in folders.iter() {
            match self.allowed(folder) {
                None => found.push(format!("{folder} has no place in xtask/src/check/layers.rs yet")),
                Some(allowed) => {
                    let wrong = targets.iter().filter(|target| !allowed.contains(target.as_str()));
                    found.extend(wrong.map(|target| format!("{folder} → {target}")));
                }
            }
        }
        found
    }
}

fn or_nothing(list: &str) -> &str {
    if list.is_empty() { "nothing" } else { list }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_import_of_the_workspace_is_allowed() {
        check(&Workspace::find().unwrap()).unwrap();
    }

    #[test]
    fn every_folder_of_the_rules_exists() {
        let root = Workspace::find().unwrap().root;
        for Crate { src, rules, .. } in CRATES {
            let names: Vec<&str> = match rules {
                Rules::Lists(lists) => lists.iter().map(|(name, _)| *name).collect(),
                Rules::Rows(rows) => rows.concat(),
                Rules::NoCircle => Vec::new(),
            };
            for name in names.into_iter().filter(|name| *name != "(root)") {
                let path = root.join(src).join(name);
                assert!(path.is_dir() || path.with_extension("rs").is_file(), "{}", path.display());
            }
        }
    }

    #[test]
    fn an_import_that_is_not_allowed_is_found() {
        let folder = std::env::temp_dir().join(format!("ricarica-layers-{}", std::process::id()));
        for (path, text) in [
            ("lib.rs", ""),
            ("pages/mod.rs", ""),
            ("pages/help.rs", "use crate::state::Session; use crate::pages::history; use super::Page;"),
            ("pages/history.rs", ""),
            ("state.rs", "use crate::pages::help;"),
            ("new.rs", ""),
        ] {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let files = Imports::of_files(&folder, "ricarica").unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let folders = files.by_folder();
        let no_place = "new has no place in xtask/src/check/layers.rs yet";
        let rows = Rules::Rows(&[&["(root)"], &["pages"], &["state"]]);
        assert_eq!(rows.broken(&folders), [no_place, "state → pages"]);
        let lists = Rules::Lists(&[("(root)", &[]), ("pages", &[]), ("state", &["pages"])]);
        assert_eq!(lists.broken(&folders), [no_place, "pages → state"]);
        assert_eq!(files.between_parts("pages"), ["pages/help → pages/history"]);
        assert_eq!(files.to_ancestors(), ["pages/help → pages"]);
        assert_eq!(files.circles(), [["pages/help", "state"]]);
    }
}
