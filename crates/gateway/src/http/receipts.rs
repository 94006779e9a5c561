//! The receipt of a credited top-up: as a PDF, by e-mail.

use axum::{extract::State, response::Response};
use contract::{NewNoticeEmail, NoticeEmail, TopUpId};

use super::{
    GatewayState,
    accept_language::ReaderLanguage,
    description::{AnyProblem, BodyProblem, ChangeProblem, SessionProblem, StateProblem},
    error::ApiError,
    extract::{Body, Id, Key, SignedIn},
    notices::mail,
    pdf::{Pdf, file},
};
use crate::service::email_pdf::MailedPdf;

/// The receipt
///
/// Of a credited top-up, as a PDF: one A4 page, tagged. It is not the legal proof of payment, which is the platform's own
/// receipt. Before the credit there is none.
#[utoipa::path(get, path = "/api/v1/top-ups/{top_up_id}/receipt", tag = "top-ups", operation_id = "showReceipt",
    params(("top_up_id" = TopUpId, Path),
        ("Accept-Language" = Option<String>, Header, description = "The first of it, fr and en is the second language of the receipt.")),
    security(("session_cookie" = [])),
    responses((status = 200, description = "The receipt.", content_type = "application/pdf", body = Pdf),
        SessionProblem, AnyProblem))]
pub(super) async fn show_receipt(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(id): Id<TopUpId>,
    ReaderLanguage(language): ReaderLanguage,
) -> Result<Response, ApiError> {
    Ok(file(app.service.print_receipt(session.guardian(), &id, language).await?))
}

/// Send the receipt
///
/// To the guardian's own address. It is sent as soon as the mail server accepts it. A repeated request with the same
/// key sends one mail.
#[utoipa::path(post, path = "/api/v1/top-ups/{top_up_id}/receipt/emails", tag = "top-ups", operation_id = "emailReceipt",
    params(("top_up_id" = TopUpId, Path),
        ("Idempotency-Key" = String, Header, description = "A new one for each new request, the same for its repeats.",
        min_length = 16, max_length = 66, pattern = "^([A-Za-z0-9_-]{16,64}|\"[A-Za-z0-9_-]{16,64}\")$")),
    request_body = NewNoticeEmail, security(("session_cookie" = [])),
    responses((status = 202, description = "It will be sent, or already was with this key.", body = NoticeEmail),
        SessionProblem, BodyProblem, ChangeProblem, StateProblem, AnyProblem))]
pub(super) async fn email_receipt(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(id): Id<TopUpId>,
    Key(key): Key,
    body: Body<NewNoticeEmail>,
) -> Result<Response, ApiError> {
    mail(app, session, MailedPdf::Receipt, id, key, body).await
}
