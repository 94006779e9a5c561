//! `/checkouts`.

use axum::{extract::State, response::Response};
use contract::{Checkout, NewCheckout};

use super::{
    GatewayState,
    description::{AnyProblem, BodyProblem, ChangeProblem, SessionProblem, StateProblem},
    error::ApiError,
    extract::{Body, Key, SignedIn},
    top_ups::replayable,
};

/// Open the payment page
///
/// For one to five top-ups at once. While a cart for exactly these is open, the same one is returned.
#[utoipa::path(post, path = "/api/v1/checkouts", tag = "checkouts", operation_id = "openCheckout",
    params(("Idempotency-Key" = String, Header, description = "A new one for each new request, the same for its repeats.",
        min_length = 16, max_length = 66, pattern = "^([A-Za-z0-9_-]{16,64}|\"[A-Za-z0-9_-]{16,64}\")$")),
    request_body = NewCheckout, security(("session_cookie" = [])),
    responses((status = 201, description = "Send the browser to redirect_url before expires_at.", body = Checkout),
        SessionProblem, BodyProblem, ChangeProblem, StateProblem, AnyProblem))]
pub(super) async fn open_checkout(
    State(app): State<GatewayState>,
    session: SignedIn,
    Key(key): Key,
    body: Body<NewCheckout>,
) -> Result<Response, ApiError> {
    let service = app.service.clone();
    let work = service.spawn(async move {
        app.service.open_checkout(session.guardian(), &key, &body.value, &body.hash).await
    });
    replayable(work.await)
}
