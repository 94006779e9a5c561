//! `gateway statements`: the yearly statement of every guardian, for the office.

use contract::Year;
use letter::PrintError;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    clock::{Moment, year_in_italy},
    config::{Config, ConfigError},
    files,
    installation::{self, InstallationError},
    letters::Letters,
    store::{Store, StoreError},
};

/// Why there are no statements.
#[derive(Debug, thiserror::Error)]
pub enum StatementsError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Installation(#[from] InstallationError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0} has not ended: a statement has the payments of a whole year")]
    TooEarly(Year),
    #[error("{path}: {source}")]
    File { path: PathBuf, source: io::Error },
    #[error("the statement of an account's holder ({account}): {source}")]
    Print { account: String, source: PrintError },
}

/// Writes `attestazione-YEAR-FISCAL-CODE.pdf` for each guardian who paid something in the year. One that is there is replaced.
pub async fn statements(config: &Config, year: Year, folder: &Path) -> Result<String, StatementsError> {
    if Moment::now().italian_year().is_none_or(|current| year >= current) {
        return Err(StatementsError::TooEarly(year));
    }
    let letters = Letters::new(config)?;
    let (store, _) = installation::open(config).await?;
    let written = write_all(&letters, &store, year, folder).await;
    store.close().await;
    Ok(format!("{} statements in {}\n", written?, folder.display()))
}

async fn write_all(
    letters: &Letters,
    store: &Store,
    year: Year,
    folder: &Path,
) -> Result<usize, StatementsError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        |source| StatementsError::File { path, source }
    };
    files::make_private_folder(folder).map_err(failed(folder))?;
    let (from, until) = year_in_italy(year);
    let payers = store.payers(from, until).await?;
    for guardian in &payers {
        let payments = store.payments_of(&guardian.id, from, until).await?;
        let statement = letters.statement(guardian, year, &payments, guardian.language);
        let pdf = letters.print_statement(&statement).map_err(|source| {
            let account = payments.first().map(|payment| payment.reference.clone()).unwrap_or_default();
            StatementsError::Print { account, source }
        })?;
        let path = folder.join(format!("attestazione-{year}-{}.pdf", guardian.fiscal_code));
        files::make_private(&path).map_err(failed(&path))?;
        fs::write(&path, pdf).map_err(failed(&path))?;
    }
    Ok(payers.len())
}
