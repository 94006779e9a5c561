//! `gateway import`: accounts from the office's CSV file.

use std::{fs, path::Path};

use crate::{
    config::Config,
    service::import_accounts::{ImportError, Report, import_and_report},
    store::Store,
};

/// A file larger than this is not a municipality's.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Opens the configured database and imports into it.
pub async fn import(config: &Config, file: &Path) -> Result<Report, ImportError> {
    if fs::metadata(file)?.len() > LARGEST {
        return Err(ImportError::TooLarge);
    }
    let bytes = fs::read(file)?;
    let store = Store::open(&config.database).await?;
    let done = import_and_report(config, &store, &bytes).await;
    store.close().await;
    done
}
