//! The mailbox over SMTP, JSON and HTML, and the platform's own receipt. No mail leaves the sandbox.

mod json;
mod page;
pub mod receipt;
pub mod smtp;

use axum::Router;
use axum::routing::get;

use crate::state::app::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/posta", get(page::list))
        .route("/posta/{id}", get(page::message))
        .route("/posta/{id}/allegati/{index}", get(page::attachment))
        .route("/posta.json", get(json::list).delete(json::clear))
}
