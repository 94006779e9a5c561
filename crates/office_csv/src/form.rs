//! How a file was written, for the report.

use std::fmt;

use crate::{encoding::Encoding, header::Separator};

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub encoding: Encoding,
    pub separator: Separator,
    pub decimals: Decimals,
    /// Columns that the command does not know, as the header names them.
    pub unread: Vec<String>,
}

/// The marks before the decimals of the file's amounts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decimals {
    pub comma: bool,
    pub point: bool,
}

impl Decimals {
    /// Takes note of an amount: the last mark with one or two digits after it.
    pub(crate) fn note(&mut self, amount: &str) {
        let amount = amount.trim_end_matches(|c: char| !c.is_ascii_digit());
        let Some((_, decimals)) = amount.rsplit_once([',', '.']) else { return };
        if (1..=2).contains(&decimals.len()) && decimals.bytes().all(|byte| byte.is_ascii_digit()) {
            let is_comma = amount.rfind(',') > amount.rfind('.');
            self.comma |= is_comma;
            self.point |= !is_comma;
        }
    }
}

/// `Windows-1252, columns separated by semicolons, decimal comma`.
impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { encoding, separator, decimals, unread } = self;
        write!(f, "{encoding}, columns separated by {separator}")?;
        match (decimals.comma, decimals.point) {
            (true, true) => f.write_str(", decimal comma and decimal point")?,
            (true, false) => f.write_str(", decimal comma")?,
            (false, true) => f.write_str(", decimal point")?,
            (false, false) => {}
        }
        if !unread.is_empty() {
            write!(f, "; columns not read: {}", unread.join(", "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_mark_before_one_or_two_digits_is_the_decimals() {
        for (amount, comma, point) in [
            ("12,40", true, false),
            ("12.4", false, true),
            ("1.063,00 €", true, false),
            ("1,063.00", false, true),
            ("1.063", false, false),
            ("12", false, false),
            ("", false, false),
        ] {
            let mut found = Decimals::default();
            found.note(amount);
            assert_eq!(found, Decimals { comma, point }, "{amount}");
        }
    }
}
