//! `/outcomes/{checkout_id}/ratings`, without a session.

use axum::{extract::State, http::StatusCode};
use contract::{CheckoutId, NewRating};

use super::{
    GatewayState,
    description::{AnyProblem, BodyProblem, ChangeProblem},
    error::ApiError,
    extract::{Body, Id},
};

/// Rate the service
///
/// After the payment, by the checkout's id alone. The rating is counted without a person. A second one for the same checkout
/// changes nothing.
#[utoipa::path(post, path = "/api/v1/outcomes/{checkout_id}/ratings", tag = "checkouts", operation_id = "rateService",
    params(("checkout_id" = CheckoutId, Path)), request_body = NewRating,
    responses((status = 204, description = "Counted, now or before."), BodyProblem, ChangeProblem, AnyProblem))]
pub(super) async fn rate_service(
    State(app): State<GatewayState>,
    Id(id): Id<CheckoutId>,
    body: Body<NewRating>,
) -> Result<StatusCode, ApiError> {
    app.service.rate(&id, &body.value).await?;
    Ok(StatusCode::NO_CONTENT)
}
