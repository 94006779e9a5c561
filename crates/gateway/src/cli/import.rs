//! `gateway import`: accounts or movements from the office's CSV file. The columns that it names say which.

use std::path::Path;

use super::office_file::{self, OfficeFileError};
use crate::{
    clock::Moment,
    config::Config,
    installation::{self, InstallationError},
    service::{
        import_accounts::{self, Options, import_and_report},
        import_movements::{import_movements, is_of_movements},
    },
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
    #[error("--balance-at is for a file of accounts, and the file's columns are those of movements")]
    BalanceOfMovements,
}

/// What was imported.
pub struct Imported {
    /// For the audit trail.
    pub act: &'static str,
    /// For the terminal.
    pub report: String,
}

/// Opens the configured database and imports into it.
pub async fn import(
    config: &Config,
    file: &Path,
    balance_at: Option<Moment>,
    dry_run: bool,
) -> Result<Imported, ImportError> {
    let bytes = office_file::read(file)?;
    let is_of_movements = is_of_movements(&bytes);
    if is_of_movements && balance_at.is_some() {
        return Err(ImportError::BalanceOfMovements);
    }
    let (store, _) = installation::open(config).await?;
    let now = Moment::now();
    let done = if is_of_movements {
        import_movements(&store, &bytes, now, dry_run).await.map(|report| report.to_string())
    } else {
        let options = Options { now, balance_at, dry_run };
        import_and_report(config, &store, &bytes, options).await.map(|report| report.to_string())
    };
    store.close().await;
    let act = if is_of_movements { "imported movements" } else { "imported accounts" };
    Ok(Imported { act, report: done? })
}
