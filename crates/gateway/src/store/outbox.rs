//! Mail that must leave: a receipt is written down in the transaction that credits the account.

use contract::{Language, TopUpId};
use sqlx::Row;

use super::{Result, Store, StoreError, Write, accounts};
use crate::clock::Moment;
use pagopa::{Amount, NoticeNumber};

/// A receipt to be sent.
pub struct Due {
    pub outbox_id: i64,
    pub tries: u32,
    pub receipt: Receipt,
}

/// What the guardian is told once a top-up is credited.
pub struct Receipt {
    pub top_up_id: TopUpId,
    pub email: String,
    pub name: String,
    pub language: Language,
    pub children: Vec<String>,
    pub service: String,
    pub amount: Amount,
    pub notice_number: NoticeNumber,
    pub paid_at: Moment,
    /// After the credit, whole cents.
    pub balance_cents: i64,
}

pub async fn add(write: &mut Write, top_up_id: &TopUpId, now: Moment) -> Result<()> {
    sqlx::query("INSERT INTO outbox (top_up_id, next_try_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(top_up_id.as_str())
        .bind(now.millis())
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
        .bind(until.millis())
        .bind(outbox_id)
        .execute(&mut **write)
        .await?;
    Ok(())
}

impl Store {
    pub async fn receipts_due(&self, now: Moment, limit: u32) -> Result<Vec<Due>> {
        let rows = sqlx::query(
            "SELECT o.id AS outbox_id, o.tries, o.top_up_id, g.email, g.name, g.language, a.children, a.service, t.amount_cents,
                    t.notice_number, t.paid_at, a.imported_balance_cents + a.credited_cents AS balance_cents
             FROM outbox o JOIN top_ups t ON t.id = o.top_up_id JOIN accounts a ON a.id = t.account_id
             JOIN guardians g ON g.id = t.guardian_id
             WHERE o.next_try_at <= ? ORDER BY o.next_try_at LIMIT ?",
        )
        .bind(now.millis())
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let language: String = row.try_get("language")?;
                let notice: String = row.try_get("notice_number")?;
                let top_up_id: String = row.try_get("top_up_id")?;
                let receipt = Receipt {
                    top_up_id: top_up_id.parse().map_err(|_| StoreError::Corrupt("top-up id"))?,
                    email: row.try_get("email")?,
                    name: row.try_get("name")?,
                    language: Language::from_tag(&language).unwrap_or_default(),
                    children: accounts::children(row)?,
                    service: row.try_get("service")?,
                    amount: accounts::amount(row.try_get("amount_cents")?)?,
                    notice_number: notice.parse().map_err(|_| StoreError::Corrupt("notice number"))?,
                    paid_at: Moment::from_millis(row.try_get("paid_at")?),
                    balance_cents: row.try_get("balance_cents")?,
                };
                Ok(Due { outbox_id: row.try_get("outbox_id")?, tries: row.try_get("tries")?, receipt })
            })
            .collect()
    }
}
