//! Guardians and their accounts.

use contract::{AccountId, Language};
use pagopa::{Amount, FiscalCode};

use super::{
    Result, Store, StoreError, Write,
    columns::{Cents, OptionalCents, TextColumn},
};
use crate::clock::Moment;

/// A guardian, from the municipality's data.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Guardian {
    #[sqlx(rename = "guardian_id")]
    pub id: String,
    pub email: String,
    #[sqlx(try_from = "TextColumn")]
    pub fiscal_code: FiscalCode,
    pub name: String,
    #[sqlx(try_from = "TextColumn")]
    pub language: Language,
}

/// Personal data stays out of logs.
impl std::fmt::Debug for Guardian {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Guardian({})", self.id)
    }
}

/// An account with its current balance.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountRow {
    #[sqlx(try_from = "String")]
    pub id: AccountId,
    pub guardian_id: String,
    pub reference: String,
    #[sqlx(json)]
    pub children: Vec<String>,
    pub service: String,
    #[sqlx(rename = "meal_price_cents", try_from = "OptionalCents")]
    pub meal_price: Option<Amount>,
    /// Whole cents; may be negative.
    pub balance_cents: i64,
    pub imported_balance_cents: i64,
}

/// An account as the last import left it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ImportedAccount {
    #[sqlx(flatten)]
    pub account: AccountRow,
    /// The moment of the imported balance.
    pub imported_at: Moment,
}

/// Everything about a guardian.
pub(super) const GUARDIAN: &str =
    "SELECT id AS guardian_id, email, fiscal_code, name, language FROM guardians";

const ACCOUNT: &str = "SELECT id, guardian_id, reference, children, service, meal_price_cents,
                       imported_at, imported_balance_cents, imported_balance_cents + credited_cents AS balance_cents
                       FROM accounts";

impl Store {
    /// `email` in lower case.
    pub async fn guardian_by_email(&self, email: &str) -> Result<Option<Guardian>> {
        let sql = format!("{GUARDIAN} WHERE email = ?");
        let guardian = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(email);
        Ok(guardian.fetch_optional(self.readers()).await?)
    }

    pub async fn accounts_of(&self, guardian_id: &str) -> Result<Vec<AccountRow>> {
        let sql = format!("{ACCOUNT} WHERE guardian_id = ? ORDER BY reference");
        Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(guardian_id).fetch_all(self.readers()).await?)
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
    let account = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).bind(guardian_id);
    Ok(account.fetch_optional(&mut **write).await?)
}

pub async fn account_by_reference(write: &mut Write, reference: &str) -> Result<Option<ImportedAccount>> {
    let sql = format!("{ACCOUNT} WHERE reference = ?");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(reference).fetch_optional(&mut **write).await?)
}

/// The guardian with this fiscal code or this address.
pub async fn guardian_by_code_or_email(
    write: &mut Write,
    fiscal_code: &FiscalCode,
    email: &str,
) -> Result<Vec<Guardian>> {
    let sql = format!("{GUARDIAN} WHERE fiscal_code = ? OR email = ?");
    let guardians = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(fiscal_code.to_string()).bind(email);
    Ok(guardians.fetch_all(&mut **write).await?)
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
    .bind(account.meal_price.map(Cents::from))
    .bind(account.imported_balance_cents)
    .bind(at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Stores the office's balance at a moment. Only later credits are added to it.
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
    .bind(at)
    .bind(at)
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
