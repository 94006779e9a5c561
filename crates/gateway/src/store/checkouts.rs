//! Visits to the payment page.

use contract::{AttemptOutcome, CheckoutId, TopUpId};
use sqlx::Row;

use super::{
    Result, Store, StoreError, Write,
    top_ups::{outcome_of, outcome_word},
};
use crate::clock::Moment;

/// One visit.
#[derive(Debug, Clone)]
pub struct CheckoutRow {
    pub id: CheckoutId,
    pub guardian_id: String,
    pub redirect_url: String,
    pub opened_at: Moment,
    pub expires_at: Moment,
    pub outcome: Option<AttemptOutcome>,
}

impl Store {
    pub async fn checkout(&self, id: &CheckoutId) -> Result<Option<CheckoutRow>> {
        let row = sqlx::query("SELECT * FROM checkouts WHERE id = ?")
            .bind(id.as_str())
            .fetch_optional(self.readers())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let stored_id: String = row.try_get("id")?;
        let outcome: Option<String> = row.try_get("outcome")?;
        Ok(Some(CheckoutRow {
            id: stored_id.parse().map_err(|_| StoreError::Corrupt("checkout id"))?,
            guardian_id: row.try_get("guardian_id")?,
            redirect_url: row.try_get("redirect_url")?,
            opened_at: Moment::from_millis(row.try_get("opened_at")?),
            expires_at: Moment::from_millis(row.try_get("expires_at")?),
            outcome: outcome.as_deref().map(outcome_of).transpose()?,
        }))
    }
}

pub async fn insert(write: &mut Write, row: &CheckoutRow, items: &[TopUpId]) -> Result<()> {
    sqlx::query(
        "INSERT INTO checkouts (id, guardian_id, redirect_url, opened_at, expires_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(row.id.as_str())
    .bind(&row.guardian_id)
    .bind(&row.redirect_url)
    .bind(row.opened_at.millis())
    .bind(row.expires_at.millis())
    .execute(&mut **write)
    .await?;
    for (position, item) in (0i64..).zip(items) {
        sqlx::query("INSERT INTO checkout_items (checkout_id, position, top_up_id) VALUES (?, ?, ?)")
            .bind(row.id.as_str())
            .bind(position)
            .bind(item.as_str())
            .execute(&mut **write)
            .await?;
    }
    Ok(())
}

/// The same cart's page is entered by another address from now on.
pub async fn set_redirect(write: &mut Write, id: &CheckoutId, address: &str) -> Result<()> {
    sqlx::query("UPDATE checkouts SET redirect_url = ? WHERE id = ?")
        .bind(address)
        .bind(id.as_str())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Writes down how the payer came back. "Paid" and "taken in charge" are never taken back by a later word:
/// an old tab's return address must not open the way to paying again.
pub async fn record_return(
    write: &mut Write,
    id: &CheckoutId,
    outcome: AttemptOutcome,
    now: Moment,
) -> Result<()> {
    sqlx::query(
        "UPDATE checkouts SET outcome = ?, returned_at = ?
         WHERE id = ? AND (outcome IS NULL OR outcome IN ('cancel', 'error'))",
    )
    .bind(outcome_word(outcome))
    .bind(now.millis())
    .bind(id.as_str())
    .execute(&mut **write)
    .await?;
    Ok(())
}
