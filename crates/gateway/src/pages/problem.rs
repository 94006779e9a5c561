//! An error as a page: what went wrong, that no money moved, and what to do now.

use axum::response::Response;
use maud::html;

use super::{
    icon::{Shape, icon},
    layout::Page,
    paths,
    visitor::Visitor,
};
use crate::http::{GatewayState, error::ApiError};

/// The page for this error. The API answers with a problem document instead.
pub fn page(app: &GatewayState, visitor: &Visitor, error: &ApiError, request_id: &str) -> Response {
    let ApiError(refusal) = error;
    let page = Page::new(app, visitor, |texts| texts.problems.title);
    let (problems, text) = (&page.texts.problems, page.texts.problems.of(refusal.kind));
    let content = html! {
        h1 tabindex="-1" autofocus { (page.texts.shell.app_name) }
        section class="alert alert-danger" role="alert" {
            h2 { (icon(Shape::Alert)) (problems.title) }
            p { (text.what) }
            p { strong { (problems.no_money_moved) } }
            p { (text.now) }
            a class="btn btn-outline-primary" href=(visitor.next.after(paths::SIGN_IN)) { (page.texts.common.retry) }
            p class="small" { (page.texts.share.line.of(problems.request_id, "")) code { (request_id) } }
        }
    };
    error.with_retry_after(page.answer(error.status(), &content))
}
