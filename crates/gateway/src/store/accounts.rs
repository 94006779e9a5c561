//! Guardians and their accounts.

use contract::{AccountId, Language};
use pagopa::{Amount, PersonCode};
use sqlx::types::Json;

use super::{
    Result, Store, Write,
    columns::{Cents, OptionalCents, TextColumn},
    locks, movements,
};
use crate::{clock::Moment, email::with_unicode_domain};

/// A guardian, from the municipality's data.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Guardian {
    #[sqlx(rename = "guardian_id")]
    pub id: String,
    pub email: String,
    /// The address in the office's last file, if the guardian has changed it since.
    pub office_email: Option<String>,
    #[sqlx(try_from = "TextColumn")]
    pub fiscal_code: PersonCode,
    pub name: String,
    /// Of mails and letters: the one that the guardian has chosen, or else that of the last sign-in.
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
    /// The part of each child on the yearly statement, in whole per cent; `None` if the office does not split the account.
    #[sqlx(json(nullable))]
    pub children_shares: Option<Vec<u32>>,
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
pub(super) const GUARDIAN: &str = "SELECT id AS guardian_id, email, office_email, fiscal_code, name,
    coalesce(mail_language, language) AS language FROM guardians";

const ACCOUNT: &str = "SELECT id, guardian_id, reference, children, children_shares, service, meal_price_cents,
                       imported_at, imported_balance_cents, imported_balance_cents + credited_cents AS balance_cents
                       FROM accounts";

impl Store {
    /// `email` in its normal form. The office's file may have an internationalised domain in the other form.
    pub async fn guardian_by_email(&self, email: &str) -> Result<Option<Guardian>> {
        let sql = format!("{GUARDIAN} WHERE email IN ($1, $2) ORDER BY email LIMIT 1");
        Ok(fetch_optional!(
            self,
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(email).bind(with_unicode_domain(email))
        )?)
    }

    /// When the guardian last asked for erasure.
    pub async fn erasure_asked_at(&self, guardian_id: &str) -> Result<Option<Moment>> {
        let at: Option<Option<Moment>> = fetch_optional!(
            self,
            sqlx::query_scalar("SELECT erasure_asked_at FROM guardians WHERE id = $1").bind(guardian_id)
        )?;
        Ok(at.flatten())
    }

    pub async fn accounts_of(&self, guardian_id: &str) -> Result<Vec<ImportedAccount>> {
        let sql = format!("{ACCOUNT} WHERE guardian_id = $1 ORDER BY reference");
        Ok(fetch_all!(self, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(guardian_id))?)
    }

    /// Every service that an account has, each once.
    pub async fn services(&self) -> Result<Vec<String>> {
        Ok(fetch_all!(self, sqlx::query_scalar("SELECT DISTINCT service FROM accounts ORDER BY service"))?)
    }
}

/// The account, if it is this guardian's. Its balance and its open top-ups stay as they are until this write ends.
pub async fn account_of(write: &mut Write, guardian_id: &str, id: &AccountId) -> Result<Option<AccountRow>> {
    locks::account(write, id).await?;
    let sql = format!("{ACCOUNT} WHERE id = $1 AND guardian_id = $2");
    Ok(fetch_optional!(write, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.as_str()).bind(guardian_id))?)
}

pub async fn account_by_reference(write: &mut Write, reference: &str) -> Result<Option<ImportedAccount>> {
    let sql = format!("{ACCOUNT} WHERE reference = $1");
    Ok(fetch_optional!(write, sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(reference))?)
}

/// Every account, inside a write: an import compares its file with all of them.
pub async fn all_accounts(write: &mut Write) -> Result<Vec<ImportedAccount>> {
    Ok(fetch_all!(write, sqlx::query_as(sqlx::AssertSqlSafe(ACCOUNT)))?)
}

/// Every guardian, inside a write.
pub async fn all_guardians(write: &mut Write) -> Result<Vec<Guardian>> {
    Ok(fetch_all!(write, sqlx::query_as(sqlx::AssertSqlSafe(GUARDIAN)))?)
}

/// Gives up a guardian's address until the same write gives them another. In between it is their id, which is no address.
pub async fn release_email(write: &mut Write, guardian_id: &str) -> Result<()> {
    execute!(write, sqlx::query("UPDATE guardians SET email = id WHERE id = $1").bind(guardian_id))?;
    Ok(())
}

