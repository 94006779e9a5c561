//! From an error of the client to words.

use crate::{client::ClientError, components::Trouble, messages::Texts};

/// What the guardian is told about this error.
pub fn trouble(texts: Texts, error: &ClientError) -> Trouble {
    let problems = &texts.problems;
    let (text, request_id) = match error {
        ClientError::Offline => (problems.offline, None),
        ClientError::Timeout => (problems.timeout, None),
        ClientError::BadAnswer => (problems.bad_answer, None),
        ClientError::Problem(problem) => (problems.of(problem.kind), Some(problem.request_id.clone())),
    };
    Trouble { text, request_id }
}
