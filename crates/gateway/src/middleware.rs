//! Every request: an id for the log, the rate limit, the check of its origin. Every response: the problem document, the
//! security headers, the log line.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use contract::ProblemKind;
use std::{net::IpAddr, sync::LazyLock, time::Instant};
use tracing::{Instrument as _, Span};

use crate::{
    config::Config,
    http::{
        self, GatewayState,
        client_address::ClientAddress,
        error::ApiError,
        extract,
        rate_limit::{RateLimit, Requester},
    },
    inline,
    metrics::requests::{self, Route},
    pages::{self, Visitor, paths},
    secrets,
    traces::spans,
};

/// Scripts, styles and connections come from this origin only, and no site may frame it. `wasm-unsafe-eval` lets the
/// browser compile the app and nothing else.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    // A policy is ASCII; should it not be, nothing is allowed.
    HeaderValue::try_from(inline::policy([], [])).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

/// Each line of the log about a request has its id. Being an error, the span is there at every level of the log.
pub async fn handle(State(app): State<GatewayState>, request: Request, next: Next) -> Response {
    let request_id = secrets::new_request_id();
    let span = tracing::error_span!("request", request_id);
    let traced = traced(app.service.config(), &request, &request_id);
    let answered = answer(app, request, next, request_id).instrument(traced.clone());
    let response = answered.instrument(span).await;
    spans::answered(&traced, response.status().as_u16());
    response
}

/// The request's span in its trace. Probes have none.
fn traced(config: &Config, request: &Request, request_id: &str) -> Span {
    if http::probes::is_probe(request.uri().path()) {
        return Span::none();
    }
    // Without a trusted proxy the header is the client's own.
    let headers = config.client_address_header.is_some().then(|| request.headers());
    let method = requests::known_method(request.method().as_str());
    spans::request(method, &route(request).label(), request_id, headers)
}

async fn answer(app: GatewayState, mut request: Request, next: Next, request_id: String) -> Response {
    let began = Instant::now();
    let path = request.uri().path().to_owned();
    let method = request.method().clone();
    let route = route(&request);
    let config = app.service.config();
    let client = ClientAddress::of(config, &request);
    request.extensions_mut().insert(client);
    let ClientAddress(address) = client;
    let visitor = paths::is_page(&path).then(|| Visitor::new(request.headers(), request.uri()));

    let counted = is_counted(&path);
    let rate_limit = match counted {
        true => Some(
            app.rate_limiters.request(&requester(&app, &method, &path, request.headers(), address).await),
        ),
        false => None,
    };
    let mut response = match (&rate_limit, check_origin(config, &request)) {
        (Some(RateLimit { allowed: false, reset, .. }), _) => {
            let detail = "Too many requests.";
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
    let (status, time) = (response.status().as_u16(), began.elapsed());
    app.service.metrics().requests.answered(method.as_str(), route, status, time);
    let ms = time.as_millis();
    if counted {
        tracing::info!(client = %address, %method, path, status, ms, "request");
    } else {
        tracing::debug!(%method, path, status, ms, "file");
    }
    response
}

/// What is asked, without anything that the client chose.
fn route(request: &Request) -> Route {
    match request.extensions().get::<MatchedPath>() {
        Some(template) => Route::Template(template.as_str().to_owned()),
        None if http::is_api(request.uri().path()) => Route::Unknown,
        None => Route::File,
    }
}

/// Whose quota the request uses up. Guardians behind one address do not use up each other's: each has a session. Attempts
/// to sign in, and keys of notices, are counted by the address, with a session or without.
async fn requester(
    app: &GatewayState,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    address: IpAddr,
) -> Requester {
    let is_attempt = paths::is_page(path)
        || path == contract::paths::SIGN_IN_CODES
        || (path == contract::paths::SESSION && *method == Method::POST);
    if is_attempt {
        return Requester::at(address);
    }
    let Some(token) = extract::token(app.service.config(), headers) else {
        return Requester::at(address);
    };
    match app.service.session_unprolonged(&token).await {
        Ok(Some(_)) => Requester::Session(secrets::sha256(token.as_bytes())),
        // No session, or the database does not answer: the handler says so.
        Ok(None) | Err(_) => Requester::at(address),
    }
}

/// Files are not counted, only requests that use the database, the platform or time to compute; and no probes, which are
/// many and must not be refused.
fn is_counted(path: &str) -> bool {
    (http::is_api(path) && !http::probes::is_probe(path)) || paths::is_page(path)
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
