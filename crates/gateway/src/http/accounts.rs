//! `/accounts`.

use axum::{Json, extract::State};
use contract::Accounts;

use super::{
    GatewayState,
    description::{AnyProblem, SessionProblem},
    error::ApiError,
    extract::SignedIn,
};

/// The guardian's accounts
///
/// Each with its balance, its children and service, and the limits of a top-up now.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "accounts", operation_id = "listAccounts",
    security(("session_cookie" = [])),
    responses((status = 200, description = "All of them.", body = Accounts), SessionProblem, AnyProblem))]
pub(super) async fn list_accounts(
    State(app): State<GatewayState>,
    session: SignedIn,
) -> Result<Json<Accounts>, ApiError> {
    Ok(Json(app.service.list_accounts(session.guardian()).await?))
}
