//! HTTP: routes, cookies, problems.
//!
//! One file a resource, the extractors, and the middleware of every request. Rules are in `service`, SQL in `store`.
//! `server` serves the routes; `cli` prints their description.

pub mod accounts;
pub mod checkouts;
pub mod description;
pub mod error;
pub mod extract;
pub mod middleware;
pub mod municipality;
pub mod notices;
pub mod outcomes;
pub mod rate_limit;
pub mod returns;
pub mod sessions;
pub mod status;
pub mod top_ups;

use axum::{
    Router,
    extract::{Request, State},
    http::HeaderMap,
    middleware::from_fn_with_state,
    response::Response,
    routing::get,
};
use contract::{ProblemKind, paths};
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{assets::Assets, pages, service::Service};
use error::ApiError;

/// What every handler may reach.
#[derive(Clone)]
pub struct App {
    pub service: Service,
    pub files: Arc<pages::Files>,
    pub limits: Arc<rate_limit::Limits>,
}

impl axum::extract::FromRef<App> for Service {
    fn from_ref(app: &App) -> Self {
        app.service.clone()
    }
}

/// The routes of the contract, each with its description.
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(description::base())
        .routes(routes!(sessions::send_code))
        .routes(routes!(sessions::show_session, sessions::sign_in, sessions::sign_out))
        .routes(routes!(accounts::list_accounts))
        .routes(routes!(top_ups::list_top_ups, top_ups::open_top_up))
        .routes(routes!(top_ups::show_top_up, top_ups::cancel_top_up))
        .routes(routes!(notices::show_notice))
        .routes(routes!(notices::show_letter))
        .routes(routes!(notices::email_notice))
        .routes(routes!(top_ups::show_notice_status))
        .routes(routes!(checkouts::open_checkout))
        .routes(routes!(outcomes::show_outcome))
        .routes(routes!(municipality::show_municipality))
        .routes(routes!(municipality::show_logo))
        .routes(routes!(status::show_status))
        .routes(routes!(returns::come_back))
}

/// The description, as JSON.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    api().split_for_parts().1.to_pretty_json()
}

/// Everything the gateway answers.
pub fn router(service: Service, assets: Arc<Assets>) -> Router {
    let app = App {
        limits: Arc::new(rate_limit::Limits::new(&service.config().rate_limits)),
        files: Arc::new(pages::Files::of(&assets)),
        service,
    };
    let (routes, _) = api().split_for_parts();
    let described = routes
        .route(paths::OPENAPI, get(description::show))
        .route("/problems/{slug}", get(description::show_problem))
        .merge(pages::routes())
        .method_not_allowed_fallback(|| async { ApiError::of(ProblemKind::MethodNotAllowed) })
        .fallback(move |State(app): State<App>, headers: HeaderMap, request: Request| {
            let assets = Arc::clone(&assets);
            async move { not_a_route(&app, &assets, &headers, &request) }
        })
        .layer(from_fn_with_state(app.clone(), middleware::handle));
    described.with_state(app)
}

/// An unknown path below the API is a problem. Elsewhere a path is a page without a session, a file, or the app.
fn not_a_route(app: &App, assets: &Assets, headers: &HeaderMap, request: &Request) -> Response {
    use axum::{
        http::{HeaderValue, Method, header},
        response::IntoResponse as _,
    };
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") || path.starts_with("/returns/") {
        return ApiError::of(ProblemKind::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::of(ProblemKind::MethodNotAllowed).into_response();
    }
    if let Some(page) = pages::session_guard(app, request.method(), request.uri(), headers) {
        return page;
    }
    let mut response = assets.answer(path, headers);
    if pages::paths::depends_on_session(path) {
        response.headers_mut().append(header::VARY, HeaderValue::from_static("Cookie"));
    }
    response
}
