//! The language form in the header.

use axum::{extract::State, response::Response};
use contract::Language;
use serde::Deserialize;

use super::{
    form::FormFields,
    own_path::OwnPath,
    paths, redirect,
    visitor::{Visitor, language_cookie},
};
use crate::http::GatewayState;

#[derive(Deserialize)]
pub struct Choice {
    #[serde(default)]
    language: String,
    /// The page on which it was chosen.
    #[serde(default)]
    back: String,
}

/// Stores the choice for a year and redirects back. An unknown language changes nothing.
pub async fn choose(
    State(app): State<GatewayState>,
    visitor: Visitor,
    FormFields(choice): FormFields<Choice>,
) -> Response {
    let back = choice.back.parse::<OwnPath>();
    let back = back.as_ref().map_or(paths::SIGN_IN, OwnPath::as_str);
    match Language::from_tag(&choice.language) {
        Some(language) => redirect::to_with_cookies(
            back,
            visitor.cookies.clone().add(language_cookie(app.service.config(), language)),
        ),
        None => redirect::to(back),
    }
}
