//! Every request: an id for the log, the rate limit, the check of its origin. Every response: the problem document, the
//! security headers, the log line.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use contract::ProblemKind;
use std::{sync::LazyLock, time::Instant};

use crate::{
    config::Config,
    http::{self, GatewayState, client_address::ClientAddress, error::ApiError, rate_limit::RateLimit},
    inline,
    pages::{self, Visitor, paths},
    secrets,
};

/// Scripts, styles and connections come from this origin only, and no site may frame it. `wasm-unsafe-eval` lets the
/// browser compile the app and nothing else.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    // A policy is ASCII; should it not be, nothing is allowed.
    HeaderValue::try_from(inline::policy([], [])).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

pub async fn handle(State(app): State<GatewayState>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let request_id = secrets::new_token().chars().take(16).collect::<String>();
    let path = request.uri().path().to_owned();
    let method = request.method().clone();
    let config = app.service.config();
    let client = ClientAddress::of(config, &request);
    request.extensions_mut().insert(client);
    let ClientAddress(address) = client;
    let visitor = paths::is_page(&path).then(|| Visitor::new(request.headers(), request.uri()));

    let counted = is_counted(&path);
    let rate_limit = counted.then(|| app.rate_limiters.request(address));
    let mut response = match (&rate_limit, check_origin(config, &request)) {
        (Some(RateLimit { allowed: false, reset, .. }), _) => {
            let detail = "Too many requests from this address.";
            let refusal = crate::service::Refusal::new(ProblemKind::TooManyRequests, detail);
            ApiError(refusal.retry_after(*reset)).into_response()
        }
        (_, Err(refused)) => refused.into_response(),
        (_, Ok(())) => next.run(request).await,
    };

    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        let cookies: Vec<HeaderValue> =
            response.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
        response = match &visitor {
            Some(visitor) => pages::problem::page(&app, visitor, &error, &request_id),
            None => error.respond(&request_id, &path),
        };
        for cookie in cookies {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    let headers = response.headers_mut();
    security_headers(config, headers);
    if counted {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    if let Some(rate_limit) = rate_limit {
        rate_limit.write_headers(headers);
    }
    if let Ok(value) = HeaderValue::try_from(request_id.as_str()) {
        headers.insert(HeaderName::from_static("request-id"), value);
    }
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis());
    if counted {
        tracing::info!(%request_id, client = %address, %method, path, status, ms, "request");
    } else {
        tracing::debug!(%request_id, %method, path, status, ms, "file");
    }
    response
}

/// Files are not counted, only requests that use the database, the platform or time to compute.
fn is_counted(path: &str) -> bool {
    http::is_api(path) || paths::is_page(path)
}

/// A request that changes something must come from this origin. Browsers always send the origin of such a request; a
/// program that sends none has no cookie of another person's browser.
fn check_origin(config: &Config, request: &Request) -> Result<(), ApiError> {
    // A payment page may send the payer back with a form; such a request changes nothing.
    let changes_nothing = request.uri().path().starts_with("/returns/");
    if changes_nothing || matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let refuse = || Err(ApiError::new(ProblemKind::ForeignOrigin, "Requests from other sites are refused."));
    let header = |name: HeaderName| request.headers().get(name).map(HeaderValue::as_bytes);
    match header(header::ORIGIN) {
        Some(origin) if origin == config.origin().as_bytes() => Ok(()),
        Some(_) => refuse(),
        None => match header(HeaderName::from_static("sec-fetch-site")) {
            None | Some(b"same-origin" | b"none") => Ok(()),
            Some(_) => refuse(),
        },
    }
}

fn security_headers(config: &Config, headers: &mut HeaderMap) {
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    };
    set("x-content-type-options", "nosniff");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
    // The gateway's pages have policies of their own: they contain a style sheet, and their forms need the origin.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| POLICY.clone());
    // An outcome's address holds its id.
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("no-referrer"));
    if config.is_secure() {
        let mut set = |name: &'static str, value: &'static str| {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        };
        set("strict-transport-security", "max-age=31536000; includeSubDomains");
    }
}
