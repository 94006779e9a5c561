//! A creditor's change of bank, on all its unpaid debt positions.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::problem::Problem;
use super::request_dto::is_iban;
use crate::clock::now;
use crate::state::registry::Registry;
use crate::state::shared::Shared;

/// The most transfers changed at once, and the number without a `limit`.
const LIMIT_MAX: usize = 1000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IbanQuery {
    old_iban: String,
    limit: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IbanDto {
    new_iban: String,
}

pub async fn replace_iban(
    State(registry): State<Shared<Registry>>,
    Path(creditor): Path<String>,
    query: Result<Query<IbanQuery>, QueryRejection>,
    raw: Bytes,
) -> Result<Response, Problem> {
    let Query(IbanQuery { old_iban, limit }) =
        query.map_err(|error| Problem::bad_request(error.to_string()))?;
    let IbanDto { new_iban } =
        serde_json::from_slice(&raw).map_err(|error| Problem::bad_request(error.to_string()))?;
    let limit = limit.unwrap_or(LIMIT_MAX);
    if limit > LIMIT_MAX {
        return Err(Problem::bad_request(format!("limit: must be at most {LIMIT_MAX}")));
    }
    if !is_iban(&new_iban) {
        return Err(Problem::bad_request("newIban: must be 1 to 35 letters and digits"));
    }
    let updated = registry.lock().replace_iban(&creditor, (&old_iban, &new_iban), limit, now());
    let description = format!("{updated} transfers have the new IBAN");
    Ok(Json(json!({ "description": description, "updatedTransfers": updated })).into_response())
}
