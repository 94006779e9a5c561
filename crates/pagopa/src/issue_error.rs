//! Why a code cannot be issued.

use thiserror::Error;

/// The rule that prevents issuing a code. Issuing is strict; parsing is tolerant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum IssueError {
    /// Segregation codes 00 to 45 are for a creditor's own stations; the others are for centralised services (SACI).
    #[error("the segregation code of an issued notice is a number from 00 to 45")]
    SegregationCode,
    /// The base of a notice number with aux digit 3 has 13 digits.
    #[error("the base of an issued notice number has at most 13 digits")]
    NoticeNumberBase,
    /// An amount of 0.00 cannot be paid.
    #[error("an issued payment code needs an amount of at least one cent")]
    ZeroAmount,
}

impl IssueError {
    /// The stable name of the broken rule.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::SegregationCode => "segregation-code",
            Self::NoticeNumberBase => "notice-number-base",
            Self::ZeroAmount => "amount-zero",
        }
    }
}
