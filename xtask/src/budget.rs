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
/// The parts of the file that limit what is downloaded.
const SIZES: [(&str, Part); 2] = [("first_screen", Part::FirstScreen), ("app", Part::App)];
/// The line that limits all the others together.
const TOTAL: &str = "total";

/// A phone gets one of these, in its language.
const TEXTS: &str = "txt";
/// They come when the help page is opened.
const HELP: &str = "texts-guide-";

/// No phone asks for it.
const ROBOTS: &str = "robots.txt";

/// What the files of the app begin with: it comes after the first screen, or in place of the entrance.
const APP: &str = "ricarica";

/// What is downloaded together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// By somebody who has never been there.
    FirstScreen,
    /// Besides it, by somebody who is signed in.
    App,
}

/// One line of the table.
struct Line {
    kind: String,
    bytes: u64,
    limit: u64,
}

/// Prints the sizes beside the budget; fails when one is beyond.
pub fn check(house: &House) -> Result<(), Failure> {
    let path = house.root.join("budget.toml");
    let text = std::fs::read_to_string(&path).at("cannot read", &path)?;
    let mut beyond = Vec::new();
    for (section, part) in SIZES {
        say(&format!("  {section:<14} brotli-11 is      may be"));
        for line in lines(&house.dist(), part, parse(&text, section)?)? {
            let verdict = if line.bytes <= line.limit { "" } else { "   ← too much" };
            say(&format!("  {:<14} {:>9} B {:>9} B{verdict}", line.kind, line.bytes, line.limit));
            if line.bytes > line.limit {
                beyond.push(format!("{section}.{}", line.kind));
            }
        }
    }
    if beyond.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the app is beyond its budget: {}", beyond.join(", "))).remedy(
        "make it smaller (`cargo xtask size` prints the table; `twiggy` says what fills the wasm), \
         or give a reason in docs/decisions and raise budget.toml",
    ))
}

fn lines(dist: &Path, part: Part, limits: Vec<(String, u64)>) -> Result<Vec<Line>, Failure> {
    let mut total: u64 = 0;
    let line = |(kind, kb): (String, u64)| {
        let bytes = if kind == TOTAL { total } else { size(dist, part, &kind)? };
        total = total.saturating_add(bytes);
        Ok(Line { bytes, limit: kb.saturating_mul(KB), kind })
    };
    limits.into_iter().map(line).collect()
}

/// Bytes of all files of one kind, compressed as the gateway sends them; of texts the most that one language has.
fn size(dist: &Path, part: Part, extension: &str) -> Result<u64, Failure> {
    let mut total: u64 = 0;
    // In the build, and on no guardian's phone.
    let apart = dist.join(stile::NAME);
    for file in fingerprint::files(dist)? {
        if file.extension().is_none_or(|found| found != extension) || file.starts_with(&apart) {
            continue;
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if (part == Part::App) != name.starts_with(APP) {
            continue;
        }
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
    fn the_sizes_of_one_kind_are_those_sent_and_add_up_in_their_part_without_the_style_page() {
        let folder = std::env::temp_dir().join(format!("ricarica-budget-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("stile")).unwrap();
        for (name, bytes) in [
            ("a.js", 500),
            ("a.js.br", 100),
            ("a.js.gz", 120),
            ("b.js", 7),
            ("ricarica.js", 60),
            ("c.css", 3),
            ("stile/d.js", 900),
            ("texts-it-1.txt", 40),
            ("texts-fr-1.txt", 50),
            ("texts-guide-fr-1.txt", 70),
        ] {
            std::fs::write(folder.join(name), vec![b'x'; bytes]).unwrap();
        }
        assert_eq!(size(&folder, Part::FirstScreen, "js").unwrap(), 107);
        assert_eq!(size(&folder, Part::App, "js").unwrap(), 60);
        assert_eq!(size(&folder, Part::FirstScreen, "txt").unwrap(), 50);
        assert_eq!(size(&folder, Part::FirstScreen, "css").unwrap(), 3);
        assert!(size(&folder, Part::FirstScreen, "wasm").is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
