//! What a phone downloads, and how much it may be: `budget.toml`.

use crate::compress;
use crate::failure::{At, Failure};
use crate::fingerprint;
use crate::house::House;
use crate::steps::say;
use crate::stile;
use std::path::Path;

/// One kB of the budget.
const KB: u64 = 1024;
/// The part of the file that limits what is downloaded.
const SIZES: &str = "size";
/// The line that limits all the others together.
const TOTAL: &str = "total";

/// A phone gets one of these, in its language.
const TEXTS: &str = "txt";
/// They come when the help page is opened.
const HELP: &str = "texts-guide-";

/// No phone asks for it.
const ROBOTS: &str = "robots.txt";

/// One line of the table.
struct Line {
    kind: String,
    bytes: u64,
    limit: u64,
}

/// Prints the sizes beside the budget; fails when one is beyond.
pub fn check(house: &House) -> Result<(), Failure> {
    let dist = house.dist();
    let path = house.root.join("budget.toml");
    let limits = parse(&std::fs::read_to_string(&path).at("cannot read", &path)?, SIZES)?;
    let mut lines = Vec::new();
    let mut total: u64 = 0;
    for (kind, kb) in limits {
        let bytes = if kind == TOTAL { total } else { size(&dist, &kind)? };
        total = total.saturating_add(bytes);
        lines.push(Line { bytes, limit: kb.saturating_mul(KB), kind });
    }
    say("  size, brotli-11        is      may be");
    for line in &lines {
        let verdict = if line.bytes <= line.limit { "" } else { "   ← too much" };
        say(&format!("  {:<12} {:>9} B {:>9} B{verdict}", line.kind, line.bytes, line.limit));
    }
    let beyond: Vec<&str> =
        lines.iter().filter(|line| line.bytes > line.limit).map(|line| line.kind.as_str()).collect();
    if beyond.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the app is beyond its budget: {}", beyond.join(", "))).remedy(
        "make it smaller (`cargo xtask size` prints the table; `twiggy` says what fills the wasm), \
         or give a reason in docs/decisions and raise budget.toml",
    ))
}

/// Bytes of all files of one kind, compressed as the gateway sends them; of texts the most that one language has.
fn size(dist: &Path, extension: &str) -> Result<u64, Failure> {
    let mut total: u64 = 0;
    // In the build, and on no guardian's phone.
    let apart = dist.join(stile::NAME);
    for file in fingerprint::files(dist)? {
        if file.extension().is_none_or(|found| found != extension) || file.starts_with(&apart) {
            continue;
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let packed = compress::with_suffix(&file, "br");
        let sent = if packed.is_file() { packed } else { file };
        let bytes = std::fs::metadata(&sent).at("cannot read", &sent)?.len();
        total = if name.starts_with(HELP) || name == ROBOTS {
            total
        } else if extension == TEXTS {
            total.max(bytes)
        } else {
            total.saturating_add(bytes)
        };
    }
    if total == 0 {
        return Err(Failure::new(format!("{} holds no .{extension} to measure", dist.display())));
    }
    Ok(total)
}

/// The `wasm = 160` lines below `[section]`: all the TOML this file needs.
pub fn parse(text: &str, section: &str) -> Result<Vec<(String, u64)>, Failure> {
    let mut limits = Vec::new();
    let mut here = false;
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if let Some(name) = line.strip_prefix('[') {
            here = name.strip_suffix(']') == Some(section);
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
        return Err(Failure::new(format!("budget.toml limits nothing in [{section}]")));
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
    fn the_sizes_of_one_kind_are_those_sent_and_add_up_without_the_style_page() {
        let folder = std::env::temp_dir().join(format!("ricarica-budget-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("stile")).unwrap();
        for (name, bytes) in [
            ("a.js", 500),
            ("a.js.br", 100),
            ("a.js.gz", 120),
            ("b.js", 7),
            ("c.css", 3),
            ("stile/d.js", 900),
            ("texts-it-1.txt", 40),
            ("texts-fr-1.txt", 50),
            ("texts-guide-fr-1.txt", 70),
        ] {
            std::fs::write(folder.join(name), vec![b'x'; bytes]).unwrap();
        }
        assert_eq!(size(&folder, "js").unwrap(), 107);
        assert_eq!(size(&folder, "txt").unwrap(), 50);
        assert_eq!(size(&folder, "css").unwrap(), 3);
        assert!(size(&folder, "wasm").is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
