//! Debt positions in responses.
//! Create, update, publish and invalidate answer with the request and its status ([`PositionWritten`]); reading and
//! the list add what the payments have changed ([`PositionRead`]).

use serde::Serialize;
use time::OffsetDateTime;

use crate::cents::Cents;
use crate::dates;
use crate::state::registry::payment::Payment;
use crate::state::registry::position::{
    DebtPosition, DebtorAddress, DebtorKind, Metadata, PaymentOption, PositionStatus, Stamp, Transfer,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionWritten {
    #[serde(flatten)]
    position: PositionFields,
    pay_stand_in: bool,
    fiscal_code: String,
    full_name: String,
    #[serde(flatten)]
    address: DebtorAddress,
    switch_to_expired: bool,
    payment_option: Vec<OptionWritten>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionRead {
    #[serde(flatten)]
    position: PositionFields,
    organization_fiscal_code: String,
    #[serde(serialize_with = "dates::serialize_platform")]
    inserted_date: OffsetDateTime,
    #[serde(serialize_with = "dates::serialize_platform_option")]
    publish_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "dates::serialize_platform")]
    last_updated_date: OffsetDateTime,
    payment_option: Vec<OptionRead>,
}

/// The fields that both responses have.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PositionFields {
    iupd: String,
    #[serde(rename = "type")]
    kind: DebtorKind,
    company_name: String,
    office_name: Option<String>,
    #[serde(serialize_with = "dates::serialize_platform_option")]
    validity_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "dates::serialize_platform_option")]
    payment_date: Option<OffsetDateTime>,
    status: PositionStatus,
}

