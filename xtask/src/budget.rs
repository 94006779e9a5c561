//! `budget.toml`: limits for the downloads of a phone.

use crate::app::style_page;
use crate::failure::{At, Failure};
use crate::files;
use crate::steps::say;
use crate::workspace::Workspace;
use std::path::Path;

/// One KB of the budget.
const KB: u64 = 1000;
/// The line that limits all other lines of its table together.
const TOTAL: &str = "total";

/// The app's table.
const APP: &str = "app";
/// A phone gets one of these, in its language.
const TEXTS: &str = "txt";
/// They are downloaded when the help page is opened.
const HELP: &str = "texts-guide-";
/// Script and style sheet of the sign-in page, which the app does not load.
const SIGN_IN_FILES: &str = "sign-in";
/// Files that no phone downloads.
const NOT_FOR_PHONES: [&str; 2] = ["robots.txt", "sw.js"];

/// The sign-in page's table, and the kinds of its files. The gateway makes the page, so it is not among them.
const SIGN_IN: &str = "sign_in";
const SIGN_IN_KINDS: [&str; 3] = ["css", "woff2", "js"];

/// One line of the table.
struct Line {
    kind: String,
    bytes: u64,
    limit: u64,
}

/// Prints the sizes with the budget. Fails if one is larger than its limit.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    let dist = workspace.dist();
    let mut beyond = Vec::new();
    for (table, lines) in
        [(APP, app(&dist, limits(workspace, APP)?)?), (SIGN_IN, sign_in(&dist, limits(workspace, SIGN_IN)?)?)]
    {
        say(&format!("  {table:<14} size, brotli 11     limit"));
        for Line { kind, bytes, limit } in lines {
            let mark = if bytes <= limit { "" } else { "   ← too large" };
            say(&format!("  {kind:<14} {bytes:>13} B {limit:>7} B{mark}"));
            if bytes > limit {
                beyond.push(format!("{table}.{kind}"));
            }
        }
    }
    if beyond.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the app is larger than its budget: {}", beyond.join(", "))).remedy(
        "make it smaller (`cargo xtask size` prints the table; `twiggy` shows what fills the wasm), \
         or write the reason into docs/decisions and raise budget.toml",
    ))
}

/// The limits of one table, by name.
pub fn limits(workspace: &Workspace, table: &str) -> Result<Vec<(String, u64)>, Failure> {
    let path = workspace.root.join("budget.toml");
    parse(&std::fs::read_to_string(&path).at("cannot read", &path)?, table)
}

fn app(dist: &Path, limits: Vec<(String, u64)>) -> Result<Vec<Line>, Failure> {
    let mut total: u64 = 0;
    let line = |(kind, kb): (String, u64)| {
        let bytes =
            if kind == TOTAL { total } else { size(dist, &kind, |name| !name.starts_with(SIGN_IN_FILES))? };
        total = total.saturating_add(bytes);
        Ok(Line { bytes, limit: kb.saturating_mul(KB), kind })
    };
    limits.into_iter().map(line).collect()
}

/// One line: the files of the sign-in page.
fn sign_in(dist: &Path, limits: Vec<(String, u64)>) -> Result<Vec<Line>, Failure> {
    let mut bytes: u64 = 0;
    for kind in SIGN_IN_KINDS {
        let wanted = |name: &str| kind == "woff2" || name.starts_with(SIGN_IN_FILES);
        bytes = bytes.saturating_add(size(dist, kind, wanted)?);
    }
    let line =
        |(_, kb): (String, u64)| Line { kind: "files".to_owned(), bytes, limit: kb.saturating_mul(KB) };
    Ok(limits.into_iter().map(line).collect())
}

