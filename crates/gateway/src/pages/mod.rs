//! Sign-in and what is seen before it: HTML made here, which needs neither JavaScript nor WebAssembly.
//!
//! What lives here: one file a page, the layout around them, their forms, and the cookies that only they read.
//! What must not: SQL, rules of signing in (`service`), JSON. Who may use it: `http`, which mounts the routes.
//! Words come from `messages`, the look from the app's style sheet: the classes are those of the app.

mod code;
mod colours;
mod door;
mod email;
mod field;
mod files;
mod form;
mod help;
mod icon;
mod language;
mod layout;
mod office;
mod own_path;
pub mod paths;
mod pending;
pub mod problem;
mod redirect;
mod typed;
mod visitor;

pub use door::answer as door;
pub use files::Files;
pub use visitor::Visitor;

use axum::{Router, routing::get};

use crate::http::App;

/// The pages' own addresses.
pub fn routes() -> Router<App> {
    let back = || async { redirect::to(paths::SIGN_IN) };
    Router::new()
        .route(paths::SIGN_IN, get(email::show).post(email::send))
        .route(paths::CODE, get(code::show).post(code::enter))
        // A browser that loads one of these anew is led on.
        .route(paths::RESEND, get(back).post(code::resend))
        .route(paths::CHANGE_EMAIL, get(back).post(code::change_email))
        .route(paths::LANGUAGE, get(back).post(language::choose))
        .route(paths::COLOURS, get(colours::show))
        .layer(form::limit())
}
