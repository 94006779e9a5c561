//! Requests to GPD and Checkout and their answers, in their own field names.

use pagopa::{Amount, NoticeNumber};
use serde::{Deserialize, Serialize};

use super::super::{NewCart, NewPosition, PlatformError, Position, PositionStatus};
use crate::{clock::Moment, config};

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
            iban: creditor.iban.clone(),
        };
        let option = OptionRequest {
            nav: position.notice_number.to_string(),
            iuv: position.notice_number.iuv().to_string(),
            amount: cents,
            description: position.subject.clone(),
            is_partial_payment: false,
            due_date: format!("{}T23:59:59", position.due_date),
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
    pub(super) status: String,
    payment_date: Option<String>,
    #[serde(default)]
    payment_option: Vec<OptionAnswer>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OptionAnswer {
    nav: Option<String>,
    iuv: String,
    amount: u64,
    payment_date: Option<String>,
    id_receipt: Option<String>,
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

    pub(super) fn into_position(self) -> Result<Position, PlatformError> {
        let malformed = |text: &str| PlatformError::Malformed(text.to_owned());
        let option =
            self.payment_option.first().ok_or_else(|| malformed("a position without payment option"))?;
        let amount = Amount::from_cents(option.amount).map_err(|_| malformed("an amount out of range"))?;
        let notice_number = option.notice_number()?;
        let status = match self.status.as_str() {
            "DRAFT" | "PUBLISHED" => PositionStatus::Draft,
            "VALID" => PositionStatus::Payable,
            "PAID" | "REPORTED" => {
                let date = option.payment_date.as_deref().or(self.payment_date.as_deref());
                // A paid position without receipt id is still paid; its own number is unique as well.
                let receipt_id =
                    option.id_receipt.clone().unwrap_or_else(|| format!("notice-{notice_number}"));
                let paid_at = date.and_then(Moment::parse).unwrap_or_else(Moment::now);
                PositionStatus::Paid { receipt_id, paid_at }
            }
            "EXPIRED" => PositionStatus::Expired,
            "INVALID" => PositionStatus::Invalid,
            _ => PositionStatus::Anomalous,
        };
        Ok(Position { status, amount, notice_number })
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
        assert!(matches!(meaning("PAID"), PositionStatus::Paid { .. }));
        assert!(matches!(meaning("REPORTED"), PositionStatus::Paid { receipt_id, .. } if receipt_id == "R1"));
        assert_eq!(meaning("EXPIRED"), PositionStatus::Expired);
        assert_eq!(meaning("INVALID"), PositionStatus::Invalid);
        assert_eq!(meaning("PARTIALLY_PAID"), PositionStatus::Anomalous);
        assert_eq!(meaning("SOMETHING_NEW"), PositionStatus::Anomalous);
    }

    #[test]
    fn a_left_out_notice_number_is_three_and_the_iuv() {
        let position = answer("VALID").into_position().unwrap();
        assert_eq!(position.notice_number.to_string(), "302032002700000251");
    }
}
