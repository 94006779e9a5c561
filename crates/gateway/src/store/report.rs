//! The office's list of what was credited, and of what is open or anomalous.

use contract::{Anomaly, Date, PaymentMeans, TopUpState};
use pagopa::{Amount, NoticeNumber};

use super::{
    Result, Store,
    columns::{Cents, OptionalText, TextColumn, state_word},
};
use crate::clock::Moment;

/// A credited top-up.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CreditedRow {
    #[sqlx(try_from = "TextColumn")]
    pub notice_number: NoticeNumber,
    pub receipt_id: String,
    /// The account's number at the office.
    pub account: String,
    pub service: String,
    #[sqlx(rename = "amount_cents", try_from = "Cents")]
    pub amount: Amount,
    /// `None` if the platform does not name it.
    pub paid_at: Option<Moment>,
    pub credited_at: Moment,
    #[sqlx(try_from = "OptionalText")]
    pub means: Option<PaymentMeans>,
    pub provider: Option<String>,
}

/// A top-up that may still be paid, or that the office must look at.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PendingRow {
    #[sqlx(try_from = "TextColumn")]
    pub notice_number: NoticeNumber,
    /// The account's number at the office.
    pub account: String,
    pub service: String,
    #[sqlx(rename = "amount_cents", try_from = "Cents")]
    pub amount: Amount,
    #[sqlx(try_from = "TextColumn")]
    pub state: TopUpState,
    #[sqlx(try_from = "OptionalText")]
    pub anomaly: Option<Anomaly>,
    pub created_at: Moment,
    #[sqlx(try_from = "String")]
    pub due_date: Date,
}

impl PendingRow {
    /// As it is stored.
    pub const fn state_word(&self) -> &'static str {
        state_word(self.state)
    }
}

impl Store {
    /// What was credited from `from` until before `until`, in this order.
    pub async fn credited_between(&self, from: Moment, until: Moment) -> Result<Vec<CreditedRow>> {
        Ok(fetch_all!(
            self,
            sqlx::query_as(
                "SELECT t.notice_number, c.receipt_id, a.reference AS account, a.service, c.amount_cents, c.paid_at,
                     c.credited_at, c.means, c.provider
                 FROM credits c JOIN top_ups t ON t.id = c.top_up_id JOIN accounts a ON a.id = c.account_id
                 WHERE c.credited_at >= $1 AND c.credited_at < $2 ORDER BY c.credited_at, t.id",
            )
            .bind(from)
            .bind(until)
        )?)
    }

    /// Those that were made before `until` and are open, paid but not credited, or anomalous now, the oldest first.
    pub async fn pending_before(&self, until: Moment) -> Result<Vec<PendingRow>> {
        Ok(fetch_all!(self, sqlx::query_as(
            "SELECT t.notice_number, a.reference AS account, a.service, t.amount_cents, t.state, t.anomaly, t.created_at,
                 t.due_date
             FROM top_ups t JOIN accounts a ON a.id = t.account_id
             WHERE t.created_at < $1 AND t.state IN ('opening', 'unpaid', 'in_progress', 'paid', 'anomalous')
             ORDER BY t.id",
        )
        .bind(until)
        )?)
    }
}
