//! Programs that run to their end.

use crate::failure::Failure;
use crate::progress::{self, StepId, say};
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};

/// What cargo prints for each crate. It is progress, and no part of an error.
const PROGRESS: [&str; 9] = [
    "Adding",
    "Blocking",
    "Checking",
    "Compiling",
    "Downloaded",
    "Downloading",
    "Finished",
    "Locking",
    "Updating",
];

/// Runs a program. Inside a step its last line is shown while it runs, and its output only if it fails.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let Some(step) = progress::current() else { return show(command) };
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_started(command, &error))?;
    let output = Mutex::new(Vec::new());
    read_both(&mut child, step, &output);
    let status = child.wait().map_err(|error| lost(command, &error))?;
    if !status.success() {
        let output = output.into_inner().unwrap_or_else(PoisonError::into_inner);
        output.iter().filter(|line| !is_progress(line)).for_each(|line| say(line));
    }
    succeeded(command, status)
}

/// Runs a program whose output is meant for the reader.
pub fn show(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    succeeded(command, status)
}

/// Runs a program and returns its standard output, trimmed. A failure contains the program's own error output.
pub fn capture(command: &mut Command) -> Result<String, Failure> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format!("`{}` failed: {}", words_of(command), words.trim())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program, prints its standard output line by line and passes each line to `see`. Returns the exit status,
/// because a test runner that fails has still counted something.
pub fn watch(command: &mut Command, see: impl FnMut(&str)) -> Result<ExitStatus, Failure> {
    watch_beside("", command, see)
}

/// The same for a program that runs beside another: each printed line begins with `mark`.
pub fn watch_beside(
    mark: &str,
    command: &mut Command,
    mut see: impl FnMut(&str),
) -> Result<ExitStatus, Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    if let Some(out) = child.stdout.take() {
        each_line(out, |line| {
            say(&format!("{mark}{line}"));
            see(line.trim_end());
        })
        .map_err(|error| lost(command, &error))?;
    }
    child.wait().map_err(|error| lost(command, &error))
}

/// The program and its arguments, without the folder that holds the program.
pub fn words_of(command: &Command) -> String {
    let program = command.get_program();
    std::iter::once(Path::new(program).file_name().unwrap_or(program))
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads both outputs to their ends. A reading error ends the reading: the exit status decides over the step.
fn read_both(child: &mut Child, step: StepId, output: &Mutex<Vec<String>>) {
    let take = |line: &str| {
        progress::heard(step, line);
        output.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    };
    let (out, errors) = (child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(|| errors.map(|errors| each_line(errors, take)));
        out.map(|out| each_line(out, take));
    });
}

/// Splits by bytes, because a test may print what is not UTF-8.
fn each_line(from: impl Read, mut see: impl FnMut(&str)) -> std::io::Result<()> {
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        see(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
        line.clear();
    }
    Ok(())
}

fn is_progress(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    line.starts_with(' ') && PROGRESS.contains(&first)
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` ended with {status}", words_of(command)))
        .remedy("its output is above; run the command by hand to see it again"))
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    let failure = Failure::new(format!("cannot start `{program}`: {error}"));
    if error.kind() == ErrorKind::NotFound {
        return failure.remedy("run `cargo xtask setup`: it names what is missing and how to install it");
    }
    failure
}

fn lost(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("the output of `{}` cannot be read: {error}", words_of(command)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_of_cargo_is_no_error() {
        assert!(is_progress("   Compiling syn v3.0.10"));
        assert!(!is_progress("error: could not compile `syn`"));
        assert!(!is_progress("Compiling is a word of a message"));
    }

    #[cfg(unix)]
    #[test]
    fn both_outputs_are_read_to_their_ends() {
        let mut child = Command::new("sh")
            .args(["-c", "echo one; echo two >&2; printf three"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let shown = progress::begin("reading", None);
        let output = Mutex::new(Vec::new());
        read_both(&mut child, progress::current().unwrap(), &output);
        drop(shown);
        let mut lines = output.into_inner().unwrap();
        lines.sort();
        assert_eq!(lines, ["one", "three", "two"]);
    }
}