#[derive(Serialize)]
struct OptionWritten {
    #[serde(flatten)]
    option: OptionFields,
    transfer: Vec<TransferFields>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionRead {
    #[serde(flatten)]
    option: OptionFields,
    organization_fiscal_code: String,
    #[serde(serialize_with = "dates::serialize_platform_option")]
    payment_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "dates::serialize_platform_option")]
    reporting_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "dates::serialize_platform")]
    inserted_date: OffsetDateTime,
    payment_method: Option<String>,
    psp_company: Option<String>,
    id_receipt: Option<String>,
    id_flow_reporting: Option<String>,
    status: OptionStatus,
    #[serde(serialize_with = "dates::serialize_platform")]
    last_updated_date: OffsetDateTime,
    transfer: Vec<TransferRead>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OptionFields {
    nav: String,
    iuv: String,
    amount: Cents,
    description: String,
    is_partial_payment: bool,
    #[serde(serialize_with = "dates::serialize_platform")]
    due_date: OffsetDateTime,
    #[serde(serialize_with = "dates::serialize_platform_option")]
    retention_date: Option<OffsetDateTime>,
    fee: Cents,
    notification_fee: Cents,
    payment_option_metadata: Vec<Metadata>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TransferRead {
    #[serde(flatten)]
    transfer: TransferFields,
    #[serde(serialize_with = "dates::serialize_platform")]
    inserted_date: OffsetDateTime,
    status: TransferStatus,
    #[serde(serialize_with = "dates::serialize_platform")]
    last_updated_date: OffsetDateTime,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TransferFields {
    id_transfer: String,
    amount: Cents,
    organization_fiscal_code: String,
    remittance_information: String,
    category: String,
    iban: Option<String>,
    postal_iban: Option<String>,
    stamp: Option<Stamp>,
    company_name: Option<String>,
    transfer_metadata: Vec<Metadata>,
}

#[derive(Clone, Copy, Serialize)]
enum OptionStatus {
    #[serde(rename = "PO_UNPAID")]
    Unpaid,
    #[serde(rename = "PO_PAID")]
    Paid,
    #[serde(rename = "PO_PARTIALLY_REPORTED")]
    PartiallyReported,
    #[serde(rename = "PO_REPORTED")]
    Reported,
}

#[derive(Clone, Copy, Serialize)]
enum TransferStatus {
    #[serde(rename = "T_UNREPORTED")]
    Unreported,
    #[serde(rename = "T_REPORTED")]
    Reported,
}

impl PositionWritten {
    pub fn new(position: &DebtPosition, now: OffsetDateTime) -> Self {
        let written = |option| OptionWritten::new(option, now);
        Self {
            position: PositionFields::new(position, now),
            pay_stand_in: position.details.pay_stand_in,
            fiscal_code: position.details.debtor_code.clone(),
            full_name: position.details.debtor_name.clone(),
            address: position.details.address.clone(),
            switch_to_expired: position.details.switch_to_expired,
            payment_option: position.options.iter().map(written).collect(),
        }
    }
}

impl PositionRead {
    pub fn new(position: &DebtPosition, now: OffsetDateTime) -> Self {
        let read = |option| OptionRead::new(position, option, now);
        Self {
            position: PositionFields::new(position, now),
            organization_fiscal_code: position.details.creditor.clone(),
            inserted_date: position.inserted,
            publish_date: position.published,
            last_updated_date: position.updated,
            payment_option: position.options.iter().map(read).collect(),
        }
    }
}

impl PositionFields {
    fn new(position: &DebtPosition, now: OffsetDateTime) -> Self {
        Self {
            iupd: position.details.iupd.clone(),
            kind: position.details.kind,
            company_name: position.details.company_name.clone(),
            office_name: position.details.office_name.clone(),
            validity_date: position.details.validity,
            payment_date: position.payment_date(now),
            status: position.status(now),
        }
    }
}

impl OptionWritten {
    fn new(option: &PaymentOption, now: OffsetDateTime) -> Self {
        Self {
            option: OptionFields::new(option, now),
            transfer: option.details.transfers.iter().map(TransferFields::new).collect(),
        }
    }
}

impl OptionRead {
    pub fn new(position: &DebtPosition, option: &PaymentOption, now: OffsetDateTime) -> Self {
        let payment = option.visible_payment(now);
        let reported_at = option.reported_at(now);
        let status = match (payment, reported_at) {
            (None, _) => OptionStatus::Unpaid,
            (Some(_), Some(_)) => OptionStatus::Reported,
            (Some(_), None) if option.reported_transfers.is_empty() => OptionStatus::Paid,
            (Some(_), None) => OptionStatus::PartiallyReported,
        };
        let read = |transfer| TransferRead::new(position, option, transfer, now);
        Self {
            option: OptionFields::new(option, now),
            organization_fiscal_code: position.details.creditor.clone(),
            payment_date: payment.map(|payment| payment.paid_at),
            reporting_date: reported_at,
            inserted_date: position.inserted,
            payment_method: payment
                .and_then(|payment| payment.receipt.as_ref())
                .map(|receipt| receipt.method.clone()),
            psp_company: payment.and_then(Payment::psp).map(str::to_owned),
            id_receipt: payment.and_then(Payment::receipt_id).map(str::to_owned),
            id_flow_reporting: payment.filter(|_| reported_at.is_some()).map(flow_id),
            status,
            last_updated_date: option.updated,
            transfer: option.details.transfers.iter().map(read).collect(),
        }
    }
}

impl OptionFields {
    fn new(option: &PaymentOption, now: OffsetDateTime) -> Self {
        Self {
            nav: option.details.nav.clone(),
            iuv: option.details.iuv.clone(),
            amount: option.details.amount,
            description: option.details.description.clone(),
            is_partial_payment: option.details.is_partial,
            due_date: option.details.due,
            retention_date: option.details.retention,
            fee: option.visible_payment(now).map_or(Cents(0), |payment| payment.fee),
            notification_fee: option.notification_fee,
            payment_option_metadata: option.details.metadata.clone(),
        }
    }
}

impl TransferRead {
    pub fn new(
        position: &DebtPosition,
        option: &PaymentOption,
        transfer: &Transfer,
        now: OffsetDateTime,
    ) -> Self {
        let reported = option.is_transfer_reported(transfer.id, now);
        let mut fields = TransferFields::new(transfer);
        // Only a read transfer falls back to the position's company name.
        fields.company_name.get_or_insert_with(|| position.details.company_name.clone());
        Self {
            transfer: fields,
            inserted_date: position.inserted,
            status: if reported { TransferStatus::Reported } else { TransferStatus::Unreported },
            last_updated_date: option.updated,
        }
    }
}

impl TransferFields {
    fn new(transfer: &Transfer) -> Self {
        Self {
            id_transfer: transfer.id.to_string(),
            amount: transfer.amount,
            organization_fiscal_code: transfer.creditor.clone(),
            remittance_information: transfer.remittance_information.clone(),
            category: transfer.category.clone(),
            iban: transfer.iban.clone(),
            postal_iban: transfer.postal_iban.clone(),
            stamp: transfer.stamp.clone(),
            company_name: transfer.company_name.clone(),
            transfer_metadata: transfer.metadata.clone(),
        }
    }
}

/// The identifier of the reporting flow. Payment service providers send one a day.
fn flow_id(payment: &Payment) -> String {
    format!("{}PROVA-{}", payment.paid_at.date(), payment.paid_at.hour())
}
