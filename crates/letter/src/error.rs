//! Errors: an invalid notice, an unusable logo, a letter that could not be printed.

use codes::EncodeError;
use pagopa::{AmountError, CreditorCodeError, IssueError, NoticeNumberError, PostalAccountError};
use thiserror::Error;

/// Why a notice was rejected.
#[derive(Debug, Error)]
pub enum NoticeError {
    /// Not JSON, or a field is missing or unknown: the message names it.
    #[error("not a notice: {0}")]
    Shape(#[from] serde_json::Error),
    /// A field breaks a rule. `field` is its path, such as `debtor.name`.
    #[error("{field}: {rule}")]
    Field { field: &'static str, rule: Rule },
}

impl NoticeError {
    /// The path of the invalid field, if it is known.
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Field { field, .. } => Some(field),
            Self::Shape(_) => None,
        }
    }
}

/// The rule that a field breaks. The limits come from the notice guide, "Specifiche tecniche".
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Rule {
    #[error("there is nothing in it")]
    Empty,
    #[error("it has {found} characters, and at most {limit} are printed")]
    TooLong { limit: usize, found: usize },
    #[error(transparent)]
    Number(#[from] NoticeNumberError),
    /// The office prints its own notices, so a wrong number is no matter of other systems.
    #[error(
        "its last two digits do not match the others: it is mistyped, or a spreadsheet has changed it, which keeps 15 digits \
         of a number. Format the column as text, then fill it in anew"
    )]
    CheckDigits,
    #[error(transparent)]
    Amount(#[from] AmountError),
    #[error("a notice of nothing cannot be paid")]
    ZeroAmount,
    #[error(transparent)]
    CreditorCode(#[from] CreditorCodeError),
    #[error("neither a person's fiscal code nor eleven digits")]
    DebtorCode,
    #[error(transparent)]
    PostalAccount(#[from] PostalAccountError),
    #[error("not a day of the calendar, written YYYY-MM-DD")]
    Due,
    #[error("a CBILL code has 1 to 10 capital letters and digits")]
    Cbill,
    #[error("one language, or \"it\" with another one after it")]
    Languages,
}

/// Why a file cannot be used as a logo.
#[derive(Debug, Error)]
pub enum LogoError {
    #[error("not a PNG that can be printed: {0}")]
    Png(String),
    #[error("not an SVG that can be printed: {0}")]
    Svg(String),
    #[error("its letters have to be turned into outlines: the machine that prints has no fonts for them")]
    Letters,
    #[error("neither PNG nor SVG")]
    Kind,
}

/// Why a valid notice was not printed. Each case is a defect of this software, not of the notice.
#[derive(Debug, Error)]
pub enum PrintError {
    #[error("no text for a code: {0}")]
    CodeText(#[from] IssueError),
    #[error("no symbol for a code's text: {0}")]
    Code(#[from] EncodeError),
    #[error("the file cannot be made: {0}")]
    Pdf(String),
}
