//! The knobs: a page and a JSON interface that set them, and the middleware that obeys them.
//! The middleware covers the platform's interfaces only; pages, counter and mailbox always answer.

mod json;
pub mod middleware;
mod page;

use axum::Router;
use axum::routing::{get, post};

use crate::state::app::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/manopole", get(page::show).post(page::set))
        .route("/manopole/azzera", post(page::reset))
        .route("/manopole.json", get(json::read).put(json::set))
        .route("/manopole.json/azzera", post(json::reset))
}
