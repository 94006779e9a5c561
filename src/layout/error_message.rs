//! The message for an error of the client.

use crate::{client::ClientError, components::ErrorMessage};
use messages::Texts;

/// The message in the guardian's language.
pub fn error_message(texts: Texts, error: &ClientError) -> ErrorMessage {
    let problems = &texts.problems;
    let (text, request_id) = match error {
        ClientError::Offline => (problems.offline, None),
        ClientError::Timeout => (problems.timeout, None),
        ClientError::BadAnswer { .. } => (problems.bad_answer, None),
        ClientError::Problem { problem, .. } => (problems.of(problem.kind), Some(problem.request_id.clone())),
    };
    ErrorMessage { text, request_id, offline: matches!(error, ClientError::Offline) }
}
