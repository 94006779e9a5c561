//! What every page shares: the frame, the look, the way in.
//! No state and no payments. Used by every room that shows something.

pub mod home;
pub mod layout;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::world::SharedWorld;

pub fn routes() -> Router<SharedWorld> {
    Router::new().route("/", get(home::show)).route("/stile.css", get(style))
}

async fn style() -> impl IntoResponse {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, include_str!("style.css"))
}
