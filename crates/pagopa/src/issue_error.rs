//! Why a code cannot be issued.

use thiserror::Error;

/// Why a code of ours cannot be issued. Issuing is strict where reading is tolerant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum IssueError {
    /// Segregation codes 00 to 45 belong to an entity's own stations (SACI); the others are centralised.
    #[error("the segregation code of an issued notice is a number from 00 to 45")]
    SegregationCode,
    /// The base of an aux 3 notice number has 13 digits.
    #[error("the base of an issued notice number has at most 13 digits")]
    NoticeNumberBase,
    /// Nobody can pay 0.00.
    #[error("an issued payment code needs an amount of at least one cent")]
    ZeroAmount,
}

impl IssueError {
    /// The broken rule's stable name.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::SegregationCode => "segregation-code",
            Self::NoticeNumberBase => "notice-number-base",
            Self::ZeroAmount => "amount-zero",
        }
    }
}
