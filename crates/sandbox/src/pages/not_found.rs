//! The page for an unknown address.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::page::Page;

/// The router's fallback.
pub async fn show() -> Response {
    not_found("Qui non c’è niente.")
}

/// For a page that knows what is missing.
pub fn not_found(sentence: &str) -> Response {
    Page::new("Pagina non trovata").status(StatusCode::NOT_FOUND).render(html! {
        p { (sentence) }
        p { a href="/" { "Torna all’inizio" } }
    })
}
