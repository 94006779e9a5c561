//! A page of the history, with few and with very many top-ups in the store: by index it takes as long.

use super::Effort;
use super::figures::{ms, ratio};
use super::town::{self, Town};
use crate::failure::Failure;
use crate::house::House;
use crate::run::capture;
use crate::steps::say;

/// How many are stored, and how many guardians they belong to in equal parts. The reader is one of these.
const STORES: [(&str, &str); 3] = [("1000", "1"), ("1000000", "1000"), ("1000000", "1")];

pub fn measure(house: &House, effort: Effort) -> Result<(), Failure> {
    let reads = effort.choose("5000", "1000");
    say("  stored    of guardians    median        p99");
    let mut first = None;
    for (count, guardians) in STORES {
        let folder = town::folder(house, "history")?;
        let mut fill = town::program(house, "fill_history")?;
        fill.arg("--database").arg(folder.join("data/ricarica.db"));
        capture(fill.args(["--top-ups", count, "--guardians", guardians]))?;
        let town = Town::start(house, &folder, false)?;
        let mut arguments = vec!["history", "--server", &town.url, "--mailbox", &town.sandbox_url];
        arguments.extend(["--email", "storia0@example.org", "--clients", "1", "--count", reads]);
        let figures = town::load(house, &arguments)?;
        let median = figures.get("median_us")?;
        let beside = match first {
            Some(first) => format!("   {} the first", ratio(median, first)),
            None => String::new(),
        };
        first.get_or_insert(median);
        let p99 = ms(figures.get("p99_us")?);
        say(&format!("  {count:<9} {guardians:>12} {:>9} {p99:>10}{beside}", ms(median)));
        drop(town);
        // The largest store takes hundreds of megabytes.
        crate::tools::remove_folder(&folder)?;
    }
    Ok(())
}
