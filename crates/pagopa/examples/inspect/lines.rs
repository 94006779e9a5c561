//! Reads lines of any length in bounded memory.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

/// The longest line that is kept. Longer ones are skipped; all codes are much shorter.
const LONGEST: usize = 64 * 1024;

pub enum Line<'a> {
    /// Without LF or CR LF.
    Bytes(&'a [u8]),
    TooLong,
}

pub struct Lines<R> {
    input: BufReader<R>,
    line: Vec<u8>,
}

impl<R: Read> Lines<R> {
    pub fn new(input: BufReader<R>) -> Self {
        Self { input, line: Vec::new() }
    }

    /// Whether the next line has to be read from the input.
    pub fn would_wait(&self) -> bool {
        self.input.buffer().is_empty()
    }

    /// `None` at the end of the input. The last line can be without LF.
    pub fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let mut length = 0;
        let mut ended = false;
        while !ended {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                break;
            }
            let part = chunk.split_inclusive(|byte| *byte == b'\n').next().unwrap_or(chunk);
            ended = part.ends_with(b"\n");
            length += part.len();
            if length <= LONGEST {
                self.line.extend_from_slice(part);
            }
            let used = part.len();
            self.input.consume(used);
        }
        Ok(match length {
            0 => None,
            1..=LONGEST => Some(Line::Bytes(without_end(&self.line))),
            _ => Some(Line::TooLong),
        })
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
