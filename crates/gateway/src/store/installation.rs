//! What belongs to the installation as a whole.

use super::{Result, Store, Write};

impl Store {
    /// The fingerprint of the secret that this database belongs to; `None` until it is stored.
    pub async fn secret_fingerprint(&self) -> Result<Option<Vec<u8>>> {
        Ok(fetch_optional!(self, sqlx::query_scalar("SELECT secret_fingerprint FROM installation"))?)
    }
}

/// Whether a gateway has been started on this database before.
pub async fn has_fingerprint(write: &mut Write) -> Result<bool> {
    Ok(fetch_one!(write, sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM installation)"))?)
}

pub async fn set_secret_fingerprint(write: &mut Write, fingerprint: &[u8]) -> Result<()> {
    execute!(
        write,
        sqlx::query(
            "INSERT INTO installation (id, secret_fingerprint) VALUES (1, $1) ON CONFLICT DO NOTHING"
        )
        .bind(fingerprint)
    )?;
    Ok(())
}
