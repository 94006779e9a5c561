//! `gateway copy`: moves a municipality from one database to another.

use std::fmt::Write as _;

use contract::money::SignedAmount;

use crate::{
    config::{Database, DatabaseError},
    installation::{self, InstallationError, ServerLock},
    store::{
        Store, StoreError,
        copy::{self, Contents, Copied},
    },
};

/// Why nothing was copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    #[error("--{0}: {1}")]
    Address(&'static str, DatabaseError),
    #[error("there is no database at {0}")]
    NoSource(Database),
    #[error("--from and --to name the same database")]
    Same,
    #[error(
        "{0} has other data already, in the table {1}, and nothing is replaced: give the name of an empty database"
    )]
    InUse(Database, &'static str),
    #[error(
        "the table {1} was not the same when it was read back from {0}, so nothing was stored: stop every gateway on both \
         databases and copy again"
    )]
    Differs(Database, &'static str),
    #[error("{0} cannot be opened: {1}")]
    Open(Database, StoreError),
    #[error(transparent)]
    Lock(#[from] InstallationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Copies everything into an empty database. Returns what is in it.
///
/// # Errors
/// A gateway serves one of them (found out where it is SQLite); the target has other data.
pub async fn copy(from: &str, to: &str) -> Result<String, CopyError> {
    let from: Database = from.parse().map_err(|error| CopyError::Address("from", error))?;
    let to: Database = to.parse().map_err(|error| CopyError::Address("to", error))?;
    if from.to_string() == to.to_string() {
        return Err(CopyError::Same);
    }
    if from.file().is_some_and(|file| !file.exists()) {
        return Err(CopyError::NoSource(from));
    }
    let _locks = [lock(&from)?, lock(&to)?];
    let source = open(&from).await?;
    let target = open(&to).await?;
    let copied = copy::copy(&source, &target).await;
    source.close().await;
    target.close().await;
    match copied? {
        Copied::Done(contents) => Ok(format!(
            "{}\nEvery row was read back and is the same. Now set `database` to the new one and start the gateway; the secret \
             stays the same file. Keep {from} until you are sure.\n",
            in_words(&contents)
        )),
        Copied::Before(contents) => {
            Ok(format!("{}\n{to} has all of it already: nothing was changed.\n", in_words(&contents)))
        }
        Copied::TargetInUse(table) => Err(CopyError::InUse(to, table)),
        Copied::Differs(table) => Err(CopyError::Differs(to, table)),
    }
}

async fn open(database: &Database) -> Result<Store, CopyError> {
    Store::open(database).await.map_err(|error| CopyError::Open(database.clone(), error))
}

/// A gateway that serves a file is noticed; on a server it is not.
fn lock(database: &Database) -> Result<Option<ServerLock>, InstallationError> {
    database.file().map(installation::lock_file).transpose()
}

fn in_words(contents: &[Contents]) -> String {
    let mut words = String::new();
    for Contents { table, rows, cents, .. } in contents {
        let sum = cents.map(|cents| {
            let sum = SignedAmount::from_cents(cents)
                .map_or_else(|| format!("{cents} cents"), |sum| format!("{sum} EUR"));
            format!(", {sum}")
        });
        // Writing into a text does not fail.
        let _ = writeln!(words, "{table}: {rows} rows{}", sum.unwrap_or_default());
    }
    words
}
