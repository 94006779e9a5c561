//! Notices to be sent by e-mail.

use contract::{Language, TopUpId};

use super::{Result, Store, Write, columns::TextColumn};
use crate::clock::Moment;

/// A notice that somebody waits for.
#[derive(sqlx::FromRow)]
pub struct Due {
    pub id: i64,
    pub tries: u32,
    #[sqlx(try_from = "String")]
    pub top_up_id: TopUpId,
    /// The guardian's of now: an address that was put right is where it goes.
    pub email: String,
    pub name: String,
    #[sqlx(try_from = "TextColumn")]
    pub language: Language,
}

pub async fn add(write: &mut Write, top_up_id: &TopUpId, language: Language, now: Moment) -> Result<()> {
    sqlx::query("INSERT INTO letters_to_send (top_up_id, language, next_try_at) VALUES (?, ?, ?)")
        .bind(top_up_id.as_str())
        .bind(language.tag())
        .bind(now)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Sent, or no longer of use.
pub async fn done(write: &mut Write, id: i64) -> Result<()> {
    sqlx::query("DELETE FROM letters_to_send WHERE id = ?").bind(id).execute(&mut **write).await?;
    Ok(())
}

pub async fn postpone(write: &mut Write, id: i64, until: Moment) -> Result<()> {
    sqlx::query("UPDATE letters_to_send SET tries = tries + 1, next_try_at = ? WHERE id = ?")
        .bind(until)
        .bind(id)
        .execute(&mut **write)
        .await?;
    Ok(())
}

impl Store {
    pub async fn letters_due(&self, now: Moment, limit: u32) -> Result<Vec<Due>> {
        let due = sqlx::query_as(
            "SELECT l.id, l.tries, l.top_up_id, l.language, g.email, g.name
             FROM letters_to_send l JOIN top_ups t ON t.id = l.top_up_id JOIN guardians g ON g.id = t.guardian_id
             WHERE l.next_try_at <= ? ORDER BY l.next_try_at LIMIT ?",
        );
        Ok(due.bind(now).bind(limit).fetch_all(self.readers()).await?)
    }
}
