//! Schemas of every request and answer of the platform's interfaces, checked at run time with `--check-schemas`.
//! The sandbox's own schemas are in `schemas/`; the platform's published descriptions are read from a folder.

pub mod checker;
pub mod error;
mod expected;
pub mod middleware;
mod own;
mod published;
mod report;

use axum::Router;
use axum::routing::get;

use crate::state::app::AppState;

pub fn routes() -> Router<AppState> {
    Router::new().route("/manopole/schemi.json", get(report::read).delete(report::reset))
}
