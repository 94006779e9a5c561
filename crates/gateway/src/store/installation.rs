//! What belongs to the installation as a whole.

use super::{Result, Store, Write};

impl Store {
    /// The fingerprint of the secret that this database belongs to; `None` until it is stored.
    pub async fn secret_fingerprint(&self) -> Result<Option<Vec<u8>>> {
        let fingerprint = sqlx::query_scalar("SELECT secret_fingerprint FROM installation");
        Ok(fingerprint.fetch_optional(self.readers()).await?)
    }
}

pub async fn set_secret_fingerprint(write: &mut Write, fingerprint: &[u8]) -> Result<()> {
    sqlx::query("INSERT INTO installation (id, secret_fingerprint) VALUES (1, ?) ON CONFLICT DO NOTHING")
        .bind(fingerprint)
        .execute(&mut **write)
        .await?;
    Ok(())
}
