//! The query of requests about debt positions.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::{Deserialize, Deserializer, de};

use super::problem::Problem;
use super::segregation_codes::SegregationCodes;

#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PositionQuery {
    #[serde(deserialize_with = "flag")]
    pub to_publish: bool,
    pub segregation_codes: SegregationCodes,
}

/// The words that the platform's framework takes for a flag, in any case (Spring, `StringToBooleanConverter`).
fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.to_lowercase().as_str() {
        "true" | "on" | "yes" | "1" => Ok(true),
        "" | "false" | "off" | "no" | "0" => Ok(false),
        _ => Err(de::Error::custom("toPublish: must be true or false")),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PositionQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Query::<Self>::from_request_parts(parts, state).await {
            Ok(Query(query)) => Ok(query),
            Err(error) => Err(Problem::bad_request(error.to_string())),
        }
    }
}
