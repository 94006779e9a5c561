//! What was paid in a time, for the yearly statements.
//!
//! The moment that counts is the payment's, as the platform names it. If it names none, it is the moment of the credit.

use contract::{AccountId, PaymentMeans};
use pagopa::{Amount, NoticeNumber};

use super::{
    Result, Store,
    accounts::{GUARDIAN, Guardian},
    columns::{Cents, OptionalText, TextColumn},
};
use crate::clock::Moment;

/// A credited top-up with its account. It contains names of people, so it has no `Debug`.
#[derive(Clone, sqlx::FromRow)]
pub struct PaymentRow {
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    /// The account's number at the office.
    pub reference: String,
    #[sqlx(json)]
    pub children: Vec<String>,
    /// The part of each child in whole per cent; `None` if the office does not split the account.
    #[sqlx(json(nullable))]
    pub children_shares: Option<Vec<u32>>,
    pub service: String,
    #[sqlx(rename = "amount_cents", try_from = "Cents")]
    pub amount: Amount,
    #[sqlx(try_from = "TextColumn")]
    pub notice_number: NoticeNumber,
    pub receipt_id: String,
    /// The moment of the payment, or of the credit.
    pub counts_at: Moment,
    /// Whether the platform names the moment of the payment.
    pub has_payment_day: bool,
    #[sqlx(try_from = "OptionalText")]
    pub means: Option<PaymentMeans>,
}

impl Store {
    /// What was paid for a guardian's top-ups from `from` until before `until`, by account and moment.
    pub async fn payments_of(
        &self,
        guardian_id: &str,
        from: Moment,
        until: Moment,
    ) -> Result<Vec<PaymentRow>> {
        Ok(fetch_all!(self, sqlx::query_as(
            "SELECT c.account_id, a.reference, a.children, a.children_shares, a.service, c.amount_cents, t.notice_number,
                 c.receipt_id, coalesce(c.paid_at, c.credited_at) AS counts_at, c.paid_at IS NOT NULL AS has_payment_day,
                 c.means
             FROM top_ups t JOIN credits c ON c.top_up_id = t.id JOIN accounts a ON a.id = c.account_id
             WHERE t.guardian_id = $1 AND coalesce(c.paid_at, c.credited_at) >= $2
                 AND coalesce(c.paid_at, c.credited_at) < $3
             ORDER BY a.reference, coalesce(c.paid_at, c.credited_at), t.id",
        )
        .bind(guardian_id)
        .bind(from)
        .bind(until)
        )?)
    }

    /// Moment and cents of everything that was paid for a guardian's top-ups.
    pub async fn paid_by(&self, guardian_id: &str) -> Result<Vec<(Moment, i64)>> {
        Ok(fetch_all!(
            self,
            sqlx::query_as(
                "SELECT coalesce(c.paid_at, c.credited_at), c.amount_cents FROM top_ups t
             JOIN credits c ON c.top_up_id = t.id WHERE t.guardian_id = $1",
            )
            .bind(guardian_id)
        )?)
    }

    /// The guardians with payments in this time who have not been erased, by fiscal code.
    pub async fn payers(&self, from: Moment, until: Moment) -> Result<Vec<Guardian>> {
        let sql = format!(
            "{GUARDIAN} WHERE name <> '' AND id IN (SELECT t.guardian_id FROM credits c JOIN top_ups t ON t.id = c.top_up_id
             WHERE coalesce(c.paid_at, c.credited_at) >= $1 AND coalesce(c.paid_at, c.credited_at) < $2)
             ORDER BY fiscal_code"
        );
        Ok(fetch_all!(self, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(from).bind(until))?)
    }
}
