//! Ends a cart without the pages, for tests and measurements.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::cart_id::CartId;
use super::flow::{AfterWait, Ending, PaymentFlow};
use crate::clock::now;
use crate::state::carts::Carts;
use crate::state::carts::cart::{Outcome, Payer};
use crate::state::carts::method::Method;
use crate::state::shared::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndRequest {
    outcome: EndingDto,
    /// Where the receipt goes; by default to the cart's address.
    email: Option<String>,
    /// As in the forms: `carta`, `conto:alpina`, `mybank:borgo`, `satispay`, …
    method: Option<String>,
    #[serde(default)]
    after_seconds: u64,
    #[serde(default)]
    then: AfterWaitDto,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum EndingDto {
    Paid,
    Refused,
    Cancelled,
    InProgress,
    FirstOnly,
}

#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "snake_case")]
enum AfterWaitDto {
    #[default]
    Paid,
    Refused,
}

impl EndRequest {
    fn ending(&self) -> Ending {
        match self.outcome {
            EndingDto::Paid => Ending::Pay,
            EndingDto::Refused => Ending::Refuse,
            EndingDto::Cancelled => Ending::Cancel,
            EndingDto::FirstOnly => Ending::PayFirstOnly,
            EndingDto::InProgress => Ending::Wait {
                seconds: self.after_seconds,
                then: match self.then {
                    AfterWaitDto::Paid => AfterWait::Paid,
                    AfterWaitDto::Refused => AfterWait::Refused,
                },
            },
        }
    }
}

pub async fn end(
    State(carts): State<Shared<Carts>>,
    State(flow): State<PaymentFlow>,
    CartId(id): CartId,
    Json(request): Json<EndRequest>,
) -> Response {
    let Some(cart) = carts.lock().get(id).cloned() else {
        return (StatusCode::NOT_FOUND, Json(json!({ "detail": "no such cart" }))).into_response();
    };
    if cart.outcome.is_some() || cart.has_expired(now()) {
        return ended();
    }
    let Ok(method) = request.method.as_deref().map_or(Ok(Method::Card), str::parse) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "detail": "no such method" }))).into_response();
    };
    let email = request.email.clone().or_else(|| cart.email.clone());
    if let (None, Some(email)) = (&cart.payer, email)
        && let Some(stored) = carts.lock().get_mut(id)
    {
        stored.payer = Some(Payer { name: None, email });
    }
    let ending = request.ending();
    if ending != Ending::Cancel
        && let Err((notice, fault)) = flow.start(&cart, method)
    {
        let body = json!({ "code": fault.code(), "notice_number": notice.nav });
        return (StatusCode::CONFLICT, Json(body)).into_response();
    }
    if !flow.end(id, ending) {
        return ended();
    }
    let Some(cart) = carts.lock().get(id).cloned() else { return StatusCode::NOT_FOUND.into_response() };
    let outcome = match &cart.outcome {
        Some(Outcome::Paid) => "paid",
        Some(Outcome::Refused(_)) | None => "refused",
        Some(Outcome::Cancelled) => "cancelled",
        Some(Outcome::InProgress { .. }) => "in_progress",
        Some(Outcome::PartlyPaid { .. }) => "first_only",
    };
    Json(json!({ "outcome": outcome, "return_url": cart.return_url() })).into_response()
}

fn ended() -> Response {
    (StatusCode::GONE, Json(json!({ "detail": "the cart has ended or expired" }))).into_response()
}
