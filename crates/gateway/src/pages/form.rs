//! Reads a page's form. Each kind of rejection has its own problem.

use axum::extract::{DefaultBodyLimit, Form, FromRequest, Request, rejection::FormRejection};
use contract::ProblemKind;
use serde::de::DeserializeOwned;

use crate::http::{GatewayState, error::ApiError};

/// In bytes, for every route of the pages. Real forms are much smaller.
pub const LIMIT: usize = 16 * 1024;

/// The body limit as a layer.
pub fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LIMIT)
}

/// The fields of a form.
pub struct FormFields<T>(pub T);

impl<T: DeserializeOwned> FromRequest<GatewayState> for FormFields<T> {
    type Rejection = ApiError;
    async fn from_request(request: Request, app: &GatewayState) -> Result<Self, ApiError> {
        match Form::from_request(request, app).await {
            Ok(Form(fields)) => Ok(Self(fields)),
            Err(rejection) => Err(ApiError::of(kind(&rejection))),
        }
    }
}

fn kind(rejection: &FormRejection) -> ProblemKind {
    match rejection {
        FormRejection::InvalidFormContentType(_) => ProblemKind::UnsupportedMediaType,
        FormRejection::BytesRejection(bytes) if bytes.status() == 413 => ProblemKind::TooLarge,
        _ => ProblemKind::MalformedRequest,
    }
}
