//! Addresses of the app that lead to a page where there is no session.

use axum::{
    http::{HeaderMap, HeaderName, Method, Uri},
    response::Response,
};

use super::{help, own_path::OwnPath, paths, redirect, visitor::Visitor};
use crate::http::{App, extract};

/// The page in the app's place, or `None` where the app answers.
///
/// Only a browser that opens an address is led elsewhere; a script that fetches it gets what it asked for. Whether a
/// session is still good, the app and the sign-in page find out.
pub fn answer(app: &App, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let path = uri.path();
    if !matches!(*method, Method::GET | Method::HEAD) || !is_navigation(headers) {
        return None;
    }
    if paths::is_page(path) {
        return Some(redirect::to(paths::SIGN_IN));
    }
    if extract::token(app.service.config(), headers).is_some() {
        return None;
    }
    if path == paths::HELP {
        return Some(help::page(app, &Visitor::new(headers, uri)));
    }
    paths::needs_session(path).then(|| {
        let wanted = uri.path_and_query().and_then(|whole| whole.as_str().parse().ok());
        redirect::to(&wanted.unwrap_or_else(OwnPath::home).after(paths::SIGN_IN))
    })
}

/// Browsers of before 2023 do not say.
fn is_navigation(headers: &HeaderMap) -> bool {
    let mode = headers.get(HeaderName::from_static("sec-fetch-mode"));
    mode.is_none_or(|mode| mode == "navigate")
}
