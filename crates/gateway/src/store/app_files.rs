//! The app's files of this build and of others, so that a page of one build can be served by a gateway of another.

use super::{Result, Store, Write};
use crate::clock::Moment;

/// A file, or a compressed form of it.
#[derive(Debug, sqlx::FromRow)]
pub struct StoredFile {
    pub name: String,
    pub content: Vec<u8>,
    pub seal: Vec<u8>,
}

/// Stores it. One of the same name has the same content: the name has its hash.
pub async fn add(write: &mut Write, name: &str, content: &[u8], seal: &[u8], now: Moment) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO app_files (name, content, seal, used_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (name) DO UPDATE SET used_at = excluded.used_at",
        )
        .bind(name)
        .bind(content)
        .bind(seal)
        .bind(now)
    )?;
    Ok(())
}

/// Says that it is in use. False if it is not there.
pub async fn touch(write: &mut Write, name: &str, now: Moment) -> Result<bool> {
    let touched = execute!(
        write,
        sqlx::query("UPDATE app_files SET used_at = $1 WHERE name = $2").bind(now).bind(name)
    )?;
    Ok(touched > 0)
}

/// Deletes what no gateway has used since then.
pub async fn purge(write: &mut Write, before: Moment) -> Result<()> {
    execute!(write, sqlx::query("DELETE FROM app_files WHERE used_at < $1").bind(before))?;
    Ok(())
}

impl Store {
    /// The file with its compressed forms, as far as they are there.
    pub async fn app_file(&self, name: &str) -> Result<Vec<StoredFile>> {
        Ok(fetch_all!(
            self,
            sqlx::query_as("SELECT name, content, seal FROM app_files WHERE name IN ($1, $2, $3)")
                .bind(name)
                .bind(format!("{name}.br"))
                .bind(format!("{name}.gz"))
        )?)
    }
}
