//! Who may import whom inside a crate, as docs/architecture.md draws it.

use super::modules::Imports;
use crate::failure::Failure;
use crate::progress::say;
use crate::workspace::Workspace;

/// A crate whose files are checked.
struct Crate {
    name: &'static str,
    src: &'static str,
    /// Folders from the top down: none imports from a layer above its own.
    layers: &'static [&'static [&'static str]],
    /// The folder whose parts never import one another.
    apart: Option<&'static str>,
    /// Whether the table of its folders is printed.
    table: bool,
}

const CRATES: [Crate; 4] = [
    Crate {
        name: "app",
        src: "src",
        layers: &[
            &["app"],
            &["pages", "layout"],
            &["components", "state"],
            &["client"],
            &["browser", "routes"],
        ],
        apart: Some("pages"),
        table: true,
    },
    Crate {
        name: "gateway",
        src: "crates/gateway/src",
        layers: &[
            &["http", "jobs", "cli", "pages"],
            &["service"],
            &["store", "platform", "identity", "notify"],
        ],
        apart: None,
        table: true,
    },
    Crate { name: "sandbox", src: "crates/sandbox/src", layers: &[], apart: None, table: false },
    Crate { name: "xtask", src: "xtask/src", layers: &[], apart: None, table: false },
];

/// Prints who imports whom, and fails on a circle or an import from a layer above.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    for Crate { name, src, layers, apart, table } in CRATES {
        let files = Imports::of_files(&workspace.root.join(src))?;
        let folders = files.by_folder();
        if table {
            say(&format!("  {name} ({src})"));
            for (folder, targets) in folders.iter() {
                let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
                say(format!("    {folder:<14} → {}", targets.join(", ")).trim_end());
            }
        }
        let circles = [folders.circles(), files.without_ancestors().circles()].concat();
        wrong.extend(circles.iter().map(|circle| format!("{name}: circle of {}", circle.join(", "))));
        wrong.extend(upwards(&folders, layers).iter().map(|arrow| format!("{name}: {arrow} leads upwards")));
        if let Some(folder) = apart {
            let arrows = between_parts(&files, folder);
            wrong.extend(arrows.iter().map(|arrow| format!("{name}: {arrow}: {folder} import one another")));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("these imports are not allowed:\n    {}", wrong.join("\n    ")))
        .remedy("move what both need into a file below them (docs/architecture.md draws the layers)"))
}

/// Arrows from a folder to one of a layer above it.
fn upwards(folders: &Imports, layers: &[&[&str]]) -> Vec<String> {
    let layer = |folder: &str| layers.iter().position(|layer| layer.contains(&folder));
    let mut found = Vec::new();
    for (from, targets) in folders.iter() {
        for target in targets {
            if let (Some(from_layer), Some(target_layer)) = (layer(from), layer(target))
                && target_layer < from_layer
            {
                found.push(format!("{from} → {target}"));
            }
        }
    }
    found
}

/// Arrows between two parts of the folder.
fn between_parts(files: &Imports, folder: &str) -> Vec<String> {
    let part = |name: &str| -> Option<String> {
        let mut segments = name.split('/');
        (segments.next() == Some(folder)).then(|| segments.next().map(str::to_owned)).flatten()
    };
    let mut found = Vec::new();
    for (from, targets) in files.iter() {
        for target in targets {
            if let (Some(one), Some(other)) = (part(from), part(target))
                && one != other
            {
                found.push(format!("{from} → {target}"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkout() -> Workspace {
        Workspace::find().unwrap()
    }

    #[test]
    fn xtask_imports_in_no_circle() {
        let files = Imports::of_files(&checkout().root.join("xtask/src")).unwrap();
        assert_eq!(files.circles(), Vec::<Vec<String>>::new());
        assert!(files.iter().any(|(name, targets)| name == "steps" && targets.contains("progress")));
    }

    #[test]
    fn an_import_from_a_layer_above_is_found() {
        let folder = std::env::temp_dir().join(format!("ricarica-layers-{}", std::process::id()));
        for (path, text) in [
            ("lib.rs", ""),
            ("pages/mod.rs", ""),
            ("pages/help.rs", "use crate::state::Session; use crate::pages::history;"),
            ("pages/history.rs", ""),
            ("state.rs", "use crate::pages::help;"),
        ] {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let files = Imports::of_files(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(upwards(&files.by_folder(), &[&["pages"], &["state"]]), ["state → pages"]);
        assert_eq!(between_parts(&files, "pages"), ["pages/help → pages/history"]);
        assert_eq!(files.circles(), [["pages/help", "state"]]);
    }
}
