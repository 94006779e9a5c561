//! Running programs: streamed, captured, or streamed while somebody counts.

use crate::failure::Failure;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

/// Runs to the end with the terminal's own input and output; an exit code other than 0 is a failure.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    succeeded(command, status)
}

/// Runs to the end and gives back standard output, trimmed. What goes wrong is told with the program's own words.
pub fn capture(command: &mut Command) -> Result<String, Failure> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format!("`{}` failed: {}", words_of(command), words.trim())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs to the end, passing standard output on line by line and showing each line to `see`.
/// Gives back the exit status: a test runner that fails has still counted something.
pub fn watch(command: &mut Command, mut see: impl FnMut(&str)) -> Result<ExitStatus, Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    if let Some(out) = child.stdout.take() {
        let mut reader = BufReader::new(out);
        let mut line = Vec::new();
        // By bytes: a test may print what is no UTF-8.
        while reader.read_until(b'\n', &mut line).map_err(|error| lost(command, &error))? > 0 {
            let text = String::from_utf8_lossy(&line);
            crate::steps::say(text.trim_end_matches(['\n', '\r']));
            see(text.trim_end());
            line.clear();
        }
    }
    child.wait().map_err(|error| lost(command, &error))
}

/// The program and its arguments, as one would type them: without the folder it was found in.
pub fn words_of(command: &Command) -> String {
    let program = command.get_program();
    std::iter::once(Path::new(program).file_name().unwrap_or(program))
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` ended with {status}", words_of(command)))
        .remedy("its own words stand above; this is the command to run again by hand"))
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    let failure = Failure::new(format!("cannot start `{program}`: {error}"));
    if error.kind() == ErrorKind::NotFound {
        return failure.remedy("`cargo xtask setup` says how to install what is missing");
    }
    failure
}

fn lost(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("lost touch with `{}`: {error}", words_of(command)))
}
