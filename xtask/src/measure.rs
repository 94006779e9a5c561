//! `cargo xtask measure`: Lighthouse on the shipped sign-in page and app, compared with their budgets and with a static
//! page in the same run.
//!
//! It is not part of `cargo xtask test`, because a busy machine makes every figure worse. What does not depend on the
//! machine (accessibility, best practices, SEO) is a journey, `tests/e2e/lighthouse.spec.ts`.

use crate::environment::{self, Accounts, TestEnvironment};
use crate::failure::Failure;
use crate::figures::{Figures, ratio};
use crate::run::{capture, run};
use crate::steps::{say, step};
use crate::workspace::Workspace;
use crate::{app, budget, prerequisites, servers, setup};

/// The pages with a budget: their names in the figures and in `budget.toml`, and in print.
const PAGES: [(&str, &str); 2] = [("sign_in", "sign-in page"), ("app", "app, signed in, nothing cached")];
/// The number of runs; the median counts.
const RUNS: &str = "5";
/// The limits of these are lower limits.
const SCORES: [&str; 4] = ["performance", "accessibility", "best_practices", "seo"];
/// The figures that are compared with the static page.
const COMPARED: [&str; 2] = ["lcp_ms", "tti_ms"];

/// Builds, measures, prints the tables; fails beyond the budget.
pub fn measure(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    let runs = match arguments {
        [] => RUNS,
        [runs] if runs.parse::<u32>().is_ok_and(|runs| runs > 0) => runs,
        _ => return Err(Failure::new("`measure` takes the number of runs, and nothing else")),
    };
    setup::for_app(workspace)?;
    app::ensure(workspace)?;
    servers::shipped(workspace)?;
    let figures =
        step(&format!("measure: Lighthouse, {runs} runs of each page"), || lighthouse(workspace, runs))?;
    let mut beyond = Vec::new();
    for (page, title) in PAGES {
        say(&format!("\n  {title:<32} measured    limit"));
        for (name, limit) in budget::limits(workspace, &format!("measure.{page}"))? {
            let measured = figures.get(&format!("{page}.{name}"))?;
            let is_within =
                if SCORES.contains(&name.as_str()) { measured >= limit } else { measured <= limit };
            let mark = if is_within { "" } else { "   ← beyond" };
            say(&format!("  {name:<30} {measured:>10} {limit:>8}{mark}"));
            if !is_within {
                beyond.push(format!("{page}.{name}"));
            }
        }
        for name in COMPARED {
            let (measured, of_static) =
                (figures.get(&format!("{page}.{name}"))?, figures.get(&format!("static.{name}"))?);
            let ratio = ratio(measured, of_static);
            say(&format!("  {name:<30} {measured:>10}   {ratio} a static page's {of_static}"));
        }
    }
    if beyond.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the budget is exceeded: {}", beyond.join(", ")))
        .remedy("measure again when the machine is idle; docs/measure.md says what each figure depends on"))
}

fn lighthouse(workspace: &Workspace, runs: &str) -> Result<Figures, Failure> {
    let chromium = prerequisites::chromium()?;
    let folder = environment::folder(workspace, "pages")?;
    let script = folder.join("pages.mjs");
    let mut esbuild = workspace.command("esbuild")?;
    esbuild.args(["tests/measure/pages.ts", "--bundle", "--platform=node", "--format=esm"]);
    esbuild.args(["--packages=external", "--log-level=warning"]);
    run(esbuild.arg(format!("--outfile={}", script.display())))?;
    let environment = TestEnvironment::start(workspace, &folder, Accounts::Demo)?;
    let mut node = workspace.command("node")?;
    node.arg(&script).arg(&environment.url).arg(&environment.sandbox_url).arg(runs);
    Figures::parse(&capture(node.env("RICARICA_CHROMIUM", chromium))?)
}
