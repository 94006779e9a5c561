//! The error of every request.

use contract::{Problem, ProblemKind};

/// Why a request failed. `layout::error_message` gives the message for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientError {
    /// The request did not reach the gateway, or its answer did not come back.
    Offline,
    /// No answer within the time limit. The gateway may have handled the request.
    Timeout,
    /// The gateway answered with a problem.
    Problem(Box<Problem>),
    /// The answer does not follow the contract: a proxy's page, or another version.
    BadAnswer,
}

impl ClientError {
    /// The kind of problem, if the gateway answered with one.
    pub fn kind(&self) -> Option<ProblemKind> {
        match self {
            Self::Problem(problem) => Some(problem.kind),
            Self::Offline | Self::Timeout | Self::BadAnswer => None,
        }
    }

    /// Whether the same request may succeed later.
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
