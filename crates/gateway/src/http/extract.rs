//! The handlers' extractors, each with its own rejection.

use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{HeaderMap, header, request::Parts},
};
use axum_extra::{
    TypedHeader,
    extract::CookieJar,
    headers::{Authorization, authorization::Bearer},
};
use contract::{FieldError, IdempotencyKey, LinkKey, NoticeKey, ProblemKind, paths};
use http_body_util::LengthLimitError;
use serde::de::DeserializeOwned;
use std::{error::Error as _, str::FromStr};

use super::{GatewayState, error::ApiError};
use crate::{
    config::Config, secrets, service::Refusal, store::accounts::Guardian, store::sessions::SessionRow,
};

/// In bytes. The contract's requests are much smaller.
const BODY_LIMIT: usize = 16 * 1024;

/// The cookie's name. `__Host-` binds it to this host and to https.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.is_secure() { "__Host-ricarica" } else { "ricarica" }
}

/// The session token in the request's cookie, if there is one.
pub fn token(config: &Config, headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(cookie_name(config)).map(|cookie| cookie.value().to_owned())
}

/// The session of the request; without one the answer is 401.
pub struct SignedIn(pub SessionRow);

impl SignedIn {
    pub fn guardian(&self) -> &Guardian {
        &self.0.guardian
    }
}

impl FromRequestParts<GatewayState> for SignedIn {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, app: &GatewayState) -> Result<Self, ApiError> {
        let MaybeSignedIn(session) = MaybeSignedIn::from_request_parts(parts, app).await?;
        session.map(Self).ok_or_else(|| ApiError::of(ProblemKind::NotSignedIn))
    }
}

/// The session of the request, if there is one.
pub struct MaybeSignedIn(pub Option<SessionRow>);

impl FromRequestParts<GatewayState> for MaybeSignedIn {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, app: &GatewayState) -> Result<Self, ApiError> {
        match token(app.service.config(), &parts.headers) {
            Some(token) => Ok(Self(app.service.read_session(&token).await?)),
            None => Ok(Self(None)),
        }
    }
}

/// The session of the request, which is not prolonged by it.
pub struct UnprolongedSession(pub SessionRow);

impl FromRequestParts<GatewayState> for UnprolongedSession {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, app: &GatewayState) -> Result<Self, ApiError> {
        let token = token(app.service.config(), &parts.headers);
        let session = match token {
            Some(token) => app.service.session_unprolonged(&token).await?,
            None => None,
        };
        session.map(Self).ok_or_else(|| ApiError::of(ProblemKind::NotSignedIn))
    }
}

/// A notice's key, as `Authorization: Bearer` (RFC 6750). A missing or malformed key has the same answer as a wrong
/// one, because the difference would help with guessing.
pub struct NoticeBearer(pub NoticeKey);

impl FromRequestParts<GatewayState> for NoticeBearer {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, app: &GatewayState) -> Result<Self, ApiError> {
        bearer(parts, app).await.map(Self)
    }
}

/// The key of a notice's link, likewise.
pub struct LinkBearer(pub LinkKey);

impl FromRequestParts<GatewayState> for LinkBearer {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, app: &GatewayState) -> Result<Self, ApiError> {
        bearer(parts, app).await.map(Self)
    }
}

async fn bearer<Key: FromStr>(parts: &mut Parts, app: &GatewayState) -> Result<Key, ApiError> {
    let not_found = || ApiError(Refusal::not_found());
    let TypedHeader(bearer) = TypedHeader::<Authorization<Bearer>>::from_request_parts(parts, app)
        .await
        .map_err(|_| not_found())?;
    bearer.token().parse().map_err(|_| not_found())
}

/// A JSON body that matches the contract, and the hash of its bytes.
pub struct Body<T> {
    pub value: T,
    pub hash: Vec<u8>,
}

impl<T: DeserializeOwned> FromRequest<GatewayState> for Body<T> {
    type Rejection = ApiError;
    async fn from_request(request: Request, _: &GatewayState) -> Result<Self, ApiError> {
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_json = media_type
            .and_then(|value| value.split(';').next())
            .is_some_and(|value| value.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(ApiError::of(ProblemKind::UnsupportedMediaType));
        }
        let path = request.uri().path().to_owned();
        let bytes = to_bytes(request.into_body(), BODY_LIMIT).await.map_err(|error| not_whole(&error))?;
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| not_the_form(&error))?;
        reader
            .end()
            .map_err(|_| ApiError::new(ProblemKind::MalformedRequest, "There is more after the JSON."))?;
        // The same key for another operation is another request.
        let hash = secrets::sha256(&[path.as_bytes(), b"\0", &bytes].concat());
        Ok(Self { value, hash })
    }
}

/// Too large, too slow, or cut off.
fn not_whole(error: &axum::Error) -> ApiError {
    if error.source().is_some_and(|source| source.is::<LengthLimitError>()) {
        return ApiError::new(ProblemKind::TooLarge, "A body has at most 16384 bytes.");
    }
    ApiError::new(ProblemKind::MalformedRequest, "The body did not arrive whole and in time.")
}

/// Not JSON is malformed; JSON of another form is a wrong field.
fn not_the_form(error: &serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    if !error.inner().is_data() {
        return ApiError::new(ProblemKind::MalformedRequest, "The body is not JSON.");
    }
    let pointer = pointer(error.path());
    // serde's message repeats the value; the rule alone is enough.
    let detail = "The value is missing or not of the contract's form.".to_owned();
    let mut refusal = Refusal::new(ProblemKind::InvalidField, &detail);
    refusal.errors.push(FieldError { pointer, detail });
    ApiError(refusal)
}

/// A JSON pointer (RFC 6901) to where reading stopped.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |mut text, segment| {
        text.push('/');
        match segment {
            Segment::Seq { index } => text.push_str(&index.to_string()),
            Segment::Map { key } => text.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => text.push_str(variant),
            Segment::Unknown => text.push('?'),
        }
        text
    })
}

/// An id in the path. A malformed one is answered with 404.
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequestParts<GatewayState> for Id<T> {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, app: &GatewayState) -> Result<Self, ApiError> {
        let not_found = || ApiError(Refusal::not_found());
        let Path(text) = Path::<String>::from_request_parts(parts, app).await.map_err(|_| not_found())?;
        text.parse().map(Self).map_err(|_| not_found())
    }
}

/// The header that makes a `POST` safe to repeat.
pub struct Key(pub IdempotencyKey);

impl FromRequestParts<GatewayState> for Key {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, _: &GatewayState) -> Result<Self, ApiError> {
        let key = parts.headers.get(paths::IDEMPOTENCY_KEY).and_then(|value| value.to_str().ok());
        // The draft writes the key as a quoted string; many clients leave the quotes out.
        let unquoted =
            |key: &str| key.strip_prefix('"').and_then(|key| key.strip_suffix('"')).map(str::to_owned);
        let key = key.map(|key| unquoted(key).unwrap_or_else(|| key.to_owned()));
        key.and_then(|key| key.parse().ok()).map(Self).ok_or_else(|| {
            let detail = "Send an Idempotency-Key of 16 to 64 letters, digits, '-' or '_'.";
            ApiError::new(ProblemKind::IdempotencyKeyMissing, detail)
        })
    }
}
