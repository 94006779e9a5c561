//! The clock of leases, of waiting work and of quotas.
//!
//! Gateways on one server go by the server's clock: one whose own clock is wrong neither takes what another is at work on,
//! nor keeps others from its own work. A file of SQLite has one machine and its clock.

use super::{Engine, Result, Store, Write};
use crate::clock::Moment;

/// Not the beginning of the transaction, which may have waited for locks.
const OF_SERVER: &str = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";

impl Store {
    /// For what is read outside of any write.
    pub async fn now(&self) -> Result<Moment> {
        match self.engine() {
            Engine::Sqlite(_) => Ok(Moment::now()),
            Engine::Postgres(from) => Ok(sqlx::query_scalar(OF_SERVER).fetch_one(from).await?),
        }
    }
}

impl Write {
    /// As [`Store::now`].
    pub async fn now(&mut self) -> Result<Moment> {
        let now = match self.engine() {
            Engine::Sqlite(_) => return Ok(Moment::now()),
            Engine::Postgres(from) => sqlx::query_scalar(OF_SERVER).fetch_one(from).await,
        };
        Ok(self.noted(now)?)
    }
}
