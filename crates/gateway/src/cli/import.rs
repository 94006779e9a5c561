//! `gateway import`: accounts from the office's CSV file.

use std::{fs, path::Path};

use crate::{
    config::Config,
    installation::{self, InstallationError},
    service::import_accounts::{self, Report, import_and_report},
};

/// A file larger than this is not a municipality's.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Installation(#[from] InstallationError),
    #[error(transparent)]
    Import(#[from] import_accounts::ImportError),
    #[error(transparent)]
    File(#[from] std::io::Error),
}

/// Opens the configured database and imports into it.
pub async fn import(config: &Config, file: &Path) -> Result<Report, ImportError> {
    if fs::metadata(file)?.len() > LARGEST {
        return Err(import_accounts::ImportError::TooLarge.into());
    }
    let bytes = fs::read(file)?;
    let (store, _) = installation::open(config).await?;
    let done = import_and_report(config, &store, &bytes).await;
    store.close().await;
    Ok(done?)
}
