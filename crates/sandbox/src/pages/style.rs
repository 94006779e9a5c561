//! The style sheet of every page.

use axum::http::header;
use axum::response::IntoResponse;

pub async fn sheet() -> impl IntoResponse {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, include_str!("style.css"))
}
