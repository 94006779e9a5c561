//! The sign-in pages and the help page without a session: HTML that needs neither JavaScript nor WebAssembly.
//!
//! One file a page, their layout, their forms, and the cookies that only they read. The rules of signing in are in
//! `service`. `http` mounts the routes. Texts come from `messages`; the classes are those of the app's style sheet.

mod code;
mod colours;
mod email;
mod field;
mod first_accounts;
mod form;
mod help;
mod icon;
mod installed;
mod language;
mod layout;
mod mail_state;
mod office;
mod office_form;
mod own_path;
pub mod paths;
mod pending;
pub mod problem;
mod redirect;
mod response;
mod session_guard;
mod signed_in;
mod typed;
mod visitor;

pub use first_accounts::answer as first_accounts;
pub use session_guard::answer as session_guard;
pub use visitor::Visitor;

use axum::{Router, routing::get};

use crate::http::GatewayState;

/// The pages' own addresses, and those of the manifest and the icons.
pub fn routes() -> Router<GatewayState> {
    let back = |visitor: Visitor| async move { redirect::to(&visitor.next.after(paths::SIGN_IN)) };
    Router::new()
        .route(paths::SIGN_IN, get(email::show).post(email::send))
        .route(paths::CODE, get(code::show).post(code::enter))
        // A reload of one of these addresses redirects to the first step.
        .route(paths::RESEND, get(back).post(code::resend))
        .route(paths::CHANGE_EMAIL, get(back).post(code::change_email))
        .route(paths::OFFICE, get(office_form::show).post(office_form::send))
        .route(paths::OFFICE_SENT, get(office_form::sent))
        .route(paths::LANGUAGE, get(back).post(language::choose))
        .route(installed::MANIFEST, get(installed::manifest))
        .route(crate::municipality::ICON, get(installed::icon))
        .layer(form::limit())
}
