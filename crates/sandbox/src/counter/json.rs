//! The counter as JSON, for tests: one request reads, verifies and pays.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::cashier::Cashier;
use super::channel::Channel;
use super::postal_slip::{POST_OFFICE_ONLY, Slip, UnknownAccount};
use super::qr::{NoticeCode, parse_typed};
use crate::clock::now;
use crate::dates;
use crate::language::Language;
use crate::state::registry::fault::Fault;
use crate::state::registry::notice::NoticeKey;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterRequest {
    qr: Option<String>,
    /// The text of a postal slip's Data Matrix.
    data_matrix: Option<String>,
    notice_number: Option<String>,
    creditor_code: Option<String>,
    channel: Option<String>,
    /// Answer with what the clerk sees, and pay nothing.
    #[serde(default)]
    verify_only: bool,
}

/// Why a request leads to no notice.
enum RequestError {
    /// The data is wrong, with the reason.
    Invalid(String),
    UnknownAccount,
}

impl<E: std::error::Error> From<E> for RequestError {
    fn from(error: E) -> Self {
        Self::Invalid(error.to_string())
    }
}

impl CounterRequest {
    fn notice(&self, cashier: &Cashier) -> Result<NoticeKey, RequestError> {
        match (&self.qr, &self.data_matrix, &self.notice_number, &self.creditor_code) {
            (Some(text), None, None, None) => Ok(text.parse::<NoticeCode>()?.notice),
            (None, Some(text), None, None) => {
                let slip = text.parse::<Slip>()?;
                cashier.notice_of(&slip).map_err(|UnknownAccount| RequestError::UnknownAccount)
            }
            (None, None, Some(nav), Some(creditor)) => Ok(parse_typed(nav, creditor)?),
            _ => Err(RequestError::Invalid(
                "either qr, or data_matrix, or notice_number and creditor_code".to_owned(),
            )),
        }
    }

    /// Only a post office reads a postal slip.
    fn channel(&self) -> Result<Channel, RequestError> {
        let named = self.channel.as_deref().map(str::parse::<Channel>).transpose()?;
        match (&self.data_matrix, named) {
            (Some(_), Some(Channel::PostOffice) | None) => Ok(Channel::PostOffice),
            (Some(_), Some(_)) => Err(RequestError::Invalid(POST_OFFICE_ONLY.to_owned())),
            (None, named) => Ok(named.unwrap_or_default()),
        }
    }
}

pub async fn pay(
    State(cashier): State<Cashier>,
    request: Result<Json<CounterRequest>, JsonRejection>,
) -> Response {
    let read = request.map_err(RequestError::from).and_then(|Json(request)| {
        let channel = request.channel()?;
        Ok((request.notice(&cashier)?, channel, request.verify_only))
    });
    let (notice, channel, verify_only) = match read {
        Ok(read) => read,
        Err(RequestError::Invalid(detail)) => {
            let body = json!({ "code": "DATI_NON_VALIDI", "detail": detail });
            return (StatusCode::BAD_REQUEST, Json(body)).into_response();
        }
        Err(RequestError::UnknownAccount) => {
            let body =
                json!({ "paid": false, "code": UnknownAccount::CODE, "detail": UnknownAccount.to_string() });
            return (StatusCode::NOT_FOUND, Json(body)).into_response();
        }
    };
    let now = now();
    if verify_only {
        return match cashier.verify(&notice, now) {
            Ok(details) => {
                Json(json!({ "paid": false, "fee_cents": channel.fee(), "notice": details })).into_response()
            }
            Err(fault) => fault_response(fault),
        };
    }
    match cashier.collect(&notice, channel, now) {
        Ok((details, payment)) => Json(json!({
            "paid": true,
            "amount_cents": details.amount,
            "fee_cents": payment.fee,
            "receipt": payment.receipt_id(),
            "psp": payment.psp(),
            "paid_at": dates::format_rfc3339(payment.paid_at),
            "notice": details,
        }))
        .into_response(),
        Err(fault) => fault_response(fault),
    }
}

fn fault_response(fault: Fault) -> Response {
    let status = if fault == Fault::Unknown { StatusCode::NOT_FOUND } else { StatusCode::CONFLICT };
    let body = json!({ "paid": false, "code": fault.code(), "detail": fault.sentence(Language::It) });
    (status, Json(body)).into_response()
}
