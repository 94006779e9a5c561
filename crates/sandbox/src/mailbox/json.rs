//! The mailbox as JSON, for tests.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;

use crate::state::mailbox::Mailbox;
use crate::state::mailbox::mail::Mail;
use crate::state::shared::Shared;

/// Most mails in one response.
const LIST_MAX: usize = 1000;

#[derive(Deserialize)]
pub struct ListQuery {
    to: Option<String>,
}

pub async fn list(State(mailbox): State<Shared<Mailbox>>, Query(query): Query<ListQuery>) -> Json<Vec<Mail>> {
    Json(mailbox.lock().newest(query.to.as_deref()).take(LIST_MAX).cloned().collect())
}

pub async fn clear(State(mailbox): State<Shared<Mailbox>>) -> StatusCode {
    mailbox.lock().clear();
    StatusCode::NO_CONTENT
}
