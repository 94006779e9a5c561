//! The municipality's colours as a style sheet: the content security policy allows none inside a page.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};

use crate::http::GatewayState;

/// The configuration is read once, at the start. Empty if the municipality has configured no colours.
pub async fn show(State(app): State<GatewayState>) -> Response {
    let colours = app.service.municipality().municipality.colours.as_ref();
    let style = colours.map_or_else(String::new, |colours| {
        format!(":root{{--brand:{};--brand-dark:{}}}", colours.light, colours.dark)
    });
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, style).into_response()
}
