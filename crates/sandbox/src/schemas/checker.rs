//! Checks one request or answer against the own schemas and, where there are any, the published descriptions.

use std::path::Path;

use axum::http::{HeaderMap, Method, StatusCode, header};
use serde_json::Value;

use super::error::SchemaError;
use super::expected::{Expected, expected_answer, request_schema};
use super::own::OwnSchemas;
use super::published::Published;

/// The schema that a body breaks, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    pub schema: String,
    pub error: String,
}

impl Broken {
    fn new(schema: &str, error: impl Into<String>) -> Self {
        Self { schema: schema.to_owned(), error: error.into() }
    }
}

/// The name of the published descriptions among the schemas.
const PUBLISHED: &str = "published description";

pub struct Checker {
    own: OwnSchemas,
    published: Option<Published>,
}

impl Checker {
    /// `folder` has the published descriptions.
    pub fn load(folder: Option<&Path>) -> Result<Self, SchemaError> {
        let published = folder.map(Published::load).transpose()?;
        Ok(Self { own: OwnSchemas::load()?, published })
    }

    pub fn check_request(&self, method: &Method, route: &str, body: &[u8]) -> Result<(), Broken> {
        let Some(schema) = request_schema(method, route) else { return Ok(()) };
        let value = read(schema, body)?;
        self.own.check(schema, &value).map_err(|error| Broken::new(schema, error))?;
        let Some(published) = &self.published else { return Ok(()) };
        published.check_request(method, route, &value).map_err(|error| Broken::new(PUBLISHED, error))
    }

    pub fn check_answer(
        &self,
        method: &Method,
        route: &str,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<(), Broken> {
        let kind = headers.get(header::CONTENT_TYPE).map(|kind| kind.as_bytes());
        match expected_answer(method, route, status) {
            Expected::Json(schema) => {
                if kind != Some(b"application/json") {
                    return Err(Broken::new(schema, "the content type is not application/json"));
                }
                let value = read(schema, body)?;
                self.own.check(schema, &value).map_err(|error| Broken::new(schema, error))?;
                let Some(published) = &self.published else { return Ok(()) };
                let checked = published.check_answer(method, route, status.as_u16(), &value);
                checked.map_err(|error| Broken::new(PUBLISHED, error))
            }
            Expected::Pdf if kind == Some(b"application/pdf") && body.starts_with(b"%PDF-") => Ok(()),
            Expected::Pdf => Err(Broken::new("PDF", "the answer is not a PDF")),
            Expected::Redirect if status == StatusCode::FOUND && headers.contains_key(header::LOCATION) => {
                Ok(())
            }
            Expected::Redirect => Err(Broken::new("redirect", "the answer leads nowhere")),
            Expected::Empty if body.is_empty() => Ok(()),
            Expected::Empty => Err(Broken::new("empty answer", "the answer has a body")),
            Expected::Anything => Ok(()),
        }
    }
}

fn read(schema: &str, body: &[u8]) -> Result<Value, Broken> {
    serde_json::from_slice(body).map_err(|error| Broken::new(schema, format!("not JSON: {error}")))
}
