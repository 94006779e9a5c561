//! Database and secret, which belong together.
//!
//! The keys of all notices on phones come from the secret. A new secret beside an old database would refuse them all, and
//! an empty database beside an old secret would forget every open top-up: both stop the gateway.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    config::{Config, Database},
    files,
    secrets::SecretKey,
    store::{Store, StoreError, installation, locks},
};

/// Why database and secret cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    #[error(
        "{database} is there, but its secret {secret} is missing: put the secret back from the backup, or copy it from another \
         gateway on this database. With a new one the notices on phones could no longer be checked"
    )]
    SecretMissing { database: Database, secret: PathBuf },
    #[error(
        "the secret {secret} is there, but the database {database} is missing or empty: put the database back from the \
         backup. To begin anew, remove the secret too"
    )]
    DatabaseMissing { database: Database, secret: PathBuf },
    #[error(
        "the secret {secret} belongs to another database than {database}: put both back from the same backup. All gateways \
         on one database have the same secret"
    )]
    SecretOfAnother { database: Database, secret: PathBuf },
    #[error("the secret {0}: {1}")]
    Secret(PathBuf, io::Error),
    #[error(
        "another gateway serves {0}: stop it first. Two would send mails twice and share no limits. `gateway import` and \
         the other commands may run beside it"
    )]
    AnotherGateway(PathBuf),
    #[error("the lock {0}: {1}")]
    Lock(PathBuf, io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Held while a gateway serves the database. The system frees it when the process ends, however that happens.
#[derive(Debug)]
pub struct ServerLock {
    _file: Option<fs::File>,
}

/// Takes the database for one serving process. PostgreSQL may have several.
pub fn lock(config: &Config) -> Result<ServerLock, InstallationError> {
    match &config.database {
        Database::Sqlite(file) => lock_file(file),
        Database::Postgres(_) => Ok(ServerLock { _file: None }),
    }
}

/// Takes a database of SQLite.
pub fn lock_file(database: &Path) -> Result<ServerLock, InstallationError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut path = database.to_owned().into_os_string();
    path.push(".lock");
    let path = PathBuf::from(path);
    let failed = |error| InstallationError::Lock(path.clone(), error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        files::make_private_folder(folder).map_err(failed)?;
    }
    let file = fs::OpenOptions::new().create(true).append(true).mode(0o600).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(ServerLock { _file: Some(file) }),
        Err(fs::TryLockError::WouldBlock) => Err(InstallationError::AnotherGateway(database.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Opens both; makes both at the first start.
pub async fn open(config: &Config) -> Result<(Store, SecretKey), InstallationError> {
    let (database, secret) = (config.database.clone(), config.secret_file.clone());
    let key = match &database {
        Database::Sqlite(file) => Some(secret_beside(file, &secret)?),
        Database::Postgres(_) => None,
    };
    let store = Store::open(&database).await?;
    let key = match key {
        Some(key) => key,
        None => secret_of_server(&store, &database, &secret).await?,
    };
    let fingerprint = key.fingerprint();
    if store.secret_fingerprint().await?.is_none() {
        let mut write = store.write().await?;
        installation::set_secret_fingerprint(&mut write, &fingerprint).await?;
        write.commit().await?;
    }
    // Read after it was stored: another gateway may have been first.
    if store.secret_fingerprint().await? != Some(fingerprint) {
        return Err(InstallationError::SecretOfAnother { database, secret });
    }
    Ok((store, key))
}

/// Before a database of SQLite is opened, which would make its file.
fn secret_beside(file: &Path, secret: &Path) -> Result<SecretKey, InstallationError> {
    let has_database = fs::metadata(file).is_ok_and(|file| file.len() > 0);
    secret_of(has_database, &Database::from(file.to_owned()), secret)
}

fn secret_of(is_used: bool, database: &Database, secret: &Path) -> Result<SecretKey, InstallationError> {
    let (database, path) = (database.clone(), secret.to_owned());
    match (is_used, secret.exists()) {
        (true, false) => Err(InstallationError::SecretMissing { database, secret: path }),
        (false, true) => Err(InstallationError::DatabaseMissing { database, secret: path }),
        (true, true) | (false, false) => {
            SecretKey::read_or_make(secret).map_err(|error| InstallationError::Secret(path, error))
        }
    }
}

/// A database on a server is there before its first start. What says that it was used is the fingerprint in it.
async fn secret_of_server(
    store: &Store,
    database: &Database,
    secret: &Path,
) -> Result<SecretKey, InstallationError> {
    let mut write = store.write().await?;
    // Of two gateways that start for the first time, one makes the secret.
    locks::installation(&mut write).await?;
    let is_used = installation::has_fingerprint(&mut write).await?;
    let key = secret_of(is_used, database, secret)?;
    installation::set_secret_fingerprint(&mut write, &key.fingerprint()).await?;
    write.commit().await?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(folder: &Path) -> Config {
        let example = include_str!("../gateway.example.toml");
        Config::parse(example, &folder.join("gateway.toml"), std::iter::empty::<(String, String)>()).unwrap()
    }

    fn file(config: &Config) -> &Path {
        config.database.file().unwrap()
    }

    async fn reopened(config: &Config) -> Result<(), InstallationError> {
        let (store, _) = open(config).await?;
        store.close().await;
        Ok(())
    }

    #[tokio::test]
    async fn database_and_secret_are_made_once_and_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        reopened(&config).await.unwrap();
        let key = fs::read(&config.secret_file).unwrap();
        reopened(&config).await.unwrap();
        assert_eq!(fs::read(&config.secret_file).unwrap(), key);
    }

    #[tokio::test]
    async fn first_fingerprint_stays() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        reopened(&config).await.unwrap();
        // Another gateway that found none yet stores its own, too late.
        let store = Store::open(&config.database).await.unwrap();
        let mut write = store.write().await.unwrap();
        installation::set_secret_fingerprint(&mut write, &[7; 32]).await.unwrap();
        write.commit().await.unwrap();
        assert_ne!(store.secret_fingerprint().await.unwrap(), Some(vec![7; 32]), "the first stays");
        store.close().await;
        reopened(&config).await.unwrap();
    }

    #[tokio::test]
    async fn missing_or_exchanged_secret_is_said_and_not_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        reopened(&config).await.unwrap();
        let key = fs::read(&config.secret_file).unwrap();
        fs::remove_file(&config.secret_file).unwrap();
        assert!(matches!(reopened(&config).await, Err(InstallationError::SecretMissing { .. })));
        assert!(!config.secret_file.exists());
        use std::os::unix::fs::PermissionsExt as _;
        let write = |key: &[u8]| {
            fs::write(&config.secret_file, key).unwrap();
            fs::set_permissions(&config.secret_file, fs::Permissions::from_mode(0o600)).unwrap();
        };
        write(&[7; 32]);
        assert!(matches!(reopened(&config).await, Err(InstallationError::SecretOfAnother { .. })));
        write(&key);
        reopened(&config).await.unwrap();
    }

    #[test]
    fn database_has_one_server_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        let first = lock(&config).unwrap();
        let error = lock(&config).unwrap_err();
        assert!(
            matches!(error, InstallationError::AnotherGateway(_))
                && error.to_string().contains("stop it first")
        );
        drop(first);
        lock(&config).unwrap();
    }

    #[tokio::test]
    async fn files_are_readable_by_their_owner_alone_also_those_of_earlier_versions() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        let _lock = lock(&config).unwrap();
        let modes = || {
            let files = fs::read_dir(file(&config).parent().unwrap()).unwrap().map(|file| file.unwrap());
            files
                .map(|file| (file.file_name(), file.metadata().unwrap().permissions().mode() & 0o777))
                .collect::<Vec<_>>()
        };
        let (store, _) = open(&config).await.unwrap();
        // Database, WAL, shared memory, lock and secret.
        assert!(modes().len() == 5 && modes().iter().all(|(_, mode)| *mode == 0o600), "{:?}", modes());
        let data = fs::metadata(file(&config).parent().unwrap()).unwrap();
        assert_eq!(data.permissions().mode() & 0o777, 0o700);
        store.close().await;
        fs::set_permissions(file(&config), fs::Permissions::from_mode(0o644)).unwrap();
        let (store, _) = open(&config).await.unwrap();
        assert!(modes().iter().all(|(_, mode)| *mode == 0o600), "{:?}", modes());
        store.close().await;
    }

    #[tokio::test]
    async fn vanished_or_emptied_database_stops_the_gateway() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        reopened(&config).await.unwrap();
        for file in fs::read_dir(file(&config).parent().unwrap()).unwrap() {
            let path = file.unwrap().path();
            if path.to_string_lossy().contains(".db") {
                fs::remove_file(path).unwrap();
            }
        }
        assert!(matches!(reopened(&config).await, Err(InstallationError::DatabaseMissing { .. })));
        assert!(!file(&config).exists());
        fs::write(file(&config), []).unwrap();
        assert!(matches!(reopened(&config).await, Err(InstallationError::DatabaseMissing { .. })));
    }
}
