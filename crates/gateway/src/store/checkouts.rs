//! Checkouts.

use contract::{AttemptOutcome, CheckoutId, TopUpId};

use super::{
    Result, Store, Write,
    columns::{OptionalText, outcome_word},
    top_ups::AttemptRow,
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

/// A checkout in its guardian's data.
#[derive(sqlx::FromRow)]
pub struct CheckoutOfGuardian {
    pub opened_at: Moment,
    #[sqlx(try_from = "OptionalText")]
    pub outcome: Option<AttemptOutcome>,
    pub returned_at: Option<Moment>,
}

impl Store {
    /// All that are kept, the newest first.
    pub async fn checkouts_of(&self, guardian_id: &str) -> Result<Vec<CheckoutOfGuardian>> {
        Ok(fetch_all!(
            self,
            sqlx::query_as(
                "SELECT opened_at, outcome, returned_at FROM checkouts WHERE guardian_id = $1 ORDER BY opened_at DESC, id",
            )
            .bind(guardian_id)
        )?)
    }

    pub async fn checkout(&self, id: &CheckoutId) -> Result<Option<CheckoutRow>> {
        Ok(fetch_optional!(self, sqlx::query_as("SELECT * FROM checkouts WHERE id = $1").bind(id.as_str()))?)
    }
}

pub async fn insert(write: &mut Write, row: &CheckoutRow, items: &[TopUpId]) -> Result<()> {
    execute!(write, sqlx::query(
        "INSERT INTO checkouts (id, guardian_id, redirect_url, opened_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(row.id.as_str())
    .bind(&row.guardian_id)
    .bind(&row.redirect_url)
    .bind(row.opened_at)
    .bind(row.expires_at)
    )?;
    for (position, item) in (0i64..).zip(items) {
        execute!(
            write,
            sqlx::query("INSERT INTO checkout_items (checkout_id, position, top_up_id) VALUES ($1, $2, $3)")
                .bind(row.id.as_str())
                .bind(position)
                .bind(item.as_str())
        )?;
    }
    Ok(())
}

/// Stores a new address of the same cart's payment page.
pub async fn set_redirect(write: &mut Write, id: &CheckoutId, address: &str) -> Result<()> {
    execute!(
        write,
        sqlx::query("UPDATE checkouts SET redirect_url = $1 WHERE id = $2").bind(address).bind(id.as_str())
    )?;
    Ok(())
}

/// As a visit to the payment page, inside this write.
pub async fn attempt(write: &mut Write, id: &CheckoutId) -> Result<Option<AttemptRow>> {
    Ok(fetch_optional!(write, sqlx::query_as(
        "SELECT id AS checkout_id, redirect_url, opened_at, expires_at, outcome, returned_at FROM checkouts WHERE id = $1",
    ).bind(id.as_str()))?)
}

/// Stores how the payer came back. A later return does not replace "paid" or "taken in charge": an old tab's return
/// address must not make it possible to pay again.
pub async fn record_return(
    write: &mut Write,
    id: &CheckoutId,
    outcome: AttemptOutcome,
    now: Moment,
) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "UPDATE checkouts SET outcome = $1, returned_at = $2
         WHERE id = $3 AND (outcome IS NULL OR outcome IN ('cancel', 'error'))",
        )
        .bind(outcome_word(outcome))
        .bind(now)
        .bind(id.as_str())
    )?;
    Ok(())
}
