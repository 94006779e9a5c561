//! `cargo xtask fuzz`: what reads bytes from outside, on any bytes. It is not part of `cargo xtask test`, because it takes
//! minutes and never ends by itself.
//!
//! With a nightly compiler each target runs in libFuzzer. Without one, the same facts run as property tests.

use crate::failure::{At, Failure};
use crate::files::make_folder;
use crate::pins::CARGO_FUZZ;
use crate::run::{capture, run, words_of};
use crate::steps::{say, step};
use crate::tools;
use crate::workspace::Workspace;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The crates with a folder `fuzz`, each with the property tests that check the same facts.
const CRATES: [(&str, &str); 2] = [("office_csv", "any_bytes"), ("pagopa", "codes")];
/// How long each target runs.
const SECONDS: &str = "120";
/// How many cases each property test has without a nightly compiler.
const CASES: &str = "1000000";

/// One target of a crate.
struct Target {
    /// The crate's folder.
    folder: PathBuf,
    name: String,
}

/// Runs all targets, or those whose name contains one of the words. `--seconds N` says how long each runs.
pub fn fuzz(workspace: &Workspace, arguments: &[String]) -> Result<(), Failure> {
    let (seconds, words) = match arguments {
        [flag, seconds, words @ ..] if flag == "--seconds" => (seconds.as_str(), words),
        words => (SECONDS, words),
    };
    if seconds.parse::<u32>().is_ok_and(|seconds| seconds > 0)
        && !words.iter().any(|word| word.starts_with('-'))
    {
        let targets = targets(workspace, words)?;
        if !has_nightly(workspace)? {
            say(&format!("no nightly compiler: property tests with {CASES} cases instead"));
            return properties(workspace);
        }
        tools::ensure(workspace, &CARGO_FUZZ)?;
        say("  target                        runs    edges   features");
        return targets.iter().try_for_each(|target| target.run(workspace, seconds));
    }
    Err(Failure::new("`fuzz` takes `--seconds N` and words of a target's name"))
}

fn targets(workspace: &Workspace, words: &[String]) -> Result<Vec<Target>, Failure> {
    let mut targets = Vec::new();
    for (name, _) in CRATES {
        let folder = workspace.root.join("crates").join(name);
        let sources = folder.join("fuzz/fuzz_targets");
        for entry in std::fs::read_dir(&sources).at("cannot read", &sources)? {
            let path = entry.at("cannot read", &sources)?.path();
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            if words.is_empty() || words.iter().any(|word| name.contains(word.as_str())) {
                targets.push(Target { folder: folder.clone(), name });
            }
        }
    }
    targets.sort_by(|one, other| (&one.folder, &one.name).cmp(&(&other.folder, &other.name)));
    if targets.is_empty() { Err(Failure::new("no fuzz target has that name")) } else { Ok(targets) }
}

/// `cargo` of the nightly toolchain.
fn nightly(workspace: &Workspace) -> Result<Command, Failure> {
    let mut command = workspace.command("rustup")?;
    command.args(["run", "nightly", "cargo"]);
    // The build of another compiler would throw away that of the checkout.
    command.env_remove("CARGO_TARGET_DIR").env_remove("CARGO").env_remove("RUSTC");
    Ok(command)
}

fn has_nightly(workspace: &Workspace) -> Result<bool, Failure> {
    Ok(capture(nightly(workspace)?.arg("--version")).is_ok())
}

/// The property tests whose bodies are those of the targets.
fn properties(workspace: &Workspace) -> Result<(), Failure> {
    for (name, test) in CRATES {
        step(&format!("fuzz: property tests of {name}"), || {
            let mut cargo = workspace.cargo()?;
            cargo.args(["test", "--release", "--quiet", "--locked", "-p", name, "--test", test]);
            run(cargo.env("PROPTEST_CASES", CASES))
        })?;
    }
    Ok(())
}

impl Target {
    fn run(&self, workspace: &Workspace, seconds: &str) -> Result<(), Failure> {
        let fuzz = self.folder.join("fuzz");
        let corpus = fuzz.join("corpus").join(&self.name);
        make_folder(&corpus)?;
        let mut cargo = nightly(workspace)?;
        cargo.current_dir(&self.folder).args(["fuzz", "run", &self.name]);
        cargo.arg(&corpus).arg(fuzz.join("seeds").join(&self.name));
        cargo.args(["--", &format!("-max_total_time={seconds}")]);
        let said = step(&format!("fuzz: {}", self.name), || errors(&mut cargo))?;
        let [runs, edges, features] =
            figures(&said).ok_or_else(|| Failure::new(format!("libFuzzer counted nothing: {said}")))?;
        say(&format!("  {:<24} {:>9} {:>8} {:>10}", self.name, runs, edges, features));
        Ok(())
    }
}

/// The error output of a program, where libFuzzer writes. A failure ends with its last lines, which name the input.
fn errors(command: &mut Command) -> Result<String, Failure> {
    let words = words_of(command);
    let output = command.stdin(Stdio::null()).output().at("cannot run", Path::new(&words))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    let lines: Vec<&str> = said.lines().collect();
    let last = lines.get(lines.len().saturating_sub(40)..).unwrap_or_default().join("\n");
    Err(Failure::new(format!("`{words}` failed:\n{last}"))
        .remedy("mend it, and keep the input as a test of the crate or in `seeds`"))
}

/// Runs, edges and features: `#123 DONE cov: 4 ft: 5 corp: …`.
fn figures(said: &str) -> Option<[String; 3]> {
    let line = said.lines().rev().find(|line| line.starts_with('#') && line.contains("DONE"))?;
    let after = |name: &str| {
        let mut words = line.split_whitespace().skip_while(|word| *word != name);
        words.nth(1).map(str::to_owned)
    };
    let runs = line.split_whitespace().next()?.trim_start_matches('#').to_owned();
    Some([runs, after("cov:")?, after("ft:")?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_libfuzzer_are_read() {
        let said = "#2\tINITED cov: 3 ft: 3 corp: 1/1b\n#8552101\tDONE   cov: 442 ft: 1013 corp: 300/9Kb exec/s: 140\n\
                    Done 8552101 runs in 61 second(s)\n";
        assert_eq!(figures(said), Some(["8552101", "442", "1013"].map(str::to_owned)));
        assert_eq!(figures("Done 1 runs"), None);
    }
}