/// Adds the guardian, or changes all of them but their languages.
pub async fn put_guardian(write: &mut Write, guardian: &Guardian) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO guardians (id, email, fiscal_code, name, language, office_email)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET email = excluded.email, office_email = excluded.office_email,
             fiscal_code = excluded.fiscal_code, name = excluded.name",
        )
        .bind(&guardian.id)
        .bind(&guardian.email)
        .bind(guardian.fiscal_code.to_string())
        .bind(&guardian.name)
        .bind(guardian.language.tag())
        .bind(&guardian.office_email)
    )?;
    Ok(())
}

/// Adds the account, or changes all of it but its balance.
pub async fn put_account(write: &mut Write, account: &AccountRow, at: Moment) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO accounts (id, reference, guardian_id, children, service, meal_price_cents,
                               imported_balance_cents, imported_at, children_shares)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE SET guardian_id = excluded.guardian_id, children = excluded.children,
             service = excluded.service, meal_price_cents = excluded.meal_price_cents,
             children_shares = excluded.children_shares",
        )
        .bind(account.id.as_str())
        .bind(&account.reference)
        .bind(&account.guardian_id)
        .bind(Json(&account.children))
        .bind(&account.service)
        .bind(account.meal_price.map(Cents::from))
        .bind(account.imported_balance_cents)
        .bind(at)
        .bind(account.children_shares.as_ref().map(Json))
    )?;
    Ok(())
}

/// Stores the office's balance at a moment, and gives the balance with the later credits, which are added to it.
pub async fn set_imported_balance(
    write: &mut Write,
    id: &AccountId,
    balance_cents: i64,
    at: Moment,
) -> Result<i64> {
    movements::note_office_balance(write, id, balance_cents, at).await?;
    Ok(fetch_one!(write, sqlx::query_scalar(
        "UPDATE accounts SET imported_balance_cents = $1, imported_at = $2, credited_cents = (
             SELECT CAST(coalesce(sum(amount_cents), 0) AS BIGINT) FROM credits WHERE account_id = accounts.id AND credited_at > $3)
         WHERE id = $4 RETURNING imported_balance_cents + credited_cents",
    )
    .bind(balance_cents)
    .bind(at)
    .bind(at)
    .bind(id.as_str()))?)
}

/// Gives the guardian an address in its normal form, unless another has it. That of the office's file is kept beside it. After
/// [`locks::guardians`]: of two guardians at once one gets it.
pub async fn change_email(write: &mut Write, guardian_id: &str, email: &str) -> Result<bool> {
    let changed = execute!(
        write,
        sqlx::query(
            "UPDATE guardians SET email = $2, office_email =
             CASE WHEN coalesce(office_email, email) = $2 THEN NULL ELSE coalesce(office_email, email) END
         WHERE id = $1 AND NOT EXISTS
             (SELECT 1 FROM guardians other WHERE other.email IN ($2, $3) AND other.id <> $1)",
        )
        .bind(guardian_id)
        .bind(email)
        .bind(with_unicode_domain(email))
    )?;
    Ok(changed > 0)
}

/// The language of mails and letters from now on, whatever the next sign-in is in.
pub async fn choose_language(write: &mut Write, guardian_id: &str, language: Language) -> Result<()> {
    execute!(
        write,
        sqlx::query("UPDATE guardians SET mail_language = $1 WHERE id = $2")
            .bind(language.tag())
            .bind(guardian_id)
    )?;
    Ok(())
}

/// When the guardian last asked for erasure.
pub async fn erasure_asked_at(write: &mut Write, guardian_id: &str) -> Result<Option<Moment>> {
    let at: Option<Option<Moment>> = fetch_optional!(
        write,
        sqlx::query_scalar("SELECT erasure_asked_at FROM guardians WHERE id = $1").bind(guardian_id)
    )?;
    Ok(at.flatten())
}

pub async fn set_erasure_asked_at(write: &mut Write, guardian_id: &str, at: Moment) -> Result<()> {
    execute!(
        write,
        sqlx::query("UPDATE guardians SET erasure_asked_at = $1 WHERE id = $2").bind(at).bind(guardian_id)
    )?;
    Ok(())
}

/// The language of a sign-in.
pub async fn set_language(write: &mut Write, guardian_id: &str, language: Language) -> Result<()> {
    execute!(
        write,
        sqlx::query("UPDATE guardians SET language = $1 WHERE id = $2")
            .bind(language.tag())
            .bind(guardian_id)
    )?;
    Ok(())
}
