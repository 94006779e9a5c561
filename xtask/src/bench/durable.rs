//! Top-ups per second that are safe on disk when they are answered, beside the least that any durable write costs:
//! a bare axum handler with one insert in the same SQLite settings, under the same load generator.

use super::Effort;
use super::figures::{Figures, ms, ratio};
use super::town::{self, Town};
use crate::failure::Failure;
use crate::house::House;
use crate::processes::Server;
use crate::steps::say;

const CLIENTS: [&str; 3] = ["1", "8", "64"];

pub fn measure(house: &House, effort: Effort) -> Result<(), Failure> {
    let seconds = effort.choose("10", "2");
    let folder = town::folder(house, "durable")?;
    let mut bare = town::program(house, "bare_insert")?;
    bare.arg("--database").arg(folder.join("bare.db"));
    let (bare, bare_url) =
        Server::start("the bare handler", &mut bare, &folder.join("bare.log"), "bare: listening on")?;

    say("                          clients  per second     median        p99");
    for clients in CLIENTS {
        let end = ["--seconds", seconds];
        let insert = ["inserts", "--server", &bare_url, "--clients", clients, "--seconds", seconds];
        let bare = town::load(house, &insert)?;
        line("one bare insert", clients, &bare)?;
        // A fresh one each time, and over before its sweep first reads its top-ups again, after 15 seconds.
        let town = Town::start(house, &town::folder(house, "durable-town")?, true)?;
        let top_ups = town.open_top_ups(house, clients, end)?;
        drop(town);
        line("top-up, platform included", clients, &top_ups)?;
        say(&format!(
            "  a top-up costs {} an insert",
            ratio(bare.get("per_second")?, top_ups.get("per_second")?)
        ));
    }
    drop(bare);
    Ok(())
}

fn line(what: &str, clients: &str, figures: &Figures) -> Result<(), Failure> {
    let (rate, median, p99) =
        (figures.get("per_second")?, ms(figures.get("median_us")?), ms(figures.get("p99_us")?));
    say(&format!("  {what:<25} {clients:>5} {rate:>11} {median:>10} {p99:>10}"));
    Ok(())
}
