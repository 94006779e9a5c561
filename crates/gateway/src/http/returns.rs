//! The payment page's redirect back.
//!
//! The result in the address is stored but proves nothing: the platform is read, and the app's outcome page reads
//! again.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{AttemptOutcome, CheckoutId, ProblemKind};

use super::{App, description::AnyProblem, error::ApiError};

/// Come back from the payment page
#[utoipa::path(get, path = "/returns/{checkout_id}/{result}", tag = "checkouts", operation_id = "comeBack",
    params(("checkout_id" = CheckoutId, Path), ("result" = AttemptOutcome, Path)),
    responses((status = 303, description = "To the app's outcome page."), AnyProblem))]
pub(super) async fn come_back(
    State(app): State<App>,
    Path((id, result)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let not_found = || ApiError::of(ProblemKind::NotFound);
    let id: CheckoutId = id.parse().map_err(|_| not_found())?;
    let outcome = match result.as_str() {
        "ok" => AttemptOutcome::Ok,
        "cancel" => AttemptOutcome::Cancel,
        "error" => AttemptOutcome::Error,
        "waiting" => AttemptOutcome::Waiting,
        _ => return Err(not_found()),
    };
    // The browser shows a blank page until the redirect. The outcome page handles every case, also an id of no checkout.
    if let Err(refusal) = app.service.record_return(&id, outcome).await {
        tracing::error!(detail = refusal.detail, "a return could not be written down");
    }
    let target = HeaderValue::try_from(format!("/esito/{id}")).map_err(|_| not_found())?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response())
}
