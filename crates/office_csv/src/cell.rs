//! One cell, read as what its column holds. The error names the column and the rule, never the content.

use jiff::{Timestamp, civil::Date};
use pagopa::Amount;

use crate::{
    amounts, characters, dates,
    error::{Broken, Rule},
};

/// A cell without the blanks around its content.
#[derive(Clone, Copy)]
pub struct Cell<'t> {
    column: &'static str,
    text: &'t str,
    is_wide: bool,
}

/// What spreadsheets write for a formula that fails, in Italian, French and English.
const FORMULA_ERRORS: [&str; 9] =
    ["#N/", "#RIF!", "#REF!", "#VAL", "#NOM", "#NAME?", "#DIV/0!", "#NUM!", "#NUL"];

impl<'t> Cell<'t> {
    pub(crate) const fn new(column: &'static str, text: &'t str, is_wide: bool) -> Self {
        Self { column, text, is_wide }
    }

    pub const fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// `None` if it is empty.
    pub fn filled(self) -> Option<Self> {
        (!self.is_empty()).then_some(self)
    }

    /// A broken rule of this cell.
    pub fn broken(self, rule: Rule) -> Broken {
        Broken { column: self.column, rule }
    }

    /// Text of at most so many characters, with plain blanks and composed accents (NFC). Refused are: nothing, characters that cannot be seen, line
    /// breaks, formula errors, and numbers that a spreadsheet has shortened.
    pub fn text(self, longest: usize) -> Result<String, Broken> {
        let text = characters::one_spelling(self.checked()?);
        if text.chars().count() > longest {
            return Err(self.broken(Rule::TooLong(longest)));
        }
        Ok(text)
    }

    /// Euro, not negative.
    pub fn amount(self) -> Result<Amount, Broken> {
        let text = self.number()?;
        amounts::amount(text).map_err(|error| self.broken(Rule::Amount(error)))
    }

    /// Euro cents with a sign.
    pub fn signed_cents(self) -> Result<i64, Broken> {
        let text = self.number()?;
        amounts::signed_cents(text).map_err(|error| self.broken(Rule::Amount(error)))
    }

    pub fn day(self) -> Result<Date, Broken> {
        dates::day(self.checked()?).map_err(|rule| self.broken(rule))
    }

    /// Without an offset it is meant on the clock in Italy.
    pub fn moment(self) -> Result<Timestamp, Broken> {
        dates::moment(self.checked()?).map_err(|rule| self.broken(rule))
    }

    fn checked(self) -> Result<&'t str, Broken> {
        let rule = if self.is_empty() {
            Rule::Empty
        } else if let Err(rule) = characters::check(self.text) {
            rule
        } else if is_formula_error(self.text) {
            Rule::Formula
        } else if is_shortened(self.text) {
            Rule::Shortened
        } else {
            return Ok(self.text);
        };
        Err(self.broken(rule))
    }

    /// `5,30` without quotes in a file with commas is two cells. A line that is too wide has room for that.
    fn number(self) -> Result<&'t str, Broken> {
        let text = self.checked()?;
        if self.is_wide && !text.contains([',', '.']) {
            return Err(self.broken(Rule::SplitAmount));
        }
        Ok(text)
    }
}

fn is_formula_error(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'#') || FORMULA_ERRORS.iter().any(|error| text.starts_with(error))
}

/// `3,02E+17`: digits, decimals, an exponent.
fn is_shortened(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let decimals = number.split_once([',', '.']);
    exponent.strip_prefix('+').is_some_and(is_number)
        && decimals.map_or_else(|| is_number(number), |(whole, rest)| is_number(whole) && is_number(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell<'_> {
        Cell::new("column", text, false)
    }

    fn rule(text: &str) -> Rule {
        cell(text).text(10).unwrap_err().rule
    }

    #[test]
    fn text_has_plain_blanks_and_no_character_that_cannot_be_seen() {
        assert_eq!(cell("Zoé\u{A0}B").text(10).unwrap(), "Zoé B");
        assert_eq!(cell("Zoe\u{301}").text(3).unwrap(), "Zoé");
        assert_eq!(rule(""), Rule::Empty);
        assert_eq!(rule("12345678901"), Rule::TooLong(10));
        assert_eq!(rule("a\nb"), Rule::LineBreak);
        for (text, at, code) in
            [("a\u{200B}", 2, 0x200B), ("\u{7}", 1, 7), ("Z\u{202E}a", 2, 0x202E), ("a\tb", 2, 9)]
        {
            assert_eq!(rule(text), Rule::Invisible { at, code });
        }
    }

    #[test]
    fn numbers_that_a_spreadsheet_has_spoilt_are_refused() {
        for text in ["3,02E+17", "3.02E+17", "1E+11", "3,02e+17"] {
            assert_eq!(rule(text), Rule::Shortened, "{text}");
        }
        for text in ["#RIF!", "#N/D", "####", "#VALORE!", "#NOME?", "#DIV/0!"] {
            assert_eq!(rule(text), Rule::Formula, "{text}");
        }
        for text in ["E+1", "3E17", "#12", "M-E+1", "1,E+1"] {
            assert_eq!(cell(text).text(10).unwrap(), text);
        }
    }

    #[test]
    fn a_whole_number_in_a_line_that_is_too_wide_may_be_half_an_amount() {
        let wide = |text| Cell::new("column", text, true).signed_cents().map_err(|broken| broken.rule);
        assert_eq!(wide("5"), Err(Rule::SplitAmount));
        assert_eq!(wide("5.30"), Ok(530));
        assert_eq!(cell("5").signed_cents(), Ok(500));
    }

    #[test]
    fn an_error_names_the_column_and_not_the_content() {
        for error in [
            cell("Anna").amount().unwrap_err(),
            cell("Anna").day().unwrap_err(),
            cell("Anna").text(2).unwrap_err(),
        ] {
            let said = error.to_string();
            assert!(said.starts_with("column: ") && !said.contains("Anna"), "{said}");
        }
    }
}
