//! The contract as an OpenAPI 3 description, generated from the handlers and their types.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{Problem, ProblemKind};
use std::sync::OnceLock;
use utoipa::OpenApi;

use super::error::ApiError;
use crate::secrets;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Ricarica gateway",
        description = "API between the app and the gateway: top up a school-meal account online or with a pagoPA notice. \
                       Money is an amount string with two decimals and a currency; errors are problem documents (RFC 9457).",
        terms_of_service = "https://github.com/ricarica/ricarica/blob/main/LICENSE",
        contact(name = "Ricarica", url = "https://github.com/ricarica/ricarica/issues"),
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    servers((url = "/", description = "The gateway that serves this description.")),
    tags(
        (name = "session", description = "Signing in and out"),
        (name = "profile", description = "The guardian's address, sessions and data"),
        (name = "accounts", description = "The guardian's accounts"),
        (name = "top-ups", description = "Top-ups and their notices"),
        (name = "shared-notices", description = "A notice that is opened by a link, without a session"),
        (name = "checkouts", description = "Checkouts on the payment page"),
        (name = "status", description = "Health, and whose service this is"),
    ),
    modifiers(&SessionCookie, &Summary),
)]
struct Base;

struct SessionCookie;

impl utoipa::Modify for SessionCookie {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
        let cookie = ApiKeyValue::with_description(
            "__Host-ricarica",
            "Set by signing in. Without https its name is `ricarica`.",
        );
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("session_cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The `key` of a notice: opens that notice's status, and nothing else."))
            .build();
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("notice_key", SecurityScheme::Http(key));
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The key at the end of a notice's link: opens that notice, and nothing else."))
            .build();
        openapi.components.get_or_insert_default().add_security_scheme("link_key", SecurityScheme::Http(key));
    }
}

/// The field that Italian API rules ask for beside the description (RAC_REST_DOC).
struct Summary;

impl utoipa::Modify for Summary {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let summary = "Top up school-meal accounts by pagoPA";
        openapi.info.extensions.get_or_insert_default().insert("x-summary".to_owned(), summary.into());
    }
}

pub(super) fn base() -> utoipa::openapi::OpenApi {
    Base::openapi()
}

/// Problems of every operation.
#[derive(utoipa::IntoResponses)]
pub enum AnyProblem {
    #[response(
        status = 404,
        description = "Not here, or not this guardian's.",
        content_type = "application/problem+json"
    )]
    NotFound(#[to_schema] Problem),
    #[response(status = 429, description = "Too many requests.", content_type = "application/problem+json")]
    TooManyRequests(#[to_schema] Problem),
    #[response(status = 500, description = "Our own fault.", content_type = "application/problem+json")]
    InternalError(#[to_schema] Problem),
}

/// Problems of operations that need a session.
#[derive(utoipa::IntoResponses)]
pub enum SessionProblem {
    #[response(status = 401, description = "No valid session.", content_type = "application/problem+json")]
    NotSignedIn(#[to_schema] Problem),
}

/// Problems of operations that change something.
#[derive(utoipa::IntoResponses)]
pub enum ChangeProblem {
    #[response(
        status = 403,
        description = "The request comes from another site.",
        content_type = "application/problem+json"
    )]
    ForeignOrigin(#[to_schema] Problem),
}

/// Problems of operations with a body.
#[derive(utoipa::IntoResponses)]
pub enum BodyProblem {
    #[response(
        status = 400,
        description = "Not JSON, or a header is missing.",
        content_type = "application/problem+json"
    )]
    Malformed(#[to_schema] Problem),
    #[response(status = 413, description = "Too large.", content_type = "application/problem+json")]
    TooLarge(#[to_schema] Problem),
    #[response(
        status = 415,
        description = "Not application/json.",
        content_type = "application/problem+json"
    )]
    UnsupportedMediaType(#[to_schema] Problem),
    #[response(
        status = 422,
        description = "A field is not acceptable.",
        content_type = "application/problem+json"
    )]
    InvalidField(#[to_schema] Problem),
}

/// Problems of operations that depend on a top-up's state or on the platform.
#[derive(utoipa::IntoResponses)]
pub enum StateProblem {
    #[response(
        status = 409,
        description = "The state of things forbids it.",
        content_type = "application/problem+json"
    )]
    Conflict(#[to_schema] Problem),
    #[response(
        status = 502,
        description = "The payment platform refused.",
        content_type = "application/problem+json"
    )]
    PlatformError(#[to_schema] Problem),
    #[response(
        status = 503,
        description = "The payment platform does not answer.",
        content_type = "application/problem+json"
    )]
    PlatformDown(#[to_schema] Problem),
}

pub(super) async fn show(headers: HeaderMap) -> Result<Response, ApiError> {
    let text = super::openapi_json()
        .map_err(|error| ApiError::new(ProblemKind::InternalError, error.to_string()))?;
    static TAG: OnceLock<HeaderValue> = OnceLock::new();
    let tag = TAG.get_or_init(|| {
        let hash = hex::encode(secrets::sha256(text.as_bytes()).get(..8).unwrap_or_default());
        HeaderValue::try_from(format!("\"{hash}\"")).unwrap_or(HeaderValue::from_static("\"\""))
    });
    let is_fresh = headers.get(header::IF_NONE_MATCH) == Some(tag);
    let answer = if is_fresh { (StatusCode::NOT_MODIFIED, "") } else { (StatusCode::OK, text) };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ETAG, tag.clone()),
    ];
    Ok((answer.0, headers, answer.1).into_response())
}

/// The page at the address of a problem's `type`.
pub(super) async fn show_problem(Path(slug): Path<String>) -> Result<String, ApiError> {
    let uri = format!("/problems/{slug}");
    let kind = ProblemKind::ALL.iter().find(|kind| kind.uri() == uri);
    let kind = kind.ok_or_else(|| ApiError::of(ProblemKind::NotFound))?;
    Ok(format!("{}\n\nHTTP status {}.\n", kind.title(), kind.status()))
}
