//! `/outcomes/{checkout_id}`, without a session.

use axum::{Json, extract::State};
use contract::{CheckoutId, Outcome};

use super::{
    GatewayState,
    description::AnyProblem,
    error::ApiError,
    extract::{Id, MaybeSignedIn},
};

/// The outcome of a checkout
///
/// Works without a session: states for every reader, ids for the guardian whose top-ups they are. An unknown id has
/// no states; it is not an error.
#[utoipa::path(get, path = "/api/v1/outcomes/{checkout_id}", tag = "checkouts", operation_id = "showOutcome",
    params(("checkout_id" = CheckoutId, Path)),
    responses((status = 200, description = "The states.", body = Outcome), AnyProblem))]
pub(super) async fn show_outcome(
    State(app): State<GatewayState>,
    MaybeSignedIn(session): MaybeSignedIn,
    Id(id): Id<CheckoutId>,
) -> Result<Json<Outcome>, ApiError> {
    let reader = session.as_ref().map(|session| &session.guardian);
    Ok(Json(app.service.outcome(&id, reader).await?))
}