/// Bytes of all files of one kind, compressed as the gateway sends them. Of texts, the size of the longest language.
fn size(dist: &Path, extension: &str, wanted: impl Fn(&str) -> bool) -> Result<u64, Failure> {
    let mut total: u64 = 0;
    // It is part of the build, but no guardian opens it.
    let style_page = dist.join(style_page::NAME);
    for file in files::all(dist)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let other = file.extension().is_none_or(|found| found != extension) || file.starts_with(&style_page);
        if other || !wanted(&name) || name.starts_with(HELP) || NOT_FOR_PHONES.contains(&name.as_str()) {
            continue;
        }
        let packed = file.with_added_extension("br");
        let sent = if packed.is_file() { packed } else { file };
        let bytes = std::fs::metadata(&sent).at("cannot read", &sent)?.len();
        total = if extension == TEXTS { total.max(bytes) } else { total.saturating_add(bytes) };
    }
    if total == 0 {
        return Err(Failure::new(format!("{} contains no .{extension} to measure", dist.display()))
            .remedy("build the app again: remove dist/, then `cargo xtask build`"));
    }
    Ok(total)
}

/// The `wasm = 160` lines below `[table]`: the file contains no other TOML.
fn parse(text: &str, table: &str) -> Result<Vec<(String, u64)>, Failure> {
    let mut limits = Vec::new();
    let mut here = false;
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if let Some(name) = line.strip_prefix('[') {
            here = name.strip_suffix(']') == Some(table);
            continue;
        }
        if line.is_empty() || !here {
            continue;
        }
        let limit = line
            .split_once('=')
            .and_then(|(kind, kb)| Some((kind.trim().to_owned(), kb.trim().parse().ok()?)));
        limits.push(limit.ok_or_else(|| Failure::new(format!("budget.toml: cannot read `{line}`")))?);
    }
    if limits.is_empty() {
        return Err(Failure::new(format!("budget.toml has no limits in [{table}]")));
    }
    Ok(limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_file_holds_one_limit_a_line() {
        assert_eq!(
            parse("# why\n[size]\nwasm = 160 # kB\n\njs=8\n[other]\ncss = 1", "size").unwrap(),
            [("wasm".to_owned(), 160), ("js".to_owned(), 8)]
        );
        assert!(parse("[size]\nwasm = much", "size").is_err());
        assert!(parse("[size]\n# nothing", "size").is_err());
        assert!(parse("[other]\nwasm = 1", "size").is_err());
    }

    #[test]
    fn a_size_is_that_of_the_sent_files_without_style_page_and_files_of_the_sign_in_page() {
        let folder = std::env::temp_dir().join(format!("ricarica-budget-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("stile")).unwrap();
        for (name, bytes) in [
            ("a.js", 500),
            ("a.js.br", 100),
            ("a.js.gz", 120),
            ("b.js", 7),
            ("sw.js", 5),
            ("sign-in-1.js", 60),
            ("c.css", 3),
            ("sign-in-2.css", 2),
            ("d.woff2", 4),
            ("stile/d.js", 900),
            ("robots.txt", 80),
            ("texts-it-1.txt", 40),
            ("texts-fr-1.txt", 50),
            ("texts-guide-fr-1.txt", 70),
        ] {
            std::fs::write(folder.join(name), vec![b'x'; bytes]).unwrap();
        }
        let limits = |kinds: &[&str]| kinds.iter().map(|&kind| (kind.to_owned(), 1)).collect();
        let bytes: Vec<u64> = app(&folder, limits(&["js", "txt", "css", "total"]))
            .unwrap()
            .iter()
            .map(|line| line.bytes)
            .collect();
        assert_eq!(bytes, [107, 50, 3, 160]);
        assert_eq!(sign_in(&folder, limits(&["total"])).unwrap()[0].bytes, 66);
        assert!(app(&folder, limits(&["wasm"])).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_budget_of_this_project_is_read() {
        let workspace = Workspace::find().unwrap();
        for table in [APP, SIGN_IN, "measure.sign_in", "measure.app"] {
            assert!(!limits(&workspace, table).unwrap().is_empty(), "{table}");
        }
    }
}
