//! The counter for tests: one call reads, verifies and pays.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::channel::Channel;
use super::{collect, qr};
use crate::clock;
use crate::language::Language;
use crate::registry::payment::{Fault, NoticeKey};
use crate::world::{SharedWorld, now};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    qr: Option<String>,
    notice_number: Option<String>,
    creditor_code: Option<String>,
    channel: Option<String>,
    /// Only what the clerk sees; nothing is paid.
    #[serde(default)]
    verify_only: bool,
}

impl Request {
    fn notice(&self) -> Result<NoticeKey, String> {
        match (&self.qr, &self.notice_number, &self.creditor_code) {
            (Some(text), None, None) => qr::parse(text).map(|read| read.notice),
            (None, Some(nav), Some(creditor)) => qr::typed(nav, creditor),
            _ => return Err("either qr, or notice_number and creditor_code".to_owned()),
        }
        .map_err(|error| error.to_string())
    }

    fn channel(&self) -> Result<Channel, String> {
        self.channel.as_deref().map_or(Ok(Channel::default()), str::parse).map_err(|error| format!("{error}"))
    }
}

pub async fn pay(
    State(world): State<SharedWorld>,
    request: Result<Json<Request>, JsonRejection>,
) -> Response {
    let read = request
        .map_err(|error| error.to_string())
        .and_then(|Json(request)| Ok((request.notice()?, request.channel()?, request.verify_only)));
    let (notice, channel, verify_only) = match read {
        Ok(read) => read,
        Err(detail) => {
            let body = json!({ "code": "DATI_NON_VALIDI", "detail": detail });
            return (StatusCode::BAD_REQUEST, Json(body)).into_response();
        }
    };
    let now = now();
    if verify_only {
        return match world.registry().verify(&notice, None, now) {
            Ok(shown) => {
                Json(json!({ "paid": false, "fee_cents": channel.fee(), "notice": shown })).into_response()
            }
            Err(fault) => refuse(fault),
        };
    }
    match collect(&world, &notice, channel, now) {
        Ok((shown, payment)) => Json(json!({
            "paid": true,
            "amount_cents": shown.amount,
            "fee_cents": payment.fee,
            "receipt": payment.receipt,
            "psp": payment.psp,
            "paid_at": clock::print_rfc3339(payment.at),
            "notice": shown,
        }))
        .into_response(),
        Err(fault) => refuse(fault),
    }
}

fn refuse(fault: Fault) -> Response {
    let status = if fault == Fault::Unknown { StatusCode::NOT_FOUND } else { StatusCode::CONFLICT };
    let body = json!({ "paid": false, "code": fault.code(), "detail": fault.sentence(Language::It) });
    (status, Json(body)).into_response()
}
