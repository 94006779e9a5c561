//! Debt positions as the interface gives them back.
//! Writing answers with the request and its state; reading adds what the payments have made of it.

use serde::Serialize;
use time::OffsetDateTime;

use crate::clock;
use crate::euro::Cents;
use crate::registry::payment::Payment;
use crate::registry::position::{
    DebtPosition, DebtorAddress, DebtorKind, Metadata, PaymentOption, Stamp, Status, Transfer,
};

/// The answer to create, update, publish and invalidate.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionWritten {
    iupd: String,
    #[serde(rename = "type")]
    kind: DebtorKind,
    pay_stand_in: bool,
    fiscal_code: String,
    full_name: String,
    #[serde(flatten)]
    address: DebtorAddress,
    switch_to_expired: bool,
    company_name: String,
    office_name: Option<String>,
    #[serde(serialize_with = "clock::serialize_option")]
    validity_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "clock::serialize_option")]
    payment_date: Option<OffsetDateTime>,
    status: Status,
    payment_option: Vec<OptionWritten>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OptionWritten {
    nav: String,
    iuv: String,
    amount: Cents,
    description: String,
    is_partial_payment: bool,
    #[serde(serialize_with = "clock::serialize")]
    due_date: OffsetDateTime,
    #[serde(serialize_with = "clock::serialize_option")]
    retention_date: Option<OffsetDateTime>,
    fee: Cents,
    notification_fee: Cents,
    transfer: Vec<TransferWritten>,
    payment_option_metadata: Vec<Metadata>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TransferWritten {
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

/// The answer to reading one, and an element of the list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionRead {
    iupd: String,
    organization_fiscal_code: String,
    #[serde(rename = "type")]
    kind: DebtorKind,
    company_name: String,
    office_name: Option<String>,
    #[serde(serialize_with = "clock::serialize")]
    inserted_date: OffsetDateTime,
    #[serde(serialize_with = "clock::serialize_option")]
    publish_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "clock::serialize_option")]
    validity_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "clock::serialize_option")]
    payment_date: Option<OffsetDateTime>,
    status: Status,
    #[serde(serialize_with = "clock::serialize")]
    last_updated_date: OffsetDateTime,
    payment_option: Vec<OptionRead>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OptionRead {
    nav: String,
    iuv: String,
    organization_fiscal_code: String,
    amount: Cents,
    description: String,
    is_partial_payment: bool,
    #[serde(serialize_with = "clock::serialize")]
    due_date: OffsetDateTime,
    #[serde(serialize_with = "clock::serialize_option")]
    retention_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "clock::serialize_option")]
    payment_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "clock::serialize_option")]
    reporting_date: Option<OffsetDateTime>,
    #[serde(serialize_with = "clock::serialize")]
    inserted_date: OffsetDateTime,
    payment_method: Option<String>,
    fee: Cents,
    notification_fee: Cents,
    psp_company: Option<String>,
    id_receipt: Option<String>,
    id_flow_reporting: Option<String>,
    status: OptionStatus,
    #[serde(serialize_with = "clock::serialize")]
    last_updated_date: OffsetDateTime,
    payment_option_metadata: Vec<Metadata>,
    transfer: Vec<TransferRead>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TransferRead {
    organization_fiscal_code: String,
    company_name: Option<String>,
    id_transfer: String,
    amount: Cents,
    remittance_information: String,
    category: String,
    iban: Option<String>,
    postal_iban: Option<String>,
    stamp: Option<Stamp>,
    #[serde(serialize_with = "clock::serialize")]
    inserted_date: OffsetDateTime,
    status: TransferStatus,
    #[serde(serialize_with = "clock::serialize")]
    last_updated_date: OffsetDateTime,
    transfer_metadata: Vec<Metadata>,
}

#[derive(Clone, Copy, Serialize)]
enum OptionStatus {
    #[serde(rename = "PO_UNPAID")]
    Unpaid,
    #[serde(rename = "PO_PAID")]
    Paid,
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
        Self {
            iupd: position.details.iupd.clone(),
            kind: position.details.kind,
            pay_stand_in: position.details.pay_stand_in,
            fiscal_code: position.details.debtor_code.clone(),
            full_name: position.details.debtor_name.clone(),
            address: position.details.address.clone(),
            switch_to_expired: position.details.switch_to_expired,
            company_name: position.details.company_name.clone(),
            office_name: position.details.office_name.clone(),
            validity_date: position.details.validity,
            payment_date: position.payment_date(now),
            status: position.status(now),
            payment_option: position.options.iter().map(|option| OptionWritten::new(option, now)).collect(),
        }
    }
}

