//! `cargo xtask …`: every step of setting up, building and checking the project, so that one command works alike on a
//! laptop and in continuous integration. Nothing here is shipped, and no rule of the product is written here.

mod api;
mod app;
mod bench;
mod browser_tests;
mod budget;
mod built;
mod check;
mod durations;
mod environment;
mod failure;
mod figures;
mod files;
mod fingerprint;
mod fuzz;
mod journeys;
mod lock;
mod measure;
mod npm;
mod pins;
mod ports;
mod postgres;
mod prerequisites;
mod processes;
mod progress;
mod python;
mod run;
mod serve;
mod servers;
mod setup;
mod steps;
mod test;
mod test_count;
mod tools;
mod words;
mod workspace;

use failure::Failure;
use std::process::ExitCode;
use workspace::Workspace;

const HELP: &str = "\
cargo xtask COMMAND

  serve     set up, build and run everything with demo data
              --quick           the app unoptimised, for trying a change
              --port N          the app's port (8080)
              --sandbox-port N  the payment platform's and mailbox's port (8090)
              --mail-port N     the SMTP port (2525)
  test      set up, then every check; ends with `N passed, N failed`
  build     the app into dist/, the gateway and the sandbox into target/release
  setup     install and check what the other commands need
  check     format, lints, licences, types of the journeys' scripts, who imports whom
            [WORDS of their names]
  browser   the app's component tests in a real browser [-- ARGS for cargo test]
  postgres  the gateway's tests on a PostgreSQL of their own [-- ARGS for the tests]
  e2e       the journeys from end to end [ARGS for Playwright]
              --postgres        the main ones, or those that ARGS choose, on PostgreSQL
  api       requests made from the API's description, against a gateway of its own
  screens   make the pictures of docs/screens again
  size      what a phone downloads, beside the budget
  measure   the sign-in page and the app by Lighthouse, beside their budgets [RUNS]
  bench     measurements [--quick] [WORDS of their names]
  fuzz      the fuzz targets, each for two minutes, or property tests without a nightly compiler
            [--seconds N] [WORDS of their names]
  trunk     Trunk with the pinned tools [ARGS for Trunk]
  finish    what Trunk's hook does after a build; Trunk calls it

Tool versions are in xtask/src/pins.rs, package.json and tests/e2e/requirements.txt.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            steps::say(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode, Failure> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    if matches!(command, "help" | "--help" | "-h") {
        steps::say(HELP.trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = Workspace::find()?;
    durations::keep_in(&workspace.cache);
    match command {
        "serve" => serve::serve(&workspace, rest)?,
        "test" => return test::test(&workspace),
        "build" => {
            app::ensure(&workspace)?;
            steps::step("app: size within budget", || budget::check(&workspace))?;
            servers::shipped(&workspace)?;
        }
        "setup" => setup::for_testing(&workspace)?,
        "check" => return test::check(&workspace, rest),
        "browser" => {
            setup::for_testing(&workspace)?;
            let counted = steps::counted(browser_tests::NAME, || browser_tests::run(&workspace, rest))?;
            return Ok(counted.exit_code());
        }
        "postgres" => {
            setup::for_testing(&workspace)?;
            let rest = rest.strip_prefix(&["--".to_owned()]).unwrap_or(rest);
            let counted = steps::counted(postgres::NAME, || postgres::run_tests(&workspace, rest))?;
            return Ok(counted.exit_code());
        }
        "e2e" | "screens" => {
            setup::for_testing(&workspace)?;
            // The size of the app is no concern of the journeys: `build` and `test` check it.
            app::ensure(&workspace)?;
            let servers = servers::ensure(&workspace)?;
            let counted = if command == "e2e" {
                match rest.strip_prefix(&["--postgres".to_owned()]) {
                    Some(rest) => steps::counted(journeys::ON_POSTGRES, || {
                        journeys::run_on_postgres(&workspace, &servers, rest)
                    })?,
                    None => steps::counted(journeys::NAME, || journeys::run(&workspace, &servers, rest))?,
                }
            } else {
                steps::counted(journeys::SCREENS, || journeys::screens(&workspace, &servers))?
            };
            return Ok(counted.exit_code());
        }
        "api" => api::check(&workspace, &servers::ensure(&workspace)?)?,
        "size" => {
            app::ensure(&workspace)?;
            steps::step("app: size within budget", || budget::check(&workspace))?;
        }
        "measure" => measure::measure(&workspace, rest)?,
        "bench" => bench::bench(&workspace, rest)?,
        "fuzz" => fuzz::fuzz(&workspace, rest)?,
        "trunk" => app::trunk(&workspace, rest)?,
        "finish" => app::finish::hook(&workspace)?,
        other => {
            return Err(Failure::new(format!("there is no command `{other}`"))
                .remedy("`cargo xtask help` lists the commands"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
