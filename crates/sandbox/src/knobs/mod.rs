//! The knobs: a page and a JSON interface that set them, and the middleware that obeys them. Beside them what a test
//! does to one position, and how many requests came.
//! The middleware covers the platform's interfaces only; pages, counter and mailbox always answer.

mod json;
pub mod middleware;
mod moment_of;
mod office;
mod page;
mod requests;
mod wrong_answer;

use axum::Router;
use axum::routing::{delete, get, post};

use crate::state::app::AppState;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/manopole", get(page::show).post(page::set))
        .route("/manopole/azzera", post(page::reset))
        .route("/manopole.json", get(json::read).put(json::set))
        .route("/manopole.json/azzera", post(json::reset))
        .route("/manopole/richieste.json", get(requests::read).delete(requests::reset))
        .route("/manopole/posizioni/{iupd}", delete(office::delete))
        .route("/manopole/posizioni/{iupd}/scadenza.json", post(office::set_due_date))
}
