//! CSV files as a spreadsheet with Italian settings writes them: UTF-8 with its mark, semicolons, decimal commas, days first.

use contract::Date;
use csv::{Terminator, Writer, WriterBuilder};

/// A table that is being written.
pub struct Spreadsheet(Writer<Vec<u8>>);

impl Spreadsheet {
    /// With the names of its columns.
    pub fn new<const N: usize>(columns: [&str; N]) -> Result<Self, csv::Error> {
        let mut writer =
            WriterBuilder::new().delimiter(b';').terminator(Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(columns)?;
        Ok(Self(writer))
    }

    /// Adds a line with as many cells as there are columns.
    pub fn line<const N: usize>(&mut self, cells: [&str; N]) -> Result<(), csv::Error> {
        self.0.write_record(cells)
    }

    /// The whole file.
    pub fn end(self) -> Result<String, csv::Error> {
        let bytes = self.0.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        // Spreadsheets read UTF-8 only with its mark.
        Ok(format!("\u{FEFF}{}", String::from_utf8_lossy(&bytes)))
    }
}

/// A text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// `1234,56`.
pub fn money(cents: u64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

/// `-1234,56`, which a spreadsheet reads as a number.
pub fn signed_money(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}", money(cents.unsigned_abs()))
}

/// `31/12/2026`.
pub fn day(day: &Date) -> String {
    day.as_str().split('-').rev().collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_formula() {
        for formula in ["=1+1", "+39", "-1", "@x", "\t=1"] {
            assert!(text(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(text("M-0001"), "M-0001");
    }

    #[test]
    fn money_and_days_are_italian() {
        assert_eq!(money(123_456), "1234,56");
        assert_eq!(money(5), "0,05");
        assert_eq!(
            (signed_money(-530), signed_money(-5), signed_money(0)),
            ("-5,30".into(), "-0,05".into(), "0,00".into())
        );
        assert_eq!(day(&Date::try_from("2026-12-31".to_owned()).unwrap()), "31/12/2026");
    }

    #[test]
    fn a_file_has_a_mark_semicolons_and_whole_lines() {
        let mut table = Spreadsheet::new(["day", "note"]).unwrap();
        table.line(["31/12/2026", "a;b"]).unwrap();
        assert_eq!(table.end().unwrap(), "\u{FEFF}day;note\r\n31/12/2026;\"a;b\"\r\n");
    }
}
