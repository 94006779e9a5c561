//! Checkouts.

use contract::{AttemptOutcome, CheckoutId, TopUpId};

use super::{
    Result, Store, Write,
    columns::{OptionalText, outcome_word},
};
use crate::clock::Moment;

/// One checkout.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CheckoutRow {
    #[sqlx(try_from = "String")]
    pub id: CheckoutId,
    pub guardian_id: String,
    pub redirect_url: String,
    pub opened_at: Moment,
    pub expires_at: Moment,
    #[sqlx(try_from = "OptionalText")]
    pub outcome: Option<AttemptOutcome>,
}

impl Store {
    pub async fn checkout(&self, id: &CheckoutId) -> Result<Option<CheckoutRow>> {
        let checkout = sqlx::query_as("SELECT * FROM checkouts WHERE id = ?").bind(id.as_str());
        Ok(checkout.fetch_optional(self.readers()).await?)
    }
}

pub async fn insert(write: &mut Write, row: &CheckoutRow, items: &[TopUpId]) -> Result<()> {
    sqlx::query(
        "INSERT INTO checkouts (id, guardian_id, redirect_url, opened_at, expires_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(row.id.as_str())
    .bind(&row.guardian_id)
    .bind(&row.redirect_url)
    .bind(row.opened_at)
    .bind(row.expires_at)
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

/// Stores a new address of the same cart's payment page.
pub async fn set_redirect(write: &mut Write, id: &CheckoutId, address: &str) -> Result<()> {
    sqlx::query("UPDATE checkouts SET redirect_url = ? WHERE id = ?")
        .bind(address)
        .bind(id.as_str())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Stores how the payer came back. A later return does not replace "paid" or "taken in charge": an old tab's return
/// address must not make it possible to pay again.
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
    .bind(now)
    .bind(id.as_str())
    .execute(&mut **write)
    .await?;
    Ok(())
}
