//! How large the database is. Each engine has its own statement for it.

use super::{Engine, Result, Store};

impl Store {
    /// Bytes of the database itself, without its log of writes.
    pub async fn size_bytes(&self) -> Result<i64> {
        Ok(match self.engine() {
            Engine::Sqlite(file) => {
                sqlx::query_scalar(
                    "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
                )
                .fetch_one(file)
                .await?
            }
            Engine::Postgres(server) => {
                sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(server).await?
            }
        })
    }
}
