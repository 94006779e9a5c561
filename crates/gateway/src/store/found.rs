//! Top-ups with everything around them, for the office.

use pagopa::NoticeNumber;

use super::{Result, Store, columns::state_word, top_ups::TopUpRow, undelivered::Undelivered};
use crate::{clock::Moment, email::with_unicode_domain};

/// Contains names of people, so it has no `Debug`.
pub struct TopUpFound {
    pub top_up: TopUpRow,
    /// The account's number at the office.
    pub account_reference: String,
    pub next_check_at: Option<Moment>,
    /// When it was taken over from the platform, if this database did not have it.
    pub found_at: Option<Moment>,
    pub credit: Option<CreditFound>,
    /// Mails about it that did not arrive, the oldest first.
    pub undelivered: Vec<Undelivered>,
}

impl TopUpFound {
    /// As it is stored.
    pub const fn state_word(&self) -> &'static str {
        state_word(self.top_up.state)
    }
}

#[derive(sqlx::FromRow)]
pub struct CreditFound {
    pub receipt_id: String,
    pub paid_at: Option<Moment>,
    pub credited_at: Moment,
}

/// What the office knows of a top-up.
#[derive(Clone, PartialEq, Eq)]
pub enum Sought {
    NoticeNumber(NoticeNumber),
    /// As the platform names it.
    Receipt(String),
    /// The account's number at the office.
    Account(String),
    /// The guardian's address or the one in the office's file, in its normal form.
    Email(String),
}

impl Sought {
    /// The condition of a top-up `t` with its account `a`, and its two values, which may be the same.
    fn condition(&self) -> (&'static str, [String; 2]) {
        let twice = |value: &str| [value.to_owned(), value.to_owned()];
        match self {
            Self::NoticeNumber(number) => ("t.notice_number IN ($1, $2)", twice(&number.to_string())),
            Self::Receipt(receipt) => {
                ("t.id IN (SELECT top_up_id FROM credits WHERE receipt_id IN ($1, $2))", twice(receipt))
            }
            Self::Account(reference) => ("a.reference IN ($1, $2)", twice(reference)),
            Self::Email(email) => (
                "t.guardian_id IN (SELECT id FROM guardians WHERE email IN ($1, $2) OR office_email IN ($1, $2))",
                [email.clone(), with_unicode_domain(email)],
            ),
        }
    }
}

/// The id of a top-up, and what its row does not have.
type Around = (String, Option<Moment>, String, Option<Moment>);

impl Store {
    /// The newest first.
    pub async fn find(&self, sought: &Sought, limit: u32) -> Result<Vec<TopUpFound>> {
        let (condition, [first, second]) = sought.condition();
        let sql = format!(
            "SELECT t.id, t.next_check_at, a.reference, t.found_at FROM top_ups t JOIN accounts a ON a.id = t.account_id
             WHERE {condition} ORDER BY t.id DESC LIMIT $3"
        );
        let around: Vec<Around> = fetch_all!(
            self,
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(first).bind(second).bind(i64::from(limit))
        )?;
        let mut found = Vec::with_capacity(around.len());
        for one in around {
            found.extend(self.with_all_around(one).await?);
        }
        Ok(found)
    }

    async fn with_all_around(&self, around: Around) -> Result<Option<TopUpFound>> {
        let (id, next_check_at, account_reference, found_at) = around;
        let id = id.parse().map_err(|_| super::StoreError::Corrupt("top-up id"))?;
        let Some(top_up) = self.top_up(&id).await? else { return Ok(None) };
        let credit = fetch_optional!(
            self,
            sqlx::query_as("SELECT receipt_id, paid_at, credited_at FROM credits WHERE top_up_id = $1")
                .bind(id.as_str())
        )?;
        let undelivered = self.undelivered_of(&id).await?;
        Ok(Some(TopUpFound { top_up, account_reference, next_check_at, found_at, credit, undelivered }))
    }
}
