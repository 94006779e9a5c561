//! A payment option in responses, without the other options of its debt position.

use serde::Serialize;
use time::OffsetDateTime;

use super::response_dto::OptionRead;
use crate::dates;
use crate::state::registry::position::{
    DebtPosition, DebtorAddress, DebtorKind, PaymentOption, PositionStatus,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionAlone {
    #[serde(flatten)]
    option: OptionRead,
    #[serde(serialize_with = "dates::serialize_platform_option")]
    last_updated_date_notification_fee: Option<OffsetDateTime>,
    service_type: &'static str,
}

/// What the platform's own payment service reads before a payment.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionWithDebtor {
    #[serde(flatten)]
    option: OptionAlone,
    iupd: String,
    #[serde(rename = "type")]
    kind: DebtorKind,
    fiscal_code: String,
    full_name: String,
    #[serde(flatten)]
    address: DebtorAddress,
    company_name: String,
    office_name: Option<String>,
    debt_position_status: PositionStatus,
}

impl OptionAlone {
    pub fn new(position: &DebtPosition, option: &PaymentOption, now: OffsetDateTime) -> Self {
        Self {
            option: OptionRead::new(position, option, now),
            last_updated_date_notification_fee: option.notification_fee_updated,
            service_type: "GPD",
        }
    }
}

impl OptionWithDebtor {
    pub fn new(position: &DebtPosition, option: &PaymentOption, now: OffsetDateTime) -> Self {
        let details = &position.details;
        Self {
            option: OptionAlone::new(position, option, now),
            iupd: details.iupd.clone(),
            kind: details.kind,
            fiscal_code: details.debtor_code.clone(),
            full_name: details.debtor_name.clone(),
            address: details.address.clone(),
            company_name: details.company_name.clone(),
            office_name: details.office_name.clone(),
            debt_position_status: position.status(now),
        }
    }
}
