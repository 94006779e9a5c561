//! Guardians and their accounts.

use contract::{AccountId, Language};
use pagopa::{Amount, FiscalCode};
use sqlx::{Row, sqlite::SqliteRow};

use super::{Result, Store, StoreError, Write};
use crate::clock::Moment;

/// A guardian, as the municipality knows them.
#[derive(Clone, PartialEq, Eq)]
pub struct Guardian {
    pub id: String,
    pub email: String,
    pub fiscal_code: FiscalCode,
    pub name: String,
    pub language: Language,
}

/// Personal data stays out of logs.
impl std::fmt::Debug for Guardian {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Guardian({})", self.id)
    }
}

/// An account with its balance of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    pub id: AccountId,
    pub guardian_id: String,
    pub reference: String,
    pub children: Vec<String>,
    pub service: String,
    pub meal_price: Option<Amount>,
    /// Whole cents; may be negative.
    pub balance_cents: i64,
    pub imported_balance_cents: i64,
}

pub(super) fn amount(cents: i64) -> Result<Amount> {
    u64::try_from(cents)
        .ok()
        .and_then(|cents| Amount::from_cents(cents).ok())
        .ok_or(StoreError::Corrupt("an amount is out of range"))
}

pub(super) fn cents(amount: Amount) -> i64 {
    // At most 9,999,999,999: it fits.
    i64::try_from(amount.cents()).unwrap_or(i64::MAX)
}

pub(super) fn children(row: &SqliteRow) -> Result<Vec<String>> {
    let text: String = row.try_get("children")?;
    serde_json::from_str(&text).map_err(|_| StoreError::Corrupt("children is not a JSON array"))
}

pub(super) fn guardian(row: &SqliteRow) -> Result<Guardian> {
    let fiscal_code: String = row.try_get("fiscal_code")?;
    let language: String = row.try_get("language")?;
    Ok(Guardian {
        id: row.try_get("guardian_id")?,
        email: row.try_get("email")?,
        fiscal_code: fiscal_code.parse().map_err(|_| StoreError::Corrupt("fiscal_code"))?,
        name: row.try_get("name")?,
        language: Language::from_tag(&language).unwrap_or_default(),
    })
}

fn account(row: &SqliteRow) -> Result<AccountRow> {
    let id: String = row.try_get("id")?;
    let price: Option<i64> = row.try_get("meal_price_cents")?;
    let imported: i64 = row.try_get("imported_balance_cents")?;
    let credited: i64 = row.try_get("credited_cents")?;
    Ok(AccountRow {
        id: id.parse().map_err(|_| StoreError::Corrupt("account id"))?,
        guardian_id: row.try_get("guardian_id")?,
        reference: row.try_get("reference")?,
        children: children(row)?,
        service: row.try_get("service")?,
        meal_price: price.map(amount).transpose()?,
        balance_cents: imported.saturating_add(credited),
        imported_balance_cents: imported,
    })
}

const ACCOUNT: &str = "SELECT id, guardian_id, reference, children, service, meal_price_cents,
                       imported_balance_cents, credited_cents FROM accounts";

impl Store {
    /// `email` in lower case.
    pub async fn guardian_by_email(&self, email: &str) -> Result<Option<Guardian>> {
        let row = sqlx::query(
            "SELECT id AS guardian_id, email, fiscal_code, name, language FROM guardians WHERE email = ?",
        )
        .bind(email)
        .fetch_optional(self.readers())
        .await?;
        row.as_ref().map(guardian).transpose()
    }

    pub async fn accounts_of(&self, guardian_id: &str) -> Result<Vec<AccountRow>> {
        let sql = format!("{ACCOUNT} WHERE guardian_id = ? ORDER BY reference");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(guardian_id).fetch_all(self.readers()).await?;
        rows.iter().map(account).collect()
    }

    /// Every service that an account has, each once.
    pub async fn services(&self) -> Result<Vec<String>> {
        let names = sqlx::query_scalar("SELECT DISTINCT service FROM accounts ORDER BY service");
        Ok(names.fetch_all(self.readers()).await?)
    }
}

/// The account, if it is this guardian's.
pub async fn account_of(write: &mut Write, guardian_id: &str, id: &AccountId) -> Result<Option<AccountRow>> {
    let sql = format!("{ACCOUNT} WHERE id = ? AND guardian_id = ?");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id.as_str())
        .bind(guardian_id)
        .fetch_optional(&mut **write)
        .await?;
    row.as_ref().map(account).transpose()
}

pub async fn account_by_reference(write: &mut Write, reference: &str) -> Result<Option<AccountRow>> {
    let sql = format!("{ACCOUNT} WHERE reference = ?");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(reference).fetch_optional(&mut **write).await?;
    row.as_ref().map(account).transpose()
}

/// The guardian with this fiscal code or this address, whichever is there.
pub async fn guardian_by_code_or_email(
    write: &mut Write,
    fiscal_code: &FiscalCode,
    email: &str,
) -> Result<Vec<Guardian>> {
    let rows = sqlx::query(
        "SELECT id AS guardian_id, email, fiscal_code, name, language FROM guardians
         WHERE fiscal_code = ? OR email = ?",
    )
    .bind(fiscal_code.to_string())
    .bind(email)
    .fetch_all(&mut **write)
    .await?;
    rows.iter().map(guardian).collect()
}

pub async fn put_guardian(write: &mut Write, guardian: &Guardian) -> Result<()> {
    sqlx::query(
        "INSERT INTO guardians (id, email, fiscal_code, name, language) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name",
    )
    .bind(&guardian.id)
    .bind(&guardian.email)
    .bind(guardian.fiscal_code.to_string())
    .bind(&guardian.name)
    .bind(guardian.language.tag())
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Adds the account, or changes all of it but its balance.
pub async fn put_account(write: &mut Write, account: &AccountRow, at: Moment) -> Result<()> {
    let children = serde_json::to_string(&account.children).map_err(|_| StoreError::Corrupt("children"))?;
    sqlx::query(
        "INSERT INTO accounts (id, reference, guardian_id, children, service, meal_price_cents,
                               imported_balance_cents, imported_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET guardian_id = excluded.guardian_id, children = excluded.children,
             service = excluded.service, meal_price_cents = excluded.meal_price_cents",
    )
    .bind(account.id.as_str())
    .bind(&account.reference)
    .bind(&account.guardian_id)
    .bind(children)
    .bind(&account.service)
    .bind(account.meal_price.map(cents))
    .bind(account.imported_balance_cents)
    .bind(at.millis())
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// The office says what the balance was at a moment: from then on only later credits are added.
pub async fn set_imported_balance(
    write: &mut Write,
    id: &AccountId,
    balance_cents: i64,
    at: Moment,
) -> Result<()> {
    sqlx::query(
        "UPDATE accounts SET imported_balance_cents = ?, imported_at = ?, credited_cents = (
             SELECT coalesce(sum(amount_cents), 0) FROM credits WHERE account_id = accounts.id AND credited_at > ?)
         WHERE id = ?",
    )
    .bind(balance_cents)
    .bind(at.millis())
    .bind(at.millis())
    .bind(id.as_str())
    .execute(&mut **write)
    .await?;
    Ok(())
}

pub async fn set_language(write: &mut Write, guardian_id: &str, language: Language) -> Result<()> {
    sqlx::query("UPDATE guardians SET language = ? WHERE id = ?")
        .bind(language.tag())
        .bind(guardian_id)
        .execute(&mut **write)
        .await?;
    Ok(())
}
