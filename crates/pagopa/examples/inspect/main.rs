//! Prints the content of payment codes: one value per line of standard input, one JSON object per line of output.
//!
//! `cargo run -q -p pagopa --example inspect -- qr|notice|creditor|person|datamatrix`

use std::io::{self, BufReader, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

mod lines;
mod report;

use lines::{Line, Lines};
use report::Kind;

const USAGE: &str = "\
usage: inspect qr|notice|creditor|person|datamatrix
Reads one value a line on standard input, prints one JSON object a line:
  {\"ok\":true, …fields…, \"warnings\":[…]} or {\"ok\":false,\"rule\":\"…\"}
";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let kind = match arguments.as_slice() {
        [kind] => kind.to_str().and_then(Kind::named),
        _ => None,
    };
    let Some(kind) = kind else {
        // If standard error is closed, the exit code still reports the wrong arguments.
        let _ = io::stderr().write_all(USAGE.as_bytes());
        return ExitCode::from(2);
    };
    match inspect(kind) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the output has stopped, as in `inspect … | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "inspect: {error}");
            ExitCode::FAILURE
        }
    }
}

fn inspect(kind: Kind) -> io::Result<()> {
    let mut lines = Lines::new(BufReader::new(io::stdin().lock()));
    let mut out = BufWriter::new(io::stdout().lock());
    loop {
        // At a terminal, each answer is printed before the next line is read.
        if lines.would_wait() {
            out.flush()?;
        }
        let report = match lines.next()? {
            None => return out.flush(),
            Some(Line::TooLong) => report::refusal("line-length"),
            Some(Line::Bytes(bytes)) => match str::from_utf8(bytes) {
                Ok(text) => kind.report(text),
                Err(_) => report::refusal("utf-8"),
            },
        };
        serde_json::to_writer(&mut out, &report)?;
        out.write_all(b"\n")?;
    }
}
