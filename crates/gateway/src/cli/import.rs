//! `gateway import`: accounts from the office's CSV file.

use std::path::Path;

use super::office_file::{self, OfficeFileError};
use crate::{
    clock::Moment,
    config::Config,
    installation::{self, InstallationError},
    service::import_accounts::{self, Options, Report, import_and_report},
};

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Installation(#[from] InstallationError),
    #[error(transparent)]
    Import(#[from] import_accounts::ImportError),
    #[error(transparent)]
    File(#[from] OfficeFileError),
}

/// Opens the configured database and imports into it.
pub async fn import(
    config: &Config,
    file: &Path,
    balance_at: Option<Moment>,
    dry_run: bool,
) -> Result<Report, ImportError> {
    let bytes = office_file::read(file)?;
    let (store, _) = installation::open(config).await?;
    let done = import_and_report(config, &store, &bytes, Options { now: Moment::now(), balance_at, dry_run });
    let done = done.await;
    store.close().await;
    Ok(done?)
}
