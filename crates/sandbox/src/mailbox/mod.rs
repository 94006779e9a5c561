//! The mailbox: every message that anybody sends through the sandbox's mail server, for all recipients.
//! Nothing leaves the sandbox. Untouched by the knobs, but for the one that takes the mail server down.
//! Used by the server and by whoever mails a receipt.

mod page;
pub mod receipt;
pub mod smtp;
pub mod store;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use crate::world::SharedWorld;
use store::Mail;

pub fn routes() -> Router<SharedWorld> {
    Router::new()
        .route("/posta", get(page::list))
        .route("/posta/{id}", get(page::message))
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

async fn empty(State(world): State<SharedWorld>) -> StatusCode {
    world.mailbox().empty();
    StatusCode::NO_CONTENT
}
