//! The credits of top-ups: each top-up and each receipt credits an account once.

use contract::{PaymentMeans, TopUpId};

use super::{
    Result, Write,
    columns::{Cents, means_word},
    top_ups::TopUpRow,
};
use crate::clock::Moment;

/// A payment as the platform reports it.
#[derive(Clone, Copy)]
pub struct Received<'a> {
    pub receipt_id: &'a str,
    pub paid_at: Option<Moment>,
    pub means: Option<PaymentMeans>,
    /// The payment service provider.
    pub provider: Option<&'a str>,
}

/// What became of a credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credit {
    Done,
    /// This top-up has been credited before.
    Already,
    /// The receipt has credited another top-up.
    ReceiptOfAnother,
}

/// Credits the account unless this top-up or this receipt has been credited before. Sets receipt and balance in the row.
pub async fn credit(
    write: &mut Write,
    row: &mut TopUpRow,
    received: Received<'_>,
    now: Moment,
) -> Result<Credit> {
    let Received { receipt_id, paid_at, means, provider } = received;
    let inserted = execute!(
        write,
        sqlx::query(
            "INSERT INTO credits (top_up_id, receipt_id, account_id, amount_cents, paid_at, credited_at, means, provider)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        )
        .bind(row.id.as_str())
        .bind(receipt_id)
        .bind(row.account_id.as_str())
        .bind(Cents::from(row.amount))
        .bind(paid_at)
        .bind(now)
        .bind(means.map(means_word))
        .bind(provider)
    )?;
    if inserted == 0 {
        let own: bool = fetch_one!(
            write,
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM credits WHERE top_up_id = $1)")
                .bind(row.id.as_str())
        )?;
        return Ok(if own { Credit::Already } else { Credit::ReceiptOfAnother });
    }
    let balance: i64 = fetch_one!(
        write,
        sqlx::query_scalar(
            "UPDATE accounts SET credited_cents = credited_cents + $1 WHERE id = $2
         RETURNING imported_balance_cents + credited_cents",
        )
        .bind(Cents::from(row.amount))
        .bind(row.account_id.as_str())
    )?;
    execute!(
        write,
        sqlx::query("UPDATE credits SET balance_cents = $1 WHERE top_up_id = $2")
            .bind(balance)
            .bind(row.id.as_str())
    )?;
    (row.receipt_id, row.balance_after_cents) = (Some(receipt_id.to_owned()), Some(balance));
    (row.means, row.provider) = (means, provider.map(str::to_owned));
    Ok(Credit::Done)
}

/// The moment of the payment as the platform names it, of a top-up that was credited before.
pub async fn set_paid_at(write: &mut Write, id: &TopUpId, paid: Moment) -> Result<()> {
    execute!(
        write,
        sqlx::query("UPDATE credits SET paid_at = $1 WHERE top_up_id = $2").bind(paid).bind(id.as_str())
    )?;
    Ok(())
}