impl OptionWritten {
    fn new(option: &PaymentOption, now: OffsetDateTime) -> Self {
        Self {
            nav: option.details.nav.clone(),
            iuv: option.details.iuv.clone(),
            amount: option.details.amount,
            description: option.details.description.clone(),
            is_partial_payment: option.details.is_partial,
            due_date: option.details.due,
            retention_date: option.details.retention,
            fee: option.seen_payment(now).map_or(Cents(0), |payment| payment.fee),
            notification_fee: Cents(0),
            transfer: option.details.transfers.iter().map(TransferWritten::new).collect(),
            payment_option_metadata: option.details.metadata.clone(),
        }
    }
}

impl TransferWritten {
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

impl PositionRead {
    pub fn new(position: &DebtPosition, now: OffsetDateTime) -> Self {
        Self {
            iupd: position.details.iupd.clone(),
            organization_fiscal_code: position.details.creditor.clone(),
            kind: position.details.kind,
            company_name: position.details.company_name.clone(),
            office_name: position.details.office_name.clone(),
            inserted_date: position.inserted,
            publish_date: position.published,
            validity_date: position.details.validity,
            payment_date: position.payment_date(now),
            status: position.status(now),
            last_updated_date: position.updated,
            payment_option: position.options.iter().map(|o| OptionRead::new(position, o, now)).collect(),
        }
    }
}

impl OptionRead {
    fn new(position: &DebtPosition, option: &PaymentOption, now: OffsetDateTime) -> Self {
        let payment = option.seen_payment(now);
        let reported = payment.and_then(|payment| payment.reported(now));
        let status = match (payment, reported) {
            (None, _) => OptionStatus::Unpaid,
            (Some(_), None) => OptionStatus::Paid,
            (Some(_), Some(_)) => OptionStatus::Reported,
        };
        Self {
            nav: option.details.nav.clone(),
            iuv: option.details.iuv.clone(),
            organization_fiscal_code: position.details.creditor.clone(),
            amount: option.details.amount,
            description: option.details.description.clone(),
            is_partial_payment: option.details.is_partial,
            due_date: option.details.due,
            retention_date: option.details.retention,
            payment_date: payment.map(|payment| payment.at),
            reporting_date: reported,
            inserted_date: position.inserted,
            payment_method: payment.map(|payment| payment.method.clone()),
            fee: payment.map_or(Cents(0), |payment| payment.fee),
            notification_fee: Cents(0),
            psp_company: payment.map(|payment| payment.psp.clone()),
            id_receipt: payment.map(|payment| payment.receipt.clone()),
            id_flow_reporting: payment.filter(|_| reported.is_some()).map(flow),
            status,
            last_updated_date: option.updated,
            payment_option_metadata: option.details.metadata.clone(),
            transfer: option
                .details
                .transfers
                .iter()
                .map(|transfer| TransferRead::new(position, option, transfer, reported.is_some()))
                .collect(),
        }
    }
}

impl TransferRead {
    fn new(position: &DebtPosition, option: &PaymentOption, transfer: &Transfer, reported: bool) -> Self {
        let company = transfer.company_name.clone().unwrap_or_else(|| position.details.company_name.clone());
        Self {
            organization_fiscal_code: transfer.creditor.clone(),
            company_name: Some(company),
            id_transfer: transfer.id.to_string(),
            amount: transfer.amount,
            remittance_information: transfer.remittance_information.clone(),
            category: transfer.category.clone(),
            iban: transfer.iban.clone(),
            postal_iban: transfer.postal_iban.clone(),
            stamp: transfer.stamp.clone(),
            inserted_date: position.inserted,
            status: if reported { TransferStatus::Reported } else { TransferStatus::Unreported },
            last_updated_date: option.updated,
            transfer_metadata: transfer.metadata.clone(),
        }
    }
}

/// A flow a day, as payment service providers send them.
fn flow(payment: &Payment) -> String {
    format!("{}PROVA-{}", payment.at.date(), payment.at.hour())
}
