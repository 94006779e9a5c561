//! The payment page's redirect back.
//!
//! The result in the address is stored but proves nothing: the platform is read, and the app's outcome page reads
//! again.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{AttemptOutcome, CheckoutId, NoticeKey, ProblemKind};
use serde::Deserialize;

use super::{GatewayState, description::AnyProblem, error::ApiError};

/// The key of a checkout's return addresses.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReturnQuery {
    key: Option<String>,
}

impl ReturnQuery {
    /// Some payment pages append their own parameters with a second question mark.
    fn key(&self) -> Option<NoticeKey> {
        self.key.as_deref()?.split('?').next()?.parse().ok()
    }
}

/// Come back from the payment page
///
/// Only the payment page has the key. Without it nothing is stored.
#[utoipa::path(get, path = "/returns/{checkout_id}/{result}", tag = "checkouts", operation_id = "comeBack",
    params(("checkout_id" = CheckoutId, Path), ("result" = AttemptOutcome, Path), ("key" = Option<String>, Query)),
    responses((status = 303, description = "To the app's outcome page."), AnyProblem))]
pub(super) async fn come_back(
    State(app): State<GatewayState>,
    Path((id, result)): Path<(String, String)>,
    query: Result<Query<ReturnQuery>, QueryRejection>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (id, outcome) = read_path(&id, &result)?;
    // The browser shows a blank page until the redirect. The outcome page handles every case, also an id of no checkout.
    if is_payer(&method, &headers)
        && let Some(key) = query.ok().and_then(|Query(query)| query.key())
        && let Err(refusal) = app.service.record_return(&id, outcome, &key).await
    {
        tracing::error!(detail = refusal.detail, "a return could not be stored");
    }
    to_the_outcome(&id)
}

/// Come back from the payment page with a form
///
/// Nothing is stored: any site can make a browser send a form.
#[utoipa::path(post, path = "/returns/{checkout_id}/{result}", tag = "checkouts", operation_id = "comeBackWithForm",
    params(("checkout_id" = CheckoutId, Path), ("result" = AttemptOutcome, Path)),
    responses((status = 303, description = "To the app's outcome page."), AnyProblem))]
pub(super) async fn posted(Path((id, result)): Path<(String, String)>) -> Result<Response, ApiError> {
    to_the_outcome(&read_path(&id, &result)?.0)
}

fn read_path(id: &str, result: &str) -> Result<(CheckoutId, AttemptOutcome), ApiError> {
    let not_found = || ApiError::of(ProblemKind::NotFound);
    let outcome = match result {
        "ok" => AttemptOutcome::Ok,
        "cancel" => AttemptOutcome::Cancel,
        "error" => AttemptOutcome::Error,
        "waiting" => AttemptOutcome::Waiting,
        _ => return Err(not_found()),
    };
    Ok((id.parse().map_err(|_| not_found())?, outcome))
}

fn to_the_outcome(id: &CheckoutId) -> Result<Response, ApiError> {
    let target =
        HeaderValue::try_from(format!("/esito/{id}")).map_err(|_| ApiError::of(ProblemKind::NotFound))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response())
}

/// Whether a person's browser opens this address. Programs that check links and browsers that load pages in advance get
/// the same answer, but the payer has not come back.
fn is_payer(method: &Method, headers: &HeaderMap) -> bool {
    let is = |name: &str, good: &[&str]| {
        headers.get(name).is_none_or(|value| good.iter().any(|good| value.as_bytes() == good.as_bytes()))
    };
    let accepts_pages = headers
        .get(header::ACCEPT)
        .and_then(|kinds| kinds.to_str().ok())
        .is_some_and(|kinds| kinds.contains("text/html"));
    let in_advance = ["purpose", "sec-purpose", "x-moz", "x-purpose"].iter().any(|name| {
        headers.get(*name).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("prefetch") || value.contains("prerender") || value.contains("preview")
        })
    });
    *method == Method::GET
        && accepts_pages
        && !in_advance
        && is("sec-fetch-mode", &["navigate"])
        && is("sec-fetch-dest", &["document"])
}
