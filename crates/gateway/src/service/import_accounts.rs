//! Imports accounts from the office's CSV file: all of it or nothing.
//!
//! `balance_at` is the moment of the balance; credits after it are added to it. A balance is imported where it differs
//! from the last file's or has a later `balance_at`, so the same file imported twice changes nothing. Where credits would be
//! lost because no moment is given, nothing is imported.
//!
//! | | |
//! |---|---|
//! | `lines` | what each line of the file says, and which lines contradict each other |
//! | `guardians` | who is who among the file's and the stored guardians |
//! | `accounts` | the accounts and their balances |
//! | `report` | what an import did |

mod accounts;
mod guardians;
mod lines;
mod report;

use office_csv::{BadLine, BadLines};

use crate::{
    clock::Moment,
    config::Config,
    store::{Store, StoreError, locks},
};

pub use report::{Change, Report, Summary};

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("nothing was imported:\n{0}")]
    Lines(BadLines),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How a file is imported.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// No balance can be of a later moment.
    pub now: Moment,
    /// The moment of the balances on lines without their own.
    pub balance_at: Option<Moment>,
    /// Everything is checked and nothing is stored.
    pub dry_run: bool,
}

impl Options {
    pub const fn at(now: Moment) -> Self {
        Self { now, balance_at: None, dry_run: false }
    }
}

/// Imports a file's content, and looks for services that the configuration does not name.
pub async fn import_and_report(
    config: &Config,
    store: &Store,
    bytes: &[u8],
    options: Options,
) -> Result<Report, ImportError> {
    let mut report = import_with(store, bytes, options).await?;
    let municipality = &config.municipality;
    if !municipality.services.is_empty() {
        report.unnamed = store.services().await?;
        report.unnamed.retain(|service| !municipality.names(service));
    }
    Ok(report)
}

/// Imports a file's content.
pub async fn import_accounts(store: &Store, bytes: &[u8], now: Moment) -> Result<Summary, ImportError> {
    Ok(import_with(store, bytes, Options::at(now)).await?.summary)
}

async fn import_with(store: &Store, bytes: &[u8], options: Options) -> Result<Report, ImportError> {
    let file = lines::read(bytes, options).map_err(ImportError::Lines)?;
    let mut write = store.write().await?;
    locks::guardians_and_accounts(&mut write).await?;
    let mut bad = Vec::new();
    let guardians = guardians::import(&mut write, &file.entries, &mut bad).await?;
    // Accounts need their guardians' ids: a guardian's fault hides those of the accounts.
    refuse(&mut bad)?;
    let mut changes = accounts::Accounts::read(&mut write, &file.entries, &mut bad).await?;
    let mut report = Report::new(file.form, options.dry_run);
    for entry in &file.entries {
        let Some(guardian) = guardians.get(&entry.fiscal_code) else { continue };
        match changes.import(&mut write, entry, guardian, options.now).await? {
            Ok(change) => {
                if guardian.keeps_own_email {
                    report.own_emails.push(entry.reference.clone());
                }
                report.note(change);
            }
            Err(rule) => bad.push(BadLine::new(entry.line, rule)),
        }
    }
    refuse(&mut bad)?;
    if !options.dry_run {
        write.commit().await?;
    }
    Ok(report)
}

/// An error if there are bad lines.
fn refuse(bad: &mut Vec<BadLine>) -> Result<(), ImportError> {
    if bad.is_empty() {
        return Ok(());
    }
    bad.sort_by_key(|bad| bad.line);
    Err(ImportError::Lines(BadLines(std::mem::take(bad))))
}
