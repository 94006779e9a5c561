//! Payments and notification fees in requests.

use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;

use super::problem::Problem;
use crate::cents::Cents;
use crate::rome;
use crate::state::registry::payment::{Payment, Receipt};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NotificationFeeDto {
    /// Cents.
    pub notification_fee: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PaymentDto {
    payment_date: String,
    payment_method: Option<String>,
    psp_company: String,
    id_receipt: String,
    /// Cents, as text or as a number.
    fee: Option<Value>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct AlreadyPaidDto {
    payment_date: Option<String>,
}

pub fn parse_payment(raw: &[u8], now: OffsetDateTime) -> Result<Payment, Problem> {
    let dto: PaymentDto = read(raw)?;
    for (field, text) in [("pspCompany", &dto.psp_company), ("idReceipt", &dto.id_receipt)] {
        if text.trim().is_empty() {
            return Err(Problem::bad_request(format!("{field}: is required")));
        }
    }
    let receipt =
        Receipt { psp: dto.psp_company, method: dto.payment_method.unwrap_or_default(), id: dto.id_receipt };
    Ok(Payment::elsewhere(payment_date(&dto.payment_date)?, Some(receipt), fee(dto.fee)?, now))
}

/// The date is now unless given.
pub fn parse_already_paid(raw: &[u8], now: OffsetDateTime) -> Result<Payment, Problem> {
    let dto: AlreadyPaidDto = read(raw)?;
    let paid_at = dto.payment_date.as_deref().map_or(Ok(rome::in_rome(now)), payment_date)?;
    Ok(Payment::elsewhere(paid_at, None, Cents(0), now))
}

fn read<'a, T: Deserialize<'a>>(raw: &'a [u8]) -> Result<T, Problem> {
    serde_json::from_slice(raw).map_err(|error| Problem::bad_request(error.to_string()))
}

fn payment_date(text: &str) -> Result<OffsetDateTime, Problem> {
    rome::parse(text)
        .ok_or_else(|| Problem::bad_request("paymentDate: is not a date like 2026-11-30T10:00:00"))
}

fn fee(fee: Option<Value>) -> Result<Cents, Problem> {
    let cents = match fee {
        None | Some(Value::Null) => Some(0),
        Some(Value::String(text)) => text.parse().ok(),
        Some(number) => number.as_u64(),
    };
    cents.map(Cents).ok_or_else(|| Problem::bad_request("fee: is not a number of cents"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fee_is_text_or_a_number() {
        for (value, cents) in [(Value::from("150"), 150), (Value::from(150), 150), (Value::Null, 0)] {
            assert_eq!(fee(Some(value)).ok(), Some(Cents(cents)));
        }
        assert!(fee(Some(Value::from("1,50"))).is_err());
    }
}
