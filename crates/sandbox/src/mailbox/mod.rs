//! The mailbox: every message that anybody sends through the sandbox's mail server, for all recipients.
//! Nothing leaves the sandbox. Untouched by the knobs, but for the one that takes the mail server down.
//! Used by the server and by whoever mails a receipt.

mod page;
pub mod receipt;
pub mod smtp;
pub mod store;

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use crate::pages::home;
use crate::world::SharedWorld;
use store::Mail;

pub fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/posta", get(page::list))
        .route("/posta/{id}", get(page::message))
        .route("/posta/{id}/allegati/{index}", get(attachment))
        .route("/posta.json", get(list).delete(empty))
}

/// Most messages that one JSON answer lists.
const LIST_MAX: usize = 1000;

#[derive(Deserialize)]
struct Wanted {
    to: Option<String>,
}

async fn list(State(world): State<SharedWorld>, Query(wanted): Query<Wanted>) -> Json<Vec<Mail>> {
    let mailbox = world.mailbox();
    Json(mailbox.newest(wanted.to.as_deref()).take(LIST_MAX).cloned().collect())
}

/// A file that came with a message.
async fn attachment(State(world): State<SharedWorld>, Path((id, index)): Path<(u64, usize)>) -> Response {
    let mailbox = world.mailbox();
    let Some(file) = mailbox.get(id).and_then(|mail| mail.attachments.get(index)) else {
        return home::missing("Questo allegato non c'è, o non c'è più.");
    };
    ([(header::CONTENT_TYPE, file.content_type.clone())], file.content.to_vec()).into_response()
}

async fn empty(State(world): State<SharedWorld>) -> StatusCode {
    world.mailbox().empty();
    StatusCode::NO_CONTENT
}
