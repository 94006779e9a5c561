//! The errors of the debt position interface: `{title, status, detail}` as application/json.
//! Titles are the platform's, because callers may depend on them; details are the sandbox's own.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Problem {
    title: &'static str,
    status: u16,
    detail: String,
}

impl Problem {
    pub fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self { title, status: status.as_u16(), detail: detail.into() }
    }

    /// The request is not readable, or a field breaks a rule.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD REQUEST", detail)
    }

    /// The fields contradict each other.
    pub fn data(detail: String) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Error in the debt position request data", detail)
    }

    pub fn not_unique(creditor: &str) -> Self {
        Self::conflict(
            "The debt position violated constraints of uniqueness",
            format!("Creditor {creditor} already has this iupd, or one of the notice numbers is taken"),
        )
    }

    pub fn not_found(creditor: &str, iupd: &str) -> Self {
        let detail = format!("Creditor {creditor} has no debt position {iupd}");
        Self::new(StatusCode::NOT_FOUND, "Not found the debt position", detail)
    }

    pub fn payment_found(creditor: &str, iupd: &str) -> Self {
        Self::conflict(
            "Existing related payment found",
            format!("Debt position {iupd} of creditor {creditor} has a payment"),
        )
    }

    pub fn not_updatable(creditor: &str, iupd: &str) -> Self {
        Self::state("Existing related payment found or not in updatable state", creditor, iupd)
    }

    pub fn not_publishable(creditor: &str, iupd: &str) -> Self {
        Self::state("Existing related payment found or not in publishable state", creditor, iupd)
    }

    pub fn not_invalidable(creditor: &str, iupd: &str) -> Self {
        Self::state("Existing related payment found or not in invalidable state", creditor, iupd)
    }

    pub fn publish_due_date(creditor: &str, iupd: &str) -> Self {
        Self::state(
            "Publish request occurred after the due date of a payment options has expired",
            creditor,
            iupd,
        )
    }

    pub fn publish_validity(creditor: &str, iupd: &str) -> Self {
        Self::state("Publish request occurred after the validity date began", creditor, iupd)
    }

    fn state(title: &'static str, creditor: &str, iupd: &str) -> Self {
        Self::conflict(title, format!("The state of debt position {iupd} of creditor {creditor} forbids it"))
    }

    fn conflict(title: &'static str, detail: String) -> Self {
        Self::new(StatusCode::CONFLICT, title, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(self)).into_response()
    }
}
