//! The error of every request.

use contract::{Problem, ProblemKind};

/// Why a request failed. `layout::error_message` gives the message for it. `retry_after_s` is the answer's `Retry-After` in
/// seconds, 0 without one; with `u16` the error stays as small as its box.
#[derive(Debug, Clone)]
pub enum ClientError {
    /// The request did not reach the gateway, or its answer did not come back.
    Offline,
    /// No answer within the time limit. The gateway may have handled the request.
    Timeout,
    /// The gateway answered with a problem.
    Problem { problem: Box<Problem>, retry_after_s: u16 },
    /// The answer is not the gateway's: a proxy's page, the login page of a public network, or another version.
    BadAnswer { retry_after_s: u16 },
}

/// Milliseconds until a failed request is sent again, unless the answer asks for more.
const AGAIN_MS: u32 = 5000;
/// The longest pause in seconds, whatever an answer asks for: the guardian may be waiting at a counter.
const LONGEST_PAUSE_S: u32 = 300;

impl ClientError {
    /// The kind of problem, if the gateway answered with one.
    pub fn kind(&self) -> Option<ProblemKind> {
        match self {
            Self::Problem { problem, .. } => Some(problem.kind),
            Self::Offline | Self::Timeout | Self::BadAnswer { .. } => None,
        }
    }

    /// Whether the same request may succeed later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Offline | Self::Timeout | Self::BadAnswer { .. } => true,
            Self::Problem { problem, .. } => {
                problem.status >= 500
                    || matches!(
                        problem.kind,
                        ProblemKind::IdempotencyKeyInFlight | ProblemKind::TooManyRequests
                    )
            }
        }
    }

    /// Whether the gateway itself has said that there is nothing to read: it does not know it, or there is no session.
    /// Every other error leaves what a page shows, and the page goes on asking.
    pub fn is_end(&self) -> bool {
        matches!(self.kind(), Some(ProblemKind::NotFound | ProblemKind::NotSignedIn))
    }

    /// Milliseconds until the request may be sent again; `None` if it has come to its [end](Self::is_end).
    pub fn ask_again_ms(&self) -> Option<u32> {
        let retry_after_s = match self {
            Self::Problem { retry_after_s, .. } | Self::BadAnswer { retry_after_s } => *retry_after_s,
            Self::Offline | Self::Timeout => 0,
        };
        let pause_ms = u32::from(retry_after_s).min(LONGEST_PAUSE_S).saturating_mul(1000);
        (!self.is_end()).then_some(pause_ms.max(AGAIN_MS))
    }
}

/// Errors with the same message are equal, so that a page which goes on asking neither shows nor announces it again.
impl PartialEq for ClientError {
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.kind() == other.kind()
    }
}

impl Eq for ClientError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(kind: ProblemKind, retry_after_s: u16) -> ClientError {
        let problem = Problem {
            kind,
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: None,
            instance: None,
            request_id: "a".to_owned(),
            upstream_code: None,
            top_up_id: None,
            errors: Vec::new(),
        };
        ClientError::Problem { problem: Box::new(problem), retry_after_s }
    }

    #[test]
    fn only_an_unknown_thing_and_a_missing_session_end_the_asking() {
        for &kind in ProblemKind::ALL {
            let ends = matches!(kind, ProblemKind::NotFound | ProblemKind::NotSignedIn);
            assert_eq!(problem(kind, 0).is_end(), ends, "{kind:?}");
            assert_eq!(problem(kind, 0).ask_again_ms().is_none(), ends, "{kind:?}");
        }
        for error in [ClientError::Offline, ClientError::Timeout, ClientError::BadAnswer { retry_after_s: 0 }]
        {
            assert_eq!(error.ask_again_ms(), Some(AGAIN_MS));
            assert!(error.is_passing());
        }
    }

    #[test]
    fn retry_after_delays_the_next_request_and_never_for_long() {
        let pause = |seconds| ClientError::BadAnswer { retry_after_s: seconds }.ask_again_ms();
        assert_eq!(pause(0), Some(5000));
        assert_eq!(pause(40), Some(40_000));
        assert_eq!(pause(u16::MAX), Some(300_000));
        assert_eq!(problem(ProblemKind::TooManyRequests, 40).ask_again_ms(), Some(40_000));
        assert!(problem(ProblemKind::TooManyRequests, 0).is_passing());
    }
}
