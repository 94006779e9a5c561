//! A payment notice: its key, and what payers and clerks see of it.

use serde::Serialize;
use time::OffsetDateTime;

use super::position::{DebtPosition, PaymentOption};
use crate::cents::Cents;

/// The creditor (eleven digits) and the notice number (eighteen digits) identify a notice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoticeKey {
    pub creditor: String,
    pub nav: String,
}

impl NoticeKey {
    pub fn new(creditor: &str, nav: &str) -> Self {
        Self { creditor: creditor.to_owned(), nav: nav.to_owned() }
    }
}

/// What payers and clerks see of a notice. Its JSON is part of the counter's answer.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeDetails {
    pub creditor_code: String,
    pub creditor_name: String,
    pub office: Option<String>,
    pub notice_number: String,
    pub description: String,
    pub debtor_name: String,
    #[serde(rename = "amount_cents")]
    pub amount: Cents,
    #[serde(rename = "due_date", serialize_with = "time::serde::rfc3339::serialize")]
    pub due: OffsetDateTime,
}

impl NoticeDetails {
    pub fn new(position: &DebtPosition, option: &PaymentOption) -> Self {
        Self {
            creditor_code: position.details.creditor.clone(),
            creditor_name: position.details.company_name.clone(),
            office: position.details.office_name.clone(),
            notice_number: option.details.nav.clone(),
            description: option.details.description.clone(),
            debtor_name: position.details.debtor_name.clone(),
            amount: option.details.amount,
            due: option.details.due,
        }
    }
}
