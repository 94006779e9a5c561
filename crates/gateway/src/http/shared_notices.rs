//! A notice that is opened by a link, without a session; and the link.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use contract::{Checkout, NewNoticeLink, NewSharedCheckout, NoticeLink, SharedNotice, TopUpId};

use super::{
    GatewayState,
    accept_language::ReaderLanguage,
    description::{AnyProblem, BodyProblem, ChangeProblem, SessionProblem, StateProblem},
    error::ApiError,
    extract::{Body, Id, LinkBearer, SignedIn},
    pdf::{Pdf, file},
    top_ups::{joined, with_retry_after},
};

/// The link of a notice
///
/// For somebody else who pays it. The link is `/paga/{top_up_id}#{key}`. The same request has the same key.
#[utoipa::path(post, path = "/api/v1/top-ups/{top_up_id}/links", tag = "top-ups", operation_id = "shareNotice",
    params(("top_up_id" = TopUpId, Path)), request_body = NewNoticeLink, security(("session_cookie" = [])),
    responses((status = 201, description = "The link's key.", body = NoticeLink),
        SessionProblem, BodyProblem, ChangeProblem, StateProblem, AnyProblem))]
pub(super) async fn share_notice(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(id): Id<TopUpId>,
    body: Body<NewNoticeLink>,
) -> Result<Response, ApiError> {
    let link = app.service.share_notice(session.guardian(), &id, body.value.names).await?;
    Ok((StatusCode::CREATED, Json(link)).into_response())
}

/// A shared notice
///
/// With the key of its link. A wrong key is answered as if there were no such notice. Once the notice cannot be paid any more,
/// only its state and amount remain.
#[utoipa::path(get, path = "/api/v1/shared-notices/{top_up_id}", tag = "shared-notices", operation_id = "showSharedNotice",
    params(("top_up_id" = TopUpId, Path)), security(("link_key" = [])),
    responses((status = 200, description = "The notice.", body = SharedNotice), AnyProblem))]
pub(super) async fn show_shared_notice(
    State(app): State<GatewayState>,
    Id(id): Id<TopUpId>,
    LinkBearer(key): LinkBearer,
) -> Result<Response, ApiError> {
    let notice = app.service.show_shared_notice(&id, &key).await?;
    Ok(with_retry_after(notice.status.state, &notice))
}

/// The letter of a shared notice
///
/// Only with the key of a link that shows names, because the letter names the guardian.
#[utoipa::path(get, path = "/api/v1/shared-notices/{top_up_id}/letter", tag = "shared-notices",
    operation_id = "showSharedLetter", params(("top_up_id" = TopUpId, Path),
        ("Accept-Language" = Option<String>, Header, description = "The first of it, fr and en is the second language of the letter.")),
    security(("link_key" = [])),
    responses((status = 200, description = "The letter.", content_type = "application/pdf", body = Pdf),
        StateProblem, AnyProblem))]
pub(super) async fn show_shared_letter(
    State(app): State<GatewayState>,
    Id(id): Id<TopUpId>,
    LinkBearer(key): LinkBearer,
    ReaderLanguage(language): ReaderLanguage,
) -> Result<Response, ApiError> {
    Ok(file(app.service.print_shared_letter(&id, &key, language.unwrap_or_default()).await?))
}

/// Open the payment page for a shared notice
///
/// Each request opens a new cart, without the guardian's e-mail address. The notice's number prevents a double payment.
#[utoipa::path(post, path = "/api/v1/shared-notices/{top_up_id}/checkouts", tag = "shared-notices",
    operation_id = "openSharedCheckout", params(("top_up_id" = TopUpId, Path)), request_body = NewSharedCheckout,
    security(("link_key" = [])),
    responses((status = 201, description = "Send the browser to redirect_url before expires_at.", body = Checkout),
        BodyProblem, ChangeProblem, StateProblem, AnyProblem))]
pub(super) async fn open_shared_checkout(
    State(app): State<GatewayState>,
    Id(id): Id<TopUpId>,
    LinkBearer(key): LinkBearer,
    body: Body<NewSharedCheckout>,
) -> Result<Response, ApiError> {
    // In its own task, which continues when the browser disconnects.
    let service = app.service.clone();
    let work = service.spawn(async move { app.service.open_shared_checkout(&id, &key, body.value).await });
    Ok((StatusCode::CREATED, Json(joined(work.await)?)).into_response())
}
