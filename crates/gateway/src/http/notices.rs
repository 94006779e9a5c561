//! The notice that pays a top-up: as JSON, as a PDF, by e-mail.

use axum::{Json, extract::State, response::Response};
use contract::{IdempotencyKey, NewNoticeEmail, Notice, NoticeEmail, TopUpId};

use super::{
    GatewayState,
    description::{AnyProblem, BodyProblem, ChangeProblem, SessionProblem, StateProblem},
    error::ApiError,
    extract::{Body, Id, Key, SignedIn},
    pdf::{Pdf, file},
    top_ups::replayable,
};
use crate::service::email_pdf::{EmailRequest, MailedPdf};

/// The notice that pays a top-up
///
/// As data. The PDF has its own address.
#[utoipa::path(get, path = "/api/v1/top-ups/{top_up_id}/notice", tag = "top-ups", operation_id = "showNotice",
    params(("top_up_id" = TopUpId, Path)), security(("session_cookie" = [])),
    responses((status = 200, description = "The notice.", body = Notice), SessionProblem, StateProblem, AnyProblem))]
pub(super) async fn show_notice(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(id): Id<TopUpId>,
) -> Result<Json<Notice>, ApiError> {
    Ok(Json(app.service.show_notice(session.guardian(), &id).await?))
}

/// The letter
///
/// The notice as a PDF: one A4 page, tagged, with the codes to be scanned. It is given while the notice can be paid.
#[utoipa::path(get, path = "/api/v1/top-ups/{top_up_id}/letter", tag = "top-ups", operation_id = "showLetter",
    params(("top_up_id" = TopUpId, Path)), security(("session_cookie" = [])),
    responses((status = 200, description = "The letter.", content_type = "application/pdf", body = Pdf),
        SessionProblem, StateProblem, AnyProblem))]
pub(super) async fn show_letter(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(id): Id<TopUpId>,
) -> Result<Response, ApiError> {
    Ok(file(app.service.print_letter(session.guardian(), &id).await?))
}

/// Send the notice as a letter
///
/// To the guardian's own address. It is sent as soon as the mail server accepts it. A repeated request with the same
/// key sends one mail.
#[utoipa::path(post, path = "/api/v1/top-ups/{top_up_id}/notice/emails", tag = "top-ups", operation_id = "emailNotice",
    params(("top_up_id" = TopUpId, Path),
        ("Idempotency-Key" = String, Header, description = "A new one for each new request, the same for its repeats.",
        min_length = 16, max_length = 66, pattern = "^([A-Za-z0-9_-]{16,64}|\"[A-Za-z0-9_-]{16,64}\")$")),
    request_body = NewNoticeEmail, security(("session_cookie" = [])),
    responses((status = 202, description = "It will be sent, or already was with this key.", body = NoticeEmail),
        SessionProblem, BodyProblem, ChangeProblem, StateProblem, AnyProblem))]
pub(super) async fn email_notice(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(id): Id<TopUpId>,
    Key(key): Key,
    body: Body<NewNoticeEmail>,
) -> Result<Response, ApiError> {
    mail(app, session, MailedPdf::Letter, id, key, body).await
}

/// Puts a mail with a PDF into the outbox. A new request counts against the guardian's limit.
pub(super) async fn mail(
    app: GatewayState,
    session: SignedIn,
    pdf: MailedPdf,
    id: TopUpId,
    key: IdempotencyKey,
    body: Body<NewNoticeEmail>,
) -> Result<Response, ApiError> {
    // In its own task, which continues when the browser disconnects.
    let service = app.service.clone();
    let work = service.spawn(async move {
        let request =
            EmailRequest { pdf, top_up_id: &id, key: &key, new: &body.value, body_hash: &body.hash };
        app.service.email_pdf(session.guardian(), request).await
    });
    replayable(work.await)
}
