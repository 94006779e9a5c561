//! `cargo xtask …`: every set-up, build and check step of the project, in Rust, so that one command works alike
//! on a laptop and in continuous integration. What must not live here: anything that is shipped, and any rule of
//! the product. Only people and `.ci/run` call it.

mod app_build;
mod bench;
mod browser_tests;
mod budget;
mod checks;
mod compress;
mod e2e;
mod failure;
mod fingerprint;
mod finish;
mod house;
mod lock;
mod measure;
mod npm;
mod prerequisites;
mod processes;
mod python;
mod run;
mod serve;
mod servers_build;
mod setup;
mod short_names;
mod steps;
mod stile;
mod tally;
mod test;
mod tools;
mod unused_exports;
mod worker;

use failure::Failure;
use house::House;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve     set up, build and run everything with demo data
              --port N          the app's port (8080)
              --sandbox-port N  the payment platform's and mailbox's port (8090)
              --mail-port N     the SMTP port (2525)
  test      set up, then every check there is; ends with `N passed, N failed`
  build     the app into dist/, the gateway and the sandbox into target/release
  setup     install and check whatever the other commands need
  check     format, lints, licences, types of the journeys' scripts
  browser   the app's component tests in a real browser [-- ARGS for cargo test]
  e2e       the journeys from end to end [ARGS for Playwright]
  screens   the pictures of docs/screens anew
  size      what a phone downloads, beside the budget
  measure   the first screen by Lighthouse, beside its budget [RUNS]
  bench     measurements [--quick] [WORDS of their names]

Tool versions stand in xtask/src/tools.rs, package.json and tests/e2e/requirements.txt.
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
    let house = House::find()?;
    match command {
        "serve" => serve::serve(&house, rest)?,
        "test" => return test::test(&house),
        "build" => {
            setup::for_building(&house)?;
            app_build::build(&house)?;
            servers_build::build(&house)?;
        }
        "setup" => setup::for_testing(&house)?,
        "check" => return test::check(&house),
        "browser" => {
            setup::for_testing(&house)?;
            let counted = steps::counted(browser_tests::NAME, || browser_tests::run(&house, rest))?;
            return Ok(counted.exit_code());
        }
        "e2e" => {
            setup::for_testing(&house)?;
            // Whatever its size: that is `build`'s to say.
            app_build::make(&house)?;
            servers_build::build(&house)?;
            let counted = steps::counted(e2e::NAME, || e2e::run(&house, rest))?;
            return Ok(counted.exit_code());
        }
        "screens" => {
            setup::for_testing(&house)?;
            app_build::make(&house)?;
            servers_build::build(&house)?;
            let counted = steps::counted(e2e::SCREENS, || e2e::screens(&house))?;
            return Ok(counted.exit_code());
        }
        "size" => {
            setup::for_building(&house)?;
            app_build::build(&house)?;
        }
        "measure" => measure::measure(&house, rest)?,
        "bench" => bench::bench(&house, rest)?,
        other => {
            return Err(Failure::new(format!("there is no command `{other}`"))
                .remedy("`cargo xtask help` lists them"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
