//! The end of a cart without the pages: for tests and measurements.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::CartId;
use super::course::{self, Then, Wish};
use super::method::Method;
use crate::checkout::cart::{Outcome, Payer};
use crate::world::{SharedWorld, now};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    outcome: WishedOutcome,
    /// Where the receipt goes; without it, to the address in the cart, if any.
    email: Option<String>,
    /// As in the forms: `carta`, `conto:alpina`, `mybank:borgo`, `satispay`, …
    method: Option<String>,
    #[serde(default)]
    after_seconds: u64,
    #[serde(default)]
    then: ThenOutcome,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum WishedOutcome {
    Paid,
    Refused,
    Cancelled,
    InProgress,
    FirstOnly,
}

#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "snake_case")]
enum ThenOutcome {
    #[default]
    Paid,
    Refused,
}

impl Ending {
    fn wish(&self) -> Wish {
        match self.outcome {
            WishedOutcome::Paid => Wish::Pay,
            WishedOutcome::Refused => Wish::Refuse,
            WishedOutcome::Cancelled => Wish::Cancel,
            WishedOutcome::FirstOnly => Wish::PayFirstOnly,
            WishedOutcome::InProgress => Wish::Wait {
                seconds: self.after_seconds,
                then: match self.then {
                    ThenOutcome::Paid => Then::Paid,
                    ThenOutcome::Refused => Then::Refused,
                },
            },
        }
    }
}

pub async fn settle(
    State(world): State<SharedWorld>,
    CartId(id): CartId,
    Json(ending): Json<Ending>,
) -> Response {
    let Some(cart) = world.carts().get(id).cloned() else {
        return (StatusCode::NOT_FOUND, Json(json!({ "detail": "no such cart" }))).into_response();
    };
    if cart.outcome.is_some() || cart.has_expired(now()) {
        return ended();
    }
    let Ok(method) = ending.method.as_deref().map_or(Ok(Method::Card), str::parse) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "detail": "no such method" }))).into_response();
    };
    let email = ending.email.clone().or_else(|| cart.email.clone());
    if let (None, Some(email)) = (&cart.payer, email)
        && let Some(stored) = world.carts().get_mut(id)
    {
        stored.payer = Some(Payer { name: None, email });
    }
    let wish = ending.wish();
    if wish != Wish::Cancel
        && let Err((notice, fault)) = course::begin(&world, &cart, method)
    {
        let body = json!({ "code": fault.code(), "notice_number": notice.nav });
        return (StatusCode::CONFLICT, Json(body)).into_response();
    }
    if course::settle(&world, id, wish).is_none() {
        return ended();
    }
    let Some(cart) = world.carts().get(id).cloned() else { return StatusCode::NOT_FOUND.into_response() };
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
