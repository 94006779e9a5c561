//! What is wrong with a file, a line or a cell, and what to do about it.

use std::fmt;

use pagopa::AmountError;
use thiserror::Error;

/// A line that breaks a rule. It names the line and the rule, never a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// As an editor counts, from 1.
    pub line: u64,
    pub rule: String,
}

impl BadLine {
    pub fn new(line: u64, rule: impl fmt::Display) -> Self {
        Self { line, rule: rule.to_string() }
    }
}

/// Every line that breaks a rule, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLines(pub Vec<BadLine>);

/// How many lines are printed. One wrong column makes every line wrong.
const PRINTED: usize = 50;

impl fmt::Display for BadLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, BadLine { line, rule }) in self.0.iter().take(PRINTED).enumerate() {
            let between = if index == 0 { "" } else { "\n" };
            write!(f, "{between}  line {line}: {rule}")?;
        }
        match self.0.len().saturating_sub(PRINTED) {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}

impl std::error::Error for BadLines {}

impl From<BadLine> for BadLines {
    fn from(bad: BadLine) -> Self {
        Self(vec![bad])
    }
}

/// A rule, and the column whose cell breaks it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{column}: {rule}")]
pub struct Broken {
    pub column: &'static str,
    pub rule: Rule,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Rule {
    #[error("is empty")]
    Empty,
    #[error("has more than {0} characters")]
    TooLong(usize),
    #[error("has a line break in it: write it in one line")]
    LineBreak,
    /// A control character, or one that shows nothing. `at` counts characters from 1.
    #[error("character {at} cannot be seen (U+{code:04X}): delete it, or type the cell anew")]
    Invisible { at: usize, code: u32 },
    /// `3,02E+17`.
    #[error("a spreadsheet has shortened this number: format the column as text, then fill it in anew")]
    Shortened,
    /// `#RIF!`
    #[error("is the error of a formula: mend it in the spreadsheet")]
    Formula,
    #[error("{}", amount_rule(*.0))]
    Amount(AmountError),
    #[error(
        "is a whole number in a line with more cells than columns: a decimal comma may have split it. Save the file with semicolons, or write two decimals and delete the empty columns"
    )]
    SplitAmount,
    #[error("is not a day like 31/12/2026")]
    Day,
    #[error("has a year of two digits, which can be read in several ways: write it like 31/12/2026")]
    ShortYear,
    #[error("is not a moment like 23/11/2026 12:00 or 2026-11-23T12:00:00Z")]
    Moment,
    #[error("is a day without a time: write it like 23/11/2026 12:00")]
    NoTime,
    #[error(
        "the clocks changed in that hour: the time does not exist or comes twice. Write it like 2026-10-25T00:30:00Z"
    )]
    ClockChange,
}

fn amount_rule(error: AmountError) -> String {
    match error {
        AmountError::Empty => Rule::Empty.to_string(),
        AmountError::Character { .. } => "is not an amount like 5,30".into(),
        AmountError::Ambiguous => {
            "can be read in two ways (thousands or decimals): write it with two decimals".into()
        }
        AmountError::Negative => "is below zero".into(),
        AmountError::Format | AmountError::Grouping | AmountError::TooManyDecimals | AmountError::TooBig => {
            error.to_string()
        }
    }
}
