//! All routes. Only the platform's interfaces are behind the knobs.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Response, header};
use axum::middleware::{from_fn_with_state, map_response};

use crate::pages::not_found;
use crate::schemas::checker::Checker;
use crate::schemas::middleware::SchemaCheck;
use crate::state::app::AppState;
use crate::{checkout, counter, gpd, knobs, mailbox, pages, pay, print, schemas};

/// Largest request body, in bytes: a photograph of a present-day phone is smaller.
const BODY_MAX: usize = 25 * 1024 * 1024;

/// With a `checker` the interfaces check the schemas.
pub fn router(state: AppState, checker: Option<Checker>) -> Router {
    let interfaces = Router::new()
        .nest("/gpd", gpd::routes(&state))
        .nest("/print-payment-notice-service/external/v1", print::routes(&state))
        .nest("/checkout/ec", checkout::routes());
    let interfaces = match checker {
        Some(checker) => {
            let violations = state.schema_violations.clone();
            let check = SchemaCheck { checker: Arc::new(checker), violations };
            interfaces.layer(from_fn_with_state(check, schemas::middleware::handle))
        }
        None => interfaces,
    };
    let interfaces = interfaces.layer(from_fn_with_state(state.clone(), knobs::middleware::handle));
    let pages = Router::new()
        .merge(pages::routes())
        .merge(checkout::redirect_routes())
        .merge(pay::routes())
        .merge(counter::routes())
        .merge(mailbox::routes())
        .merge(knobs::routes())
        .merge(schemas::routes())
        .fallback(not_found::show)
        .layer(map_response(page_headers));
    interfaces.merge(pages).layer(DefaultBodyLimit::max(BODY_MAX)).with_state(state)
}

/// A page changes with every payment, so Back must load it again. Nothing runs in it but our own style sheet.
async fn page_headers(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'",
        ),
    );
    response
}
