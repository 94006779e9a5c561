//! The yearly statements for the tax return.

use axum::{Json, extract::State, response::Response};
use contract::{Statements, Year};

use super::{
    GatewayState,
    accept_language::ReaderLanguage,
    description::{AnyProblem, SessionProblem},
    error::ApiError,
    extract::{Id, SignedIn},
    pdf::{Pdf, file},
};

/// The years with a statement
///
/// Each year that has ended in Italy and in which the guardian paid something, the newest first.
#[utoipa::path(get, path = "/api/v1/statements", tag = "top-ups", operation_id = "listStatements",
    security(("session_cookie" = [])),
    responses((status = 200, description = "The years.", body = Statements), SessionProblem, AnyProblem))]
pub(super) async fn list_statements(
    State(app): State<GatewayState>,
    session: SignedIn,
) -> Result<Json<Statements>, ApiError> {
    Ok(Json(app.service.list_statements(session.guardian()).await?))
}

/// The statement of a year
///
/// For the tax return, as a tagged PDF: every payment of the year with its account and pupils. The day of payment in Italy
/// counts. Before the end of the year there is none.
#[utoipa::path(get, path = "/api/v1/statements/{year}", tag = "top-ups", operation_id = "showStatement",
    params(("year" = u16, Path, description = "Four digits.", minimum = 2000, maximum = 9999),
        ("Accept-Language" = Option<String>, Header, description = "The first of it, fr and en is the second language of the statement.")),
    security(("session_cookie" = [])),
    responses((status = 200, description = "The statement.", content_type = "application/pdf", body = Pdf),
        SessionProblem, AnyProblem))]
pub(super) async fn show_statement(
    State(app): State<GatewayState>,
    session: SignedIn,
    Id(year): Id<Year>,
    ReaderLanguage(language): ReaderLanguage,
) -> Result<Response, ApiError> {
    Ok(file(app.service.print_statement(session.guardian(), year, language).await?))
}
