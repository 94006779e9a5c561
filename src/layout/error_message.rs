//! From an error of the client to a sentence.

use crate::{client::ClientError, components::ErrorMessage};
use messages::Texts;

/// What the guardian reads about this error.
pub fn error_message(texts: Texts, error: &ClientError) -> ErrorMessage {
    let problems = &texts.problems;
    let (text, request_id) = match error {
        ClientError::Offline => (problems.offline, None),
        ClientError::Timeout => (problems.timeout, None),
        ClientError::BadAnswer => (problems.bad_answer, None),
        ClientError::Problem(problem) => (problems.of(problem.kind), Some(problem.request_id.clone())),
    };
    ErrorMessage { text, request_id }
}
