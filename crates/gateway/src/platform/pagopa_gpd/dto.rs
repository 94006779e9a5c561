//! Requests to GPD and Checkout and their answers, in their own field names.

use contract::PaymentMeans;
use iban::IbanLike as _;
use pagopa::{Amount, NoticeNumber};
use serde::{Deserialize, Serialize};

use super::super::{Listed, NewCart, NewPosition, Payment, PlatformError, Position, PositionStatus};
use crate::{
    clock::{Moment, PaymentDate, end_of_italian_day},
    config,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PositionRequest {
    iupd: String,
    r#type: &'static str,
    fiscal_code: String,
    full_name: String,
    company_name: String,
    switch_to_expired: bool,
    payment_option: [OptionRequest; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OptionRequest {
    nav: String,
    iuv: String,
    amount: u64,
    description: String,
    is_partial_payment: bool,
    due_date: String,
    transfer: [TransferRequest; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TransferRequest {
    id_transfer: &'static str,
    amount: u64,
    remittance_information: String,
    category: String,
    iban: String,
}

impl PositionRequest {
    pub(super) fn new(position: &NewPosition, creditor: &config::Creditor) -> Self {
        let cents = position.amount.cents();
        let transfer = TransferRequest {
            id_transfer: "1",
            amount: cents,
            remittance_information: position.subject.clone(),
            category: creditor.taxonomy.clone(),
            iban: creditor.iban.electronic_str().to_owned(),
        };
        let option = OptionRequest {
            nav: position.notice_number.to_string(),
            iuv: position.notice_number.iuv().to_string(),
            amount: cents,
            description: position.subject.clone(),
            is_partial_payment: false,
            // GPD's due date is UTC without a zone; people pay until the end of the day in Italy.
            due_date: end_of_italian_day(&position.due_date).to_utc_text(),
            transfer: [transfer],
        };
        Self {
            iupd: position.iupd.clone(),
            r#type: "F",
            fiscal_code: position.debtor_code.to_string(),
            full_name: position.debtor_name.clone(),
            company_name: creditor.name.clone(),
            // Without it a notice stays payable after its due date.
            switch_to_expired: true,
            payment_option: [option],
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PositionAnswer {
    pub(super) iupd: String,
    pub(super) status: String,
    payment_date: Option<String>,
    inserted_date: Option<String>,
    #[serde(default)]
    payment_option: Vec<OptionAnswer>,
}

/// A page of the list. Its own fields are not in camel case.
#[derive(Deserialize)]
pub(super) struct ListAnswer {
    /// Each is read by itself: one of other software that this version cannot read does not hide the others.
    #[serde(default)]
    payment_position_list: Vec<serde_json::Value>,
    pub(super) page_info: PageInfo,
}

impl ListAnswer {
    /// The positions that can be read.
    pub(super) fn positions(self) -> impl Iterator<Item = PositionAnswer> {
        self.payment_position_list.into_iter().filter_map(|value| {
            let iupd = value.get("iupd").and_then(|iupd| iupd.as_str()).unwrap_or_default().to_owned();
            let answer = serde_json::from_value(value);
            answer
                .inspect_err(|_| tracing::warn!(iupd, "a position in the platform's list cannot be read"))
                .ok()
        })
    }
}

#[derive(Deserialize)]
pub(super) struct PageInfo {
    pub(super) total_pages: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OptionAnswer {
    nav: Option<String>,
    iuv: String,
    amount: u64,
    #[serde(default)]
    description: String,
    due_date: Option<String>,
    payment_date: Option<String>,
    id_receipt: Option<String>,
    payment_method: Option<String>,
    psp_company: Option<String>,
}

/// What a payment type code of the platform means. GPD repeats the word of the receipt: a code of pagoPA's list (biz-events,
/// `paymentMethod`: PO is a payment that begins at a payment service provider, all others begin on a payment page), or a
/// word of the node (`creditCard`, `bancomat`, `cash`, `other`).
fn means(method: &str) -> Option<PaymentMeans> {
    match method.trim() {
        "BBT" | "BP" | "AD" | "CP" | "OBEP" | "JIF" | "MYBK" | "PPAL" | "PPAY" | "BPAY" | "SATY" | "APPL"
        | "GOOG" | "KLRN" | "RBPP" | "RBPR" | "RBPS" | "RICO" | "RPIC" => Some(PaymentMeans::Online),
        "PO" => Some(PaymentMeans::Provider),
        "cash" => Some(PaymentMeans::Cash),
        _ => None,
    }
}

impl OptionAnswer {
    /// A notice number that was left out is `3` and the IUV (GPD, PaymentPositionCRUDService).
    fn notice_number(&self) -> Result<NoticeNumber, PlatformError> {
        let text = self.nav.clone().unwrap_or_else(|| format!("3{}", self.iuv));
        text.parse().map_err(|_| PlatformError::Malformed("a notice number that is none".into()))
    }
}

impl PositionAnswer {
    pub(super) fn is(&self, wanted: &NewPosition) -> bool {
        self.payment_option.first().is_some_and(|option| {
            option.amount == wanted.amount.cents()
                && option.notice_number().is_ok_and(|number| number == wanted.notice_number)
        })
    }

    pub(super) fn made_at(&self) -> Option<Moment> {
        Moment::parse(self.inserted_date.as_deref()?)
    }

    pub(super) fn into_listed(self) -> Result<Listed, PlatformError> {
        let made_at = self.made_at();
        let subject = self.payment_option.first().map(|option| option.description.clone());
        let iupd = self.iupd.clone();
        let position = self.into_position()?;
        Ok(Listed { iupd, position, subject: subject.unwrap_or_default(), made_at })
    }

    pub(super) fn into_position(self) -> Result<Position, PlatformError> {
        let malformed = |text: &str| PlatformError::Malformed(text.to_owned());
        let option =
            self.payment_option.first().ok_or_else(|| malformed("a position without payment option"))?;
        let amount = Amount::from_cents(option.amount).map_err(|_| malformed("an amount out of range"))?;
        let notice_number = option.notice_number()?;
        let due_date = option.due_date.as_deref().and_then(Moment::parse).map(Moment::last_whole_italian_day);
        let status = match self.status.as_str() {
            "DRAFT" | "PUBLISHED" => PositionStatus::Draft,
            "VALID" => PositionStatus::Payable,
            "PAID" | "REPORTED" => {
                let date = option.payment_date.as_deref().or(self.payment_date.as_deref());
                // A paid position without receipt id is still paid; its own number is unique as well.
                let receipt_id = option
                    .id_receipt
                    .clone()
                    .filter(|id| !id.trim().is_empty())
                    .unwrap_or_else(|| format!("notice-{notice_number}"));
                let paid_at = date.and_then(PaymentDate::parse).map(PaymentDate::moment);
                if paid_at.is_none() {
                    tracing::warn!(?date, "the platform's payment date cannot be read");
                }
                let provider = option.psp_company.clone().filter(|name| !name.trim().is_empty());
                let means = option.payment_method.as_deref().and_then(means);
                PositionStatus::Paid(Payment { receipt_id, paid_at, means, provider })
            }
            "EXPIRED" => PositionStatus::Expired,
            "INVALID" => PositionStatus::Invalid,
            "PARTIALLY_PAID" => PositionStatus::PartlyPaid,
            other => PositionStatus::Unknown(other.to_owned()),
        };
        Ok(Position { status, amount, notice_number, due_date })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CartRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    email_notice: Option<String>,
    payment_notices: Vec<CartNotice>,
    return_urls: CartReturns,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CartNotice {
    notice_number: String,
    fiscal_code: String,
    amount: u64,
    company_name: String,
    description: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CartReturns {
    return_ok_url: String,
    return_cancel_url: String,
    return_error_url: String,
    return_waiting_url: String,
}

impl CartRequest {
    pub(super) fn new(cart: &NewCart, creditor: &config::Creditor) -> Self {
        let payment_notices = cart
            .items
            .iter()
            .map(|item| CartNotice {
                notice_number: item.notice_number.to_string(),
                fiscal_code: creditor.code.to_string(),
                amount: item.amount.cents(),
                company_name: creditor.name.clone(),
                description: item.subject.clone(),
            })
            .collect();
        let returns = cart.returns.clone();
        Self {
            email_notice: cart.email.clone(),
            payment_notices,
            return_urls: CartReturns {
                return_ok_url: returns.ok,
                return_cancel_url: returns.cancel,
                return_error_url: returns.error,
                return_waiting_url: returns.waiting,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: &str) -> PositionAnswer {
        let text = format!(
            r#"{{"iupd":"x","status":"{status}","paymentOption":[{{"iuv":"02032002700000251","amount":2500,
               "paymentDate":"2026-11-23T12:16:45","idReceipt":"R1","status":"PO_PAID"}}]}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn every_state_of_gpd_has_a_meaning() {
        let meaning = |status: &str| answer(status).into_position().unwrap().status;
        assert_eq!(meaning("VALID"), PositionStatus::Payable);
        assert_eq!(meaning("PUBLISHED"), PositionStatus::Draft);
        assert!(matches!(meaning("PAID"), PositionStatus::Paid(_)));
        assert!(matches!(meaning("REPORTED"), PositionStatus::Paid(payment) if payment.receipt_id == "R1"));
        assert_eq!(meaning("EXPIRED"), PositionStatus::Expired);
        assert_eq!(meaning("INVALID"), PositionStatus::Invalid);
        assert_eq!(meaning("PARTIALLY_PAID"), PositionStatus::PartlyPaid);
        assert_eq!(meaning("SOMETHING_NEW"), PositionStatus::Unknown("SOMETHING_NEW".into()));
    }

    fn paid_at(date: &str) -> Option<String> {
        let text = format!(
            r#"{{"iupd":"x","status":"PAID","paymentOption":[{{"iuv":"02032002700000251","amount":2500,
               "paymentDate":{date},"idReceipt":"R1"}}]}}"#
        );
        let position: PositionAnswer = serde_json::from_str(&text).unwrap();
        match position.into_position().unwrap().status {
            PositionStatus::Paid(payment) => payment.paid_at.map(|at| at.to_wire().as_str().to_owned()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn payment_date_without_a_zone_is_italian_time() {
        assert_eq!(paid_at(r#""2026-11-23T23:30:00""#).as_deref(), Some("2026-11-23T22:30:00Z"));
        assert_eq!(paid_at(r#""2026-07-23T23:30:00.123""#).as_deref(), Some("2026-07-23T21:30:00Z"));
        assert_eq!(paid_at(r#""2026-11-23T23:30:00Z""#).as_deref(), Some("2026-11-23T23:30:00Z"));
    }

    #[test]
    fn payment_date_that_is_missing_or_unreadable_is_unknown() {
        for date in ["null", r#""""#, r#""yesterday""#, r#""2026-13-01T00:00:00""#, r#""2026-11-23""#] {
            assert_eq!(paid_at(date), None, "{date}");
        }
    }

    #[test]
    fn means_of_payment_are_known_or_left_out() {
        for (method, expected) in [
            ("CP", Some(PaymentMeans::Online)),
            ("MYBK", Some(PaymentMeans::Online)),
            ("PO", Some(PaymentMeans::Provider)),
            ("cash", Some(PaymentMeans::Cash)),
            ("other", None),
            ("bank transfer", None),
            ("", None),
        ] {
            assert_eq!(means(method), expected, "{method}");
        }
    }

    #[test]
    fn a_left_out_notice_number_is_three_and_the_iuv() {
        let position = answer("VALID").into_position().unwrap();
        assert_eq!(position.notice_number.to_string(), "302032002700000251");
    }
}
