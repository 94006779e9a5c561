//! Mail that must leave: a receipt is written down in the transaction that credits the account.

use contract::{Language, TopUpId};

use super::{
    Result, Store, Write,
    columns::{Cents, TextColumn},
};
use crate::clock::Moment;
use pagopa::{Amount, NoticeNumber};

/// A receipt to be sent.
#[derive(sqlx::FromRow)]
pub struct Due {
    pub outbox_id: i64,
    pub tries: u32,
    #[sqlx(flatten)]
    pub receipt: Receipt,
}

/// What the guardian is told once a top-up is credited.
#[derive(sqlx::FromRow)]
pub struct Receipt {
    #[sqlx(try_from = "String")]
    pub top_up_id: TopUpId,
    pub email: String,
    pub name: String,
    #[sqlx(try_from = "TextColumn")]
    pub language: Language,
    #[sqlx(json)]
    pub children: Vec<String>,
    pub service: String,
    #[sqlx(rename = "amount_cents", try_from = "Cents")]
    pub amount: Amount,
    #[sqlx(try_from = "TextColumn")]
    pub notice_number: NoticeNumber,
    pub paid_at: Moment,
    /// After the credit, whole cents.
    pub balance_cents: i64,
}

pub async fn add(write: &mut Write, top_up_id: &TopUpId, now: Moment) -> Result<()> {
    sqlx::query("INSERT INTO outbox (top_up_id, next_try_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(top_up_id.as_str())
        .bind(now)
        .execute(&mut **write)
        .await?;
    Ok(())
}

pub async fn sent(write: &mut Write, outbox_id: i64) -> Result<()> {
    sqlx::query("DELETE FROM outbox WHERE id = ?").bind(outbox_id).execute(&mut **write).await?;
    Ok(())
}

pub async fn postpone(write: &mut Write, outbox_id: i64, until: Moment) -> Result<()> {
    sqlx::query("UPDATE outbox SET tries = tries + 1, next_try_at = ? WHERE id = ?")
        .bind(until)
        .bind(outbox_id)
        .execute(&mut **write)
        .await?;
    Ok(())
}

impl Store {
    pub async fn receipts_due(&self, now: Moment, limit: u32) -> Result<Vec<Due>> {
        let due = sqlx::query_as(
            "SELECT o.id AS outbox_id, o.tries, o.top_up_id, g.email, g.name, g.language, a.children, a.service, t.amount_cents,
                    t.notice_number, t.paid_at, a.imported_balance_cents + a.credited_cents AS balance_cents
             FROM outbox o JOIN top_ups t ON t.id = o.top_up_id JOIN accounts a ON a.id = t.account_id
             JOIN guardians g ON g.id = t.guardian_id
             WHERE o.next_try_at <= ? ORDER BY o.next_try_at LIMIT ?",
        );
        Ok(due.bind(now).bind(limit).fetch_all(self.readers()).await?)
    }
}
