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

    /// The caller's segregation codes do not cover the position.
    pub fn segregated(creditor: &str, iupd: &str) -> Self {
        let detail =
            format!("The segregation codes do not allow debt position {iupd} of creditor {creditor}");
        Self::new(StatusCode::FORBIDDEN, "The payment position is forbidden", detail)
    }

    pub fn option_not_found(creditor: &str, iuv: &str) -> Self {
        let detail = format!("Creditor {creditor} has no payment option {iuv}");
        Self::new(StatusCode::NOT_FOUND, "Not found the payment option", detail)
    }

    pub fn already_paid(creditor: &str, iuv: &str) -> Self {
        Self::conflict(
            "Existing related payment found",
            format!("Payment option {iuv} of creditor {creditor} is paid"),
        )
    }

    pub fn not_payable(creditor: &str, iuv: &str) -> Self {
        let detail = format!("The state of payment option {iuv} of creditor {creditor} forbids a payment");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "Not in payable state", detail)
    }

    pub fn fee_of_paid_option(creditor: &str, iuv: &str) -> Self {
        let title = "Not in unpaid state for notification fee update";
        let detail = format!("Payment option {iuv} of creditor {creditor} is paid");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, title, detail)
    }

    pub fn no_transfer_for_fee(creditor: &str, name: &str) -> Self {
        let title = "No valid transfer found for notification fee update";
        let detail = format!("No transfer of {name} goes to creditor {creditor}");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, title, detail)
    }

    pub fn transfer_not_found(creditor: &str, iuv: &str, id: &str) -> Self {
        let detail = format!("Creditor {creditor} has no transfer {id} of payment option {iuv}");
        Self::new(StatusCode::NOT_FOUND, "Not found the transfer", detail)
    }

    pub fn transfer_not_reportable(creditor: &str, iuv: &str, id: &str) -> Self {
        Self::conflict(
            "transfer is not in accountable state",
            format!("Transfer {id} of payment option {iuv} of creditor {creditor} is unpaid or reported"),
        )
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
