//! `/me`: the guardian's profile, address, sessions and data.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{
    ErasureRequest, MailLanguage, MyData, NewChallenge, NewSession, OpenSessions, Profile, Session,
    SessionId, SignInChallenge,
};

use super::{
    GatewayState,
    description::{AnyProblem, BodyProblem, ChangeProblem, SessionProblem},
    error::ApiError,
    extract::{Body, Id, SignedIn},
    sessions,
};

/// The profile
///
/// Language of mails, how long data is kept, the last request for erasure. Name and address are in the session.
#[utoipa::path(get, path = "/api/v1/me", tag = "profile", operation_id = "showProfile",
    security(("session_cookie" = [])),
    responses((status = 200, description = "The profile.", body = Profile), SessionProblem, AnyProblem))]
pub(super) async fn show_profile(
    State(app): State<GatewayState>,
    session: SignedIn,
) -> Result<Json<Profile>, ApiError> {
    Ok(Json(app.service.show_profile(session.guardian()).await?))
}

/// Choose the language of mails and letters
///
/// It stays, whatever language the guardian signs in in. Letters have it where the municipality prints two languages.
#[utoipa::path(put, path = "/api/v1/me/mail-language", tag = "profile", operation_id = "chooseMailLanguage",
    request_body = MailLanguage, security(("session_cookie" = [])),
    responses((status = 204, description = "Chosen."), SessionProblem, BodyProblem, ChangeProblem, AnyProblem))]
pub(super) async fn choose_mail_language(
    State(app): State<GatewayState>,
    session: SignedIn,
    body: Body<MailLanguage>,
) -> Result<StatusCode, ApiError> {
    app.service.choose_mail_language(session.guardian(), body.value.language).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send a code to a new address
///
/// The answer is the same whether another guardian has the address or not. In that case its mailbox gets a mail without a
/// code.
#[utoipa::path(post, path = "/api/v1/me/email-changes", tag = "profile", operation_id = "askForEmailChange",
    request_body = NewChallenge, security(("session_cookie" = [])),
    responses((status = 202, description = "A mail is on its way to the address.", body = SignInChallenge),
        SessionProblem, BodyProblem, ChangeProblem, AnyProblem))]
pub(super) async fn ask_for_email_change(
    State(app): State<GatewayState>,
    session: SignedIn,
    body: Body<NewChallenge>,
) -> Result<(StatusCode, Json<SignInChallenge>), ApiError> {
    let challenge = app.service.ask_for_email_change(session.guardian(), &body.value).await?;
    Ok((StatusCode::ACCEPTED, Json(challenge)))
}

/// Take the new address
///
/// With the code that was sent to it. Other sessions end, this one goes on with another cookie, and the address before gets
/// a mail. A wrong, a used, an expired and a never sent code have the same answer. A code may be tried five times.
#[utoipa::path(put, path = "/api/v1/me/email", tag = "profile", operation_id = "changeEmail",
    request_body = NewSession, security(("session_cookie" = [])),
    responses((status = 200, description = "Changed; the cookie is set anew.", body = Session),
        SessionProblem, BodyProblem, ChangeProblem, AnyProblem))]
pub(super) async fn change_email(
    State(app): State<GatewayState>,
    session: SignedIn,
    body: Body<NewSession>,
) -> Result<Response, ApiError> {
    let changed = app.service.confirm_email_change(&session.0, &body.value).await?;
    let cookies = sessions::cookies(app.service.config(), &changed.token, changed.lasts)?;
    Ok((cookies, Json(changed.session)).into_response())
}

/// The guardian's sessions
///
/// On this device, then on others, the last used first.
#[utoipa::path(get, path = "/api/v1/me/sessions", tag = "profile", operation_id = "listSessions",
    security(("session_cookie" = [])),
    responses((status = 200, description = "The sessions.", body = OpenSessions), SessionProblem, AnyProblem))]
pub(super) async fn list_sessions(
    State(app): State<GatewayState>,
    session: SignedIn,
) -> Result<Json<OpenSessions>, ApiError> {
    Ok(Json(app.service.list_sessions(&session.0).await?))
}

/// Sign out everywhere
///
/// Ends every session of the guardian, this one too, and voids the sign-in codes on their way.
#[utoipa::path(delete, path = "/api/v1/me/sessions", tag = "profile", operation_id = "signOutEverywhere",
    security(("session_cookie" = [])),
    responses((status = 204, description = "All sessions have ended."), SessionProblem, ChangeProblem, AnyProblem))]
pub(super) async fn sign_out_everywhere(
    State(app): State<GatewayState>,
    session: SignedIn,
) -> Result<Response, ApiError> {
    app.service.sign_out_everywhere(session.guardian()).await?;
    sessions::signed_out(app.service.config())
}

/// End one session
///
/// On another device, or this one.
#[utoipa::path(delete, path = "/api/v1/me/sessions/{session_id}", tag = "profile", operation_id = "endSession",
    params(("session_id" = SessionId, Path)), security(("session_cookie" = [])),
    responses((status = 204, description = "It has ended."), SessionProblem, ChangeProblem, AnyProblem))]
pub(super) async fn end_session(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(id): Id<SessionId>,
) -> Result<StatusCode, ApiError> {
    app.service.end_session(session.guardian(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Everything that is kept of the guardian
///
/// As a file: accounts, top-ups, visits to the payment page, sessions.
#[utoipa::path(get, path = "/api/v1/me/data", tag = "profile", operation_id = "downloadData",
    security(("session_cookie" = [])),
    responses((status = 200, description = "The file.", body = MyData), SessionProblem, AnyProblem))]
pub(super) async fn download_data(
    State(app): State<GatewayState>,
    session: SignedIn,
) -> Result<Response, ApiError> {
    let data = app.service.export_data(&session.0).await?;
    let headers = [
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"ricarica-dati.json\""),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, Json(data)).into_response())
}

/// Ask the office for erasure
///
/// The office gets a mail with a reference. A second request within a day has the same answer and sends nothing. Without an
/// office that can be written to the answer is 404.
#[utoipa::path(post, path = "/api/v1/me/erasure-requests", tag = "profile", operation_id = "askForErasure",
    security(("session_cookie" = [])),
    responses((status = 202, description = "The office gets it, or has got it today.", body = ErasureRequest),
        SessionProblem, ChangeProblem, AnyProblem))]
pub(super) async fn ask_for_erasure(
    State(app): State<GatewayState>,
    session: SignedIn,
) -> Result<(StatusCode, Json<ErasureRequest>), ApiError> {
    Ok((StatusCode::ACCEPTED, Json(app.service.ask_for_erasure(session.guardian()).await?)))
}
