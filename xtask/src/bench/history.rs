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

/// The stores take turns, so that whatever else the machine does meets all of them; the middle round counts.
const ROUNDS: usize = 5;

pub fn measure(house: &House, effort: Effort) -> Result<(), Failure> {
    let folder = town::folder(house, "history")?;
    let mut towns = Vec::new();
    for (number, (count, guardians)) in STORES.iter().enumerate() {
        let folder = folder.join(number.to_string());
        let mut fill = town::program(house, "fill_history")?;
        fill.arg("--database").arg(folder.join("data/ricarica.db"));
        capture(fill.args(["--top-ups", count, "--guardians", guardians]))?;
        towns.push(Town::start(house, &folder, false)?);
    }
    let reads = effort.choose("1000", "200");
    let mut rounds = vec![Vec::new(); STORES.len()];
    for _ in 0..ROUNDS {
        for (town, seen) in towns.iter().zip(&mut rounds) {
            seen.push(read_pages(house, town, reads)?);
        }
    }
    say("  stored     guardians    median        p99");
    let mut first = None;
    for ((count, guardians), mut seen) in STORES.into_iter().zip(rounds) {
        seen.sort_unstable();
        let (median, p99) = seen.get(ROUNDS / 2).copied().unwrap_or_default();
        let beside = first.map_or(String::new(), |first| format!("   {} the first", ratio(median, first)));
        first.get_or_insert(median);
        say(&format!("  {count:<9} {guardians:>10} {:>9} {:>10}{beside}", ms(median), ms(p99)));
    }
    drop(towns);
    // The large stores take hundreds of megabytes.
    crate::tools::remove_folder(&folder)
}

/// Median and p99 of the pages of one guardian, in microseconds.
fn read_pages(house: &House, town: &Town, reads: &str) -> Result<(u64, u64), Failure> {
    let mut arguments = vec!["history", "--server", &town.url, "--mailbox", &town.sandbox_url];
    arguments.extend(["--email", "storia0@example.org", "--clients", "1", "--count", reads]);
    let figures = town::load(house, &arguments)?;
    Ok((figures.get("median_us")?, figures.get("p99_us")?))
}
