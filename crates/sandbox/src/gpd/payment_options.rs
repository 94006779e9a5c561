//! One payment option, found by its IUV or its notice number: read, notification fee, payment, report.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use time::OffsetDateTime;

use super::option_dto::{OptionAlone, OptionWithDebtor};
use super::payment_dto::{self, NotificationFeeDto};
use super::problem::Problem;
use super::response_dto::{PositionRead, TransferRead};
use crate::by_knob;
use crate::cents::Cents;
use crate::clock::now;
use crate::state::knobs::Knobs;
use crate::state::registry::Registry;
use crate::state::registry::fault::Fault;
use crate::state::registry::notice::NoticeKey;
use crate::state::registry::notification_fee::NotificationFeeError;
use crate::state::registry::payment::Payment;
use crate::state::registry::position::{DebtPosition, PaymentOption};
use crate::state::registry::reporting::NotReportable;
use crate::state::shared::Shared;

/// The notification fee is stored, and the notice is being paid or cannot be paid now.
const IN_PROGRESS: u16 = 209;

pub async fn read(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iuv)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let registry = registry.lock();
    let (_, position, option) = find(&registry, &creditor, &iuv)?;
    Ok(Json(OptionWithDebtor::new(position, option, now())).into_response())
}

pub async fn read_position(
    State(registry): State<Shared<Registry>>,
    State(knobs): State<Shared<Knobs>>,
    Path((creditor, iuv)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let mut read = {
        let registry = registry.lock();
        json!(PositionRead::new(find(&registry, &creditor, &iuv)?.1, now()))
    };
    let overridden = knobs.lock().read_override.clone();
    overridden.apply(&mut read);
    Ok(by_knob::mark(overridden.is_set(), Json(read)))
}

pub async fn set_notification_fee(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iuv)): Path<(String, String)>,
    raw: Bytes,
) -> Result<Response, Problem> {
    let NotificationFeeDto { notification_fee } =
        serde_json::from_slice(&raw).map_err(|error| Problem::bad_request(error.to_string()))?;
    let now = now();
    let mut registry = registry.lock();
    let (notice, _, _) = find(&registry, &creditor, &iuv)?;
    let is_payable = registry.verify(&notice, None, now).is_ok();
    if let Some(position) = registry.position_of_notice_mut(&notice)
        && let Some(option) = position.option_mut(&notice.nav)
    {
        option.set_notification_fee(&creditor, Cents(notification_fee), now).map_err(
            |error| match error {
                NotificationFeeError::Paid => Problem::fee_of_paid_option(&creditor, &iuv),
                NotificationFeeError::NoTransfer => Problem::no_transfer_for_fee(&creditor, &iuv),
            },
        )?;
    }
    let status = if is_payable { StatusCode::OK.as_u16() } else { IN_PROGRESS };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    Ok((status, option_answer(&registry, &creditor, &iuv, now)?).into_response())
}

/// The platform's payment service tells of a payment. It has locked the notice itself, so that a lock does not stop it.
pub async fn pay(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iuv)): Path<(String, String)>,
    raw: Bytes,
) -> Result<Response, Problem> {
    let now = now();
    record(&registry, &creditor, &iuv, payment_dto::parse_payment(&raw, now)?, now)
}

/// The creditor took the money itself, for example at its counter. There is no receipt.
pub async fn set_already_paid(
    State(registry): State<Shared<Registry>>,
    Path((creditor, nav)): Path<(String, String)>,
    raw: Bytes,
) -> Result<Response, Problem> {
    let now = now();
    record(&registry, &creditor, &nav, payment_dto::parse_already_paid(&raw, now)?, now)
}

pub async fn report_transfer(
    State(registry): State<Shared<Registry>>,
    Path((creditor, iuv, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let now = now();
    let mut registry = registry.lock();
    let unknown = || Problem::transfer_not_found(&creditor, &iuv, &id);
    let (notice, _, option) = find(&registry, &creditor, &iuv).map_err(|_| unknown())?;
    let transfer = option.details.transfers.iter().find(|transfer| transfer.id.to_string() == id);
    let transfer_id = transfer.ok_or_else(unknown)?.id;
    if let Some(position) = registry.position_of_notice_mut(&notice) {
        position
            .report_transfer(&notice.nav, transfer_id, now)
            .map_err(|NotReportable| Problem::transfer_not_reportable(&creditor, &iuv, &id))?;
    }
    let (_, position, option) = find(&registry, &creditor, &iuv)?;
    let transfer = option.details.transfers.iter().find(|transfer| transfer.id == transfer_id);
    let transfer = transfer.ok_or_else(unknown)?;
    Ok(Json(TransferRead::new(position, option, transfer, now)).into_response())
}

fn record(
    registry: &Shared<Registry>,
    creditor: &str,
    iuv: &str,
    payment: Payment,
    now: OffsetDateTime,
) -> Result<Response, Problem> {
    let mut registry = registry.lock();
    let (notice, position, option) = find(&registry, creditor, iuv)?;
    match position.check_payable(option, None, now) {
        Ok(()) | Err(Fault::InProgress) => {}
        Err(Fault::Duplicate) => return Err(Problem::already_paid(creditor, iuv)),
        Err(_) => return Err(Problem::not_payable(creditor, iuv)),
    }
    if let Some(position) = registry.position_of_notice_mut(&notice) {
        position.record_payment(&notice.nav, payment, now);
    }
    Ok(option_answer(&registry, creditor, iuv, now)?.into_response())
}

fn option_answer(
    registry: &Registry,
    creditor: &str,
    iuv: &str,
    now: OffsetDateTime,
) -> Result<Json<OptionAlone>, Problem> {
    let (_, position, option) = find(registry, creditor, iuv)?;
    Ok(Json(OptionAlone::new(position, option, now)))
}

fn find<'a>(
    registry: &'a Registry,
    creditor: &str,
    iuv: &str,
) -> Result<(NoticeKey, &'a DebtPosition, &'a PaymentOption), Problem> {
    let unknown = || Problem::option_not_found(creditor, iuv);
    let notice = registry.notice_key(creditor, iuv).ok_or_else(unknown)?;
    let (position, option) = registry.notice(&notice).ok_or_else(unknown)?;
    Ok((notice, position, option))
}
