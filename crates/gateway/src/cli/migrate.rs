//! `gateway migrate`: brings the tables up to date before the new version is started.

use crate::{
    config::Config,
    store::{Store, StoreError},
};

/// Opens the database, which does it, and closes it again. May be repeated, and run beside gateways of the version before.
///
/// # Errors
/// The database cannot be reached; its tables are not those of a gateway.
pub async fn migrate(config: &Config) -> Result<String, StoreError> {
    let store = Store::open(&config.database).await?;
    store.close().await;
    Ok(format!("the tables of {} are up to date\n", config.database))
}
