//! Everything that the gateway answers: the API, the pages, and the app's files for every other path.

use axum::{
    Router,
    extract::{Request, State},
    http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Version, header, request::Parts},
    middleware::from_fn_with_state,
    response::{IntoResponse as _, Response},
};
use contract::ProblemKind;
use std::{sync::Arc, time::Duration};
use tower_http::compression::CompressionLayer;

use crate::{
    app_files::AppFiles,
    assets::Assets,
    http::{self, GatewayState, error::ApiError, rate_limit::RateLimiters},
    middleware, pages,
    service::{Refusal, Service, share_app_files::OtherBuild},
};

/// All routes, behind the middleware.
pub fn router(service: Service, assets: Arc<Assets>) -> Router {
    let app = GatewayState {
        rate_limiters: Arc::new(RateLimiters::new(&service.config().rate_limits)),
        files: Arc::new(AppFiles::of(&assets)),
        service,
    };
    http::routes()
        .merge(pages::routes())
        .method_not_allowed_fallback(|| async { ApiError::of(ProblemKind::MethodNotAllowed) })
        .fallback(move |State(app): State<GatewayState>, request: Request| {
            let assets = Arc::clone(&assets);
            async move {
                let (request, _) = request.into_parts();
                not_a_route(&app, &assets, &request).await
            }
        })
        .layer(CompressionLayer::new().compress_when(is_page))
        .layer(from_fn_with_state(app.clone(), middleware::handle))
        .with_state(app)
}

/// A file of this build, or of another one, or the app.
async fn file_or_app(app: &GatewayState, assets: &Assets, path: &str, headers: &HeaderMap) -> Response {
    let name = path.trim_start_matches('/');
    if let Some(file) = assets.file(name, headers) {
        return file;
    }
    match app.service.app_file_of_another_build(name).await {
        Ok(OtherBuild::Found(files)) => {
            files.file(name, headers).unwrap_or_else(|| assets.answer(path, headers))
        }
        Ok(OtherBuild::Absent) => assets.answer(path, headers),
        Ok(OtherBuild::Busy) => {
            let detail = "Too many files of other versions are requested.";
            let refusal = Refusal::new(ProblemKind::Unavailable, detail);
            ApiError(refusal.retry_after(Duration::from_secs(1))).into_response()
        }
        Err(error) => ApiError(error.into()).into_response(),
    }
}

/// Only the gateway's own pages are compressed here: files are stored compressed, and an answer of the API with a session's
/// data must not be, because its length would depend on it.
fn is_page(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// An unknown path of the API is a problem. Elsewhere a path is a page without a session, a file, or the app.
async fn not_a_route(app: &GatewayState, assets: &Assets, request: &Parts) -> Response {
    let headers = &request.headers;
    let path = request.uri.path();
    if http::is_api(path) {
        return ApiError::of(ProblemKind::NotFound).into_response();
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return ApiError::of(ProblemKind::MethodNotAllowed).into_response();
    }
    if let Some(page) = pages::session_guard(app, &request.method, &request.uri, headers) {
        return page;
    }
    if let Some(page) = pages::first_accounts(app, request).await {
        return page;
    }
    let mut response = file_or_app(app, assets, path, headers).await;
    if pages::paths::depends_on_session(path) {
        response.headers_mut().append(header::VARY, HeaderValue::from_static("Cookie"));
    }
    response
}
