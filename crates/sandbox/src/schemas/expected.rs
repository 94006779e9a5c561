//! Which schema belongs to which request and answer.

use axum::http::{Method, StatusCode};

/// What an answer must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// JSON that fits the named schema.
    Json(&'static str),
    Pdf,
    /// No body, and the address of the payment pages.
    Redirect,
    Empty,
    /// Nothing is known about it.
    Anything,
}

/// The schema of a request. `route` has the names of its parameters in it.
pub fn request_schema(method: &Method, route: &str) -> Option<&'static str> {
    let (rest, service) = split(route);
    match (service, method.as_str(), rest) {
        (Service::Debt, "POST", "/debtpositions" | "/debtpositions/bulk") if is_bulk(route) => {
            Some("gpd_bulk_request")
        }
        (Service::Debt, "POST", "/debtpositions") | (Service::Debt, "PUT", "/debtpositions/{iupd}") => {
            Some("gpd_position_request")
        }
        (Service::Debt, "PATCH", "/debtpositions/transfers") => Some("gpd_iban_request"),
        (Service::Debt, "PUT", "/paymentoptions/{iuv}/notificationfee") => {
            Some("gpd_notification_fee_request")
        }
        (Service::Debt, "POST", "/paymentoptions/{iuv}/pay") => Some("gpd_payment_request"),
        (Service::Debt, "POST", "/paymentoptions/paids/{nav}") => Some("gpd_already_paid_request"),
        (Service::Checkout, "POST", "/v1/carts") => Some("cart_v1_request"),
        (Service::Checkout, "POST", "/v2/carts") => Some("cart_v2_request"),
        (Service::Print, "POST", "/notices/generate") => Some("print_request"),
        _ => None,
    }
}

pub fn expected_answer(method: &Method, route: &str, status: StatusCode) -> Expected {
    if status == StatusCode::METHOD_NOT_ALLOWED {
        return Expected::Empty;
    }
    if status.is_client_error() || status.is_server_error() {
        return Expected::Json("error");
    }
    let (rest, service) = split(route);
    match (service, method.as_str(), rest) {
        (Service::Debt, "POST", _) if is_bulk(route) => Expected::Empty,
        (Service::Debt, "GET", "/debtpositions") => Expected::Json("gpd_position_list"),
        (Service::Debt, "GET", "/debtpositions/{iupd}" | "/paymentoptions/{iuv}/debtposition") => {
            Expected::Json("gpd_position_read")
        }
        (Service::Debt, "GET", "/paymentoptions/{iuv}") => Expected::Json("gpd_option_with_debtor"),
        (Service::Debt, "GET", _) if route.ends_with("/info") => Expected::Json("gpd_info"),
        (Service::Debt, "DELETE", _) => Expected::Json("gpd_deleted"),
        (Service::Debt, "PATCH", _) => Expected::Json("gpd_iban_answer"),
        (Service::Debt, _, "/paymentoptions/{iuv}/transfers/{id}/report") => {
            Expected::Json("gpd_transfer_read")
        }
        (Service::Debt, "POST" | "PUT", _) if rest.starts_with("/paymentoptions") => {
            Expected::Json("gpd_option_answer")
        }
        (Service::Debt, "POST" | "PUT", _) => Expected::Json("gpd_position_written"),
        (Service::Checkout, ..) => Expected::Redirect,
        (Service::Print, ..) => Expected::Pdf,
        _ => Expected::Anything,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Service {
    Debt,
    Checkout,
    Print,
    None,
}

/// Of a route the part after the service's address and the creditor.
fn split(route: &str) -> (&str, Service) {
    if let Some(rest) = route.strip_prefix("/gpd/") {
        let after = rest.split_once("/organizations/{creditor}").map(|(_, after)| after);
        (after.unwrap_or(rest), Service::Debt)
    } else if let Some(rest) = route.strip_prefix("/checkout/ec") {
        (rest, Service::Checkout)
    } else if let Some(rest) = route.strip_prefix("/print-payment-notice-service/external/v1") {
        (rest, Service::Print)
    } else {
        (route, Service::None)
    }
}

/// Version 2 creates many at its plain address too.
fn is_bulk(route: &str) -> bool {
    route.ends_with("/debtpositions/bulk") || (route.contains("/v2/") && route.ends_with("/debtpositions"))
}
