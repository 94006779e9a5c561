//! `cargo xtask measure`: what Lighthouse says of the first screen on a phone, the app as shipped, beside the budget.
//!
//! Not part of `cargo xtask test`: on a machine that has other work to do the figures are no figures. What does not
//! depend on it (accessibility, best practices, SEO of every public screen) is a journey, `tests/e2e/lighthouse.spec.ts`.

use crate::bench::{figures::Figures, town};
use crate::failure::{At, Failure};
use crate::house::House;
use crate::run::{capture, run};
use crate::steps::{say, step};
use crate::{app_build, budget, prerequisites, servers_build, setup};

/// The part of `budget.toml` that holds the limits, each by its figure's name.
const SECTION: &str = "measure";
/// The middle of so many counts.
const RUNS: &str = "5";
/// More is better with these; with all others less is.
const SCORES: [&str; 4] = ["performance", "accessibility", "best_practices", "seo"];

/// Builds, measures, prints the table; fails beyond the budget.
pub fn measure(house: &House, arguments: &[String]) -> Result<(), Failure> {
    let runs = match arguments {
        [] => RUNS,
        [runs] if runs.parse::<u32>().is_ok_and(|runs| runs > 0) => runs,
        _ => return Err(Failure::new("`measure` takes the number of runs, and nothing else")),
    };
    setup::for_building(house)?;
    app_build::make(house)?;
    servers_build::build(house)?;
    let figures =
        step(&format!("measure: the first screen by Lighthouse, {runs} runs"), || lighthouse(house, runs))?;
    let path = house.root.join("budget.toml");
    let limits = budget::parse(&std::fs::read_to_string(&path).at("cannot read", &path)?, SECTION)?;
    let mut beyond = Vec::new();
    say("  first screen, on a phone     is   may be");
    for (name, limit) in limits {
        let is = figures.get(&name)?;
        let kept = if SCORES.contains(&name.as_str()) { is >= limit } else { is <= limit };
        let verdict = if kept { "" } else { "   ← beyond" };
        say(&format!("  {name:<20} {is:>10} {limit:>8}{verdict}"));
        if !kept {
            beyond.push(name);
        }
    }
    if beyond.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the first screen is beyond its budget: {}", beyond.join(", "))).remedy(
        "measure again when the machine has nothing else to do; docs/measure.md says what each figure depends on",
    ))
}

fn lighthouse(house: &House, runs: &str) -> Result<Figures, Failure> {
    let chromium = prerequisites::chromium()?;
    let folder = town::folder(house, "first-screen")?;
    let script = folder.join("first_screen.mjs");
    let mut esbuild = house.command("esbuild")?;
    esbuild.args(["tests/measure/first_screen.ts", "--bundle", "--platform=node", "--format=esm"]);
    esbuild.args(["--packages=external", "--log-level=warning"]);
    run(esbuild.arg(format!("--outfile={}", script.display())))?;
    let town = town::Town::start(house, &folder, false)?;
    let mut node = house.command("node")?;
    node.arg(&script).arg(&town.url).arg(runs).env("RICARICA_CHROMIUM", chromium);
    Figures::parse(&capture(&mut node)?)
}
