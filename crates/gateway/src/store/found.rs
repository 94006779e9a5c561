//! One top-up with everything around it, for the office.

use pagopa::NoticeNumber;

use super::{Result, Store, columns::state_word, top_ups::TopUpRow, undelivered::Undelivered};
use crate::clock::Moment;

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

impl Store {
    pub async fn find_by_notice_number(&self, number: NoticeNumber) -> Result<Option<TopUpFound>> {
        let around: Option<(String, Option<Moment>, String, Option<Moment>)> = fetch_optional!(self, sqlx::query_as(
            "SELECT t.id, t.next_check_at, a.reference, t.found_at FROM top_ups t JOIN accounts a ON a.id = t.account_id
             WHERE t.notice_number = $1",
        )
        .bind(number.to_string())
        )?;
        let Some((id, next_check_at, account_reference, found_at)) = around else { return Ok(None) };
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
