//! The counter for tests: one call reads, verifies and pays.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::channel::Channel;
use super::data_matrix::{self, UnknownAccount};
use super::{collect, of_slip, qr};
use crate::clock;
use crate::language::Language;
use crate::registry::payment::{Fault, NoticeKey};
use crate::world::{SharedWorld, World, now};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    qr: Option<String>,
    /// The text of the post office's own code.
    data_matrix: Option<String>,
    notice_number: Option<String>,
    creditor_code: Option<String>,
    channel: Option<String>,
    /// Only what the clerk sees; nothing is paid.
    #[serde(default)]
    verify_only: bool,
}

/// Why nothing could be looked up.
enum Unread {
    /// What was read is no notice; the reason.
    Wrong(String),
    UnknownAccount,
}

impl<E: std::error::Error> From<E> for Unread {
    fn from(error: E) -> Self {
        Self::Wrong(error.to_string())
    }
}

impl Request {
    fn notice(&self, world: &World) -> Result<NoticeKey, Unread> {
        match (&self.qr, &self.data_matrix, &self.notice_number, &self.creditor_code) {
            (Some(text), None, None, None) => Ok(qr::parse(text)?.notice),
            (None, Some(text), None, None) => {
                let slip = data_matrix::parse(text)?;
                of_slip(world, &slip).map_err(|UnknownAccount| Unread::UnknownAccount)
            }
            (None, None, Some(nav), Some(creditor)) => Ok(qr::typed(nav, creditor)?),
            _ => {
                Err(Unread::Wrong("either qr, or data_matrix, or notice_number and creditor_code".to_owned()))
            }
        }
    }

    /// The post office alone reads its own code.
    fn channel(&self) -> Result<Channel, Unread> {
        let named = self.channel.as_deref().map(str::parse::<Channel>).transpose()?;
        match (&self.data_matrix, named) {
            (Some(_), Some(Channel::PostOffice) | None) => Ok(Channel::PostOffice),
            (Some(_), Some(_)) => Err(Unread::Wrong(data_matrix::POST_OFFICE_ALONE.to_owned())),
            (None, named) => Ok(named.unwrap_or_default()),
        }
    }
}

pub async fn pay(
    State(world): State<SharedWorld>,
    request: Result<Json<Request>, JsonRejection>,
) -> Response {
    let read = request.map_err(Unread::from).and_then(|Json(request)| {
        let channel = request.channel()?;
        Ok((request.notice(&world)?, channel, request.verify_only))
    });
    let (notice, channel, verify_only) = match read {
        Ok(read) => read,
        Err(Unread::Wrong(detail)) => {
            let body = json!({ "code": "DATI_NON_VALIDI", "detail": detail });
            return (StatusCode::BAD_REQUEST, Json(body)).into_response();
        }
        Err(Unread::UnknownAccount) => {
            let body =
                json!({ "paid": false, "code": UnknownAccount::CODE, "detail": UnknownAccount.to_string() });
            return (StatusCode::NOT_FOUND, Json(body)).into_response();
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
