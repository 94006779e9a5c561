//! What every page shares: layout, style sheet, home page, "not found".

mod home;
pub mod not_found;
pub mod page;
mod style;

use axum::Router;
use axum::routing::get;

use crate::state::app::AppState;

pub fn routes() -> Router<AppState> {
    Router::new().route("/", get(home::show)).route("/stile.css", get(style::sheet))
}
