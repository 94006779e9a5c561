//! Checks the quotes. The `csv` crate reads a quote that is never closed up to the end of the file, so that all lines after
//! it would be lost without a word.

use crate::{error::BadLine, header::Separator};

const ADVICE: &str = "delete the quote, or write it twice inside quotes";

/// `start` is a byte of `text` at which a line begins.
pub(crate) fn check(text: &str, start: usize, separator: Separator) -> Result<(), BadLine> {
    let bytes = text.as_bytes();
    let separator = separator.byte();
    let mut at = start;
    while at < bytes.len() {
        // The beginning of a cell.
        if bytes.get(at) == Some(&b'"') {
            at = closing_quote(bytes, at)? + 1;
            match bytes.get(at) {
                None | Some(b'\r' | b'\n') => {}
                Some(byte) if *byte == separator => {}
                Some(_) => return Err(bad(bytes, at, "a closing quote has text after it")),
            }
        }
        let ends_cell = |byte: &u8| *byte == separator || matches!(byte, b'\r' | b'\n');
        let rest = bytes.get(at..).unwrap_or_default();
        at += rest.iter().position(ends_cell).unwrap_or(rest.len()) + 1;
    }
    Ok(())
}

/// The byte of the quote that closes the one at `open`. Two quotes stand for one.
fn closing_quote(bytes: &[u8], open: usize) -> Result<usize, BadLine> {
    let mut at = open + 1;
    while let Some(byte) = bytes.get(at) {
        match (byte, bytes.get(at + 1)) {
            (b'"', Some(b'"')) => at += 2,
            (b'"', _) => return Ok(at),
            _ => at += 1,
        }
    }
    Err(bad(bytes, open, "a quote begins here and is never closed"))
}

fn bad(bytes: &[u8], at: usize, fault: &str) -> BadLine {
    BadLine::new(crate::encoding::line_at(bytes, at), format!("{fault}: {ADVICE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<u64> {
        check(text, 0, Separator::Semicolon).err().map(|bad| bad.line)
    }

    #[test]
    fn quotes_that_enclose_cells_are_right() {
        for text in ["", "a;b\n", "\"a;b\"\n", "\"a\r\nb\";c", "\"a \"\"b\"\"\";\"\"\n", "a \"b\" c;d"] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_is_named_by_its_line() {
        assert_eq!(line("a;b\nc;\"d\ne;f\n"), Some(2));
        assert_eq!(line("a\r\n\"b\nc\"x;d\n"), Some(3));
        assert_eq!(line("\"a\"\"\n"), Some(1));
    }
}
