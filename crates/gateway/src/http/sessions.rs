//! `/sign-in-codes` and `/session`.

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, SameSite};
use contract::{NewChallenge, NewSession, ProblemKind, Session, SignInChallenge};

use super::{
    GatewayState,
    client_address::ClientAddress,
    description::{AnyProblem, BodyProblem, ChangeProblem, SessionProblem},
    device,
    error::ApiError,
    extract::{self, Body, UnprolongedSession},
};
use std::net::IpAddr;

use crate::{
    clock::Moment,
    config::Config,
    metrics::mails::SignInStep,
    service::{Refusal, quotas::CodeDecision},
};

/// Send a sign-in code
///
/// The answer is the same whether the address is known or not. A code stays valid when another is requested.
#[utoipa::path(post, path = "/api/v1/sign-in-codes", tag = "session", operation_id = "sendCode",
    request_body = NewChallenge,
    responses((status = 202, description = "If the address is known, a code is on its way.", body = SignInChallenge),
        BodyProblem, ChangeProblem, AnyProblem))]
pub(super) async fn send_code(
    State(app): State<GatewayState>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    body: Body<NewChallenge>,
) -> Result<(StatusCode, Json<SignInChallenge>), ApiError> {
    Ok((StatusCode::ACCEPTED, Json(challenge(&app, address, &body.value).await?)))
}

/// Sends a code for the API or the sign-in page, within the limits.
pub(crate) async fn challenge(
    app: &GatewayState,
    address: IpAddr,
    new: &NewChallenge,
) -> Result<SignInChallenge, ApiError> {
    match app.service.take_code(address, &new.email).await.map_err(Refusal::from)? {
        CodeDecision::Granted(length) => {
            app.service.metrics().mails.sign_in(SignInStep::CodeAsked);
            Ok(app.service.send_code(new, length).await?)
        }
        CodeDecision::Refused(pause) => {
            app.service.metrics().mails.sign_in(SignInStep::CodeRefused);
            let refusal = Refusal::new(ProblemKind::TooManyRequests, "Too many codes were requested.");
            Err(ApiError(refusal.retry_after(pause)))
        }
    }
}

/// Who is signed in
///
/// Reading it does not extend the session.
#[utoipa::path(get, path = "/api/v1/session", tag = "session", operation_id = "showSession",
    security(("session_cookie" = [])),
    responses((status = 200, description = "The session.", body = Session), SessionProblem, AnyProblem))]
pub(super) async fn show_session(
    State(app): State<GatewayState>,
    session: UnprolongedSession,
) -> Json<Session> {
    Json(app.service.session_view(&session.0, Moment::now()))
}

/// Sign in with a code
///
/// A wrong, a used, an expired and a never sent code have the same answer. A code may be tried five times.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", operation_id = "signIn",
    request_body = NewSession,
    responses((status = 201, description = "Signed in; the cookie is set.", body = Session),
        SessionProblem, BodyProblem, ChangeProblem, AnyProblem))]
pub(super) async fn sign_in(
    State(app): State<GatewayState>,
    headers: HeaderMap,
    body: Body<NewSession>,
) -> Result<Response, ApiError> {
    let (cookies, session) = begin(&app, &headers, &body.value).await?;
    Ok((StatusCode::CREATED, cookies, Json(session)).into_response())
}

/// Begins a session with a code from the API or the sign-in page.
pub(crate) async fn begin(
    app: &GatewayState,
    headers: &HeaderMap,
    new: &NewSession,
) -> Result<(Cookies, Session), ApiError> {
    let config = app.service.config();
    let signed_in = app.service.sign_in(new, device::of(headers)).await?;
    // An earlier session ends, because its token must not survive a change of the guardian.
    if let Some(old) = extract::token(config, headers) {
        app.service.sign_out(&old).await;
    }
    let cookies = cookies(config, &signed_in.token, signed_in.lasts)?;
    Ok((cookies, signed_in.session))
}

/// Sign out
///
/// Also succeeds without a session, and deletes the browser's cache of this site.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", operation_id = "signOut",
    responses((status = 204, description = "The session has ended."), ChangeProblem, AnyProblem))]
pub(super) async fn sign_out(
    State(app): State<GatewayState>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let config = app.service.config();
    if let Some(token) = extract::token(config, &headers) {
        app.service.sign_out(&token).await;
    }
    signed_out(config)
}

/// The answer that ends the session in the browser.
pub(super) fn signed_out(config: &Config) -> Result<Response, ApiError> {
    // Not its storage: the saved notices stay on the phone.
    let clear = [(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""))];
    Ok((StatusCode::NO_CONTENT, cookies(config, "", 0)?, clear).into_response())
}

/// This cookie tells the app's scripts only that there is a session: `docs/decisions/0020`.
/// `public/boot.js` reads it.
const SIGNED_IN: &str = "ricarica-signed-in";

/// The session cookie, and the cookie that scripts can read.
pub(crate) type Cookies = AppendHeaders<[(HeaderName, HeaderValue); 2]>;

/// Lax, so that the browser sends the session after the payment page's redirect. Both cookies have the same age.
pub(crate) fn cookies(config: &Config, token: &str, seconds: u64) -> Result<Cookies, ApiError> {
    let cookie = |name: &'static str, value: &str, http_only: bool| {
        let cookie = Cookie::build((name, value.to_owned()))
            .path("/")
            .max_age(time::Duration::seconds(i64::try_from(seconds).unwrap_or(i64::MAX)))
            .http_only(http_only)
            .same_site(SameSite::Lax)
            .secure(config.is_secure());
        let value = HeaderValue::try_from(cookie.to_string());
        Ok::<_, ApiError>((header::SET_COOKIE, value.map_err(|_| ApiError::of(ProblemKind::InternalError))?))
    };
    Ok(AppendHeaders([cookie(extract::cookie_name(config), token, true)?, cookie(SIGNED_IN, "1", false)?]))
}
