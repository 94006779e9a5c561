//! Without a session, some addresses of the app are answered with a page or a redirect to the sign-in page.

use axum::{
    http::{HeaderMap, HeaderName, Method, Uri},
    response::Response,
};

use super::{help, own_path::OwnPath, paths, redirect, visitor::Visitor};
use crate::http::{GatewayState, extract};

/// The page instead of the app, or `None` if the app answers.
///
/// Only navigations are redirected; a script that fetches an address gets the file. This checks only that a session
/// cookie is present: the app and the sign-in page check that the session is valid.
pub fn answer(app: &GatewayState, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let path = uri.path();
    if !matches!(*method, Method::GET | Method::HEAD) || !is_navigation(headers) {
        return None;
    }
    if paths::is_page(path) {
        return Some(redirect::to(&Visitor::new(headers, uri).next.after(paths::SIGN_IN)));
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

/// Browsers from before 2023 do not send the header.
fn is_navigation(headers: &HeaderMap) -> bool {
    let mode = headers.get(HeaderName::from_static("sec-fetch-mode"));
    mode.is_none_or(|mode| mode == "navigate")
}
