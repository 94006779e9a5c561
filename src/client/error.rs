//! Why a request has no good answer.

use contract::{Problem, ProblemKind};

/// A page says it in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientError {
    /// The request did not reach the gateway, or its answer did not come back.
    Offline,
    /// No answer within the time limit. The gateway may have done what was asked.
    Timeout,
    /// The gateway said what is wrong.
    Problem(Box<Problem>),
    /// The answer is not of the contract: a proxy's page, or another version.
    BadAnswer,
}

impl ClientError {
    /// The kind of problem, when the gateway named one.
    pub fn kind(&self) -> Option<ProblemKind> {
        match self {
            Self::Problem(problem) => Some(problem.kind),
            Self::Offline | Self::Timeout | Self::BadAnswer => None,
        }
    }

    /// Asking the same again may go better: the fault is on the way or passing.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Offline | Self::Timeout => true,
            Self::BadAnswer => false,
            Self::Problem(problem) => {
                problem.status >= 500 || problem.kind == ProblemKind::IdempotencyKeyInFlight
            }
        }
    }
}
