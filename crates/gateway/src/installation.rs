//! Database and secret, which belong together.
//!
//! The keys of all notices on phones come from the secret. A new secret beside an old database would refuse them all, and
//! an empty database beside an old secret would forget every open top-up: both stop the gateway.

use std::{fs, io, path::PathBuf};

use crate::{
    config::Config,
    secrets::SecretKey,
    store::{Store, StoreError, installation},
};

/// Why database and secret cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    #[error(
        "{database} is there, but its secret {secret} is missing: put the secret back from the backup. With a new one \
         the notices on phones could no longer be checked"
    )]
    SecretMissing { database: PathBuf, secret: PathBuf },
    #[error(
        "the secret {secret} is there, but the database {database} is missing or empty: put the database back from the \
         backup. To begin anew, remove the secret too"
    )]
    DatabaseMissing { database: PathBuf, secret: PathBuf },
    #[error(
        "the secret {secret} belongs to another database than {database}: put both back from the same backup"
    )]
    SecretOfAnother { database: PathBuf, secret: PathBuf },
    #[error("the secret {0}: {1}")]
    Secret(PathBuf, io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens both; makes both at the first start.
pub async fn open(config: &Config) -> Result<(Store, SecretKey), InstallationError> {
    let (database, secret) = (config.database.clone(), config.secret_file.clone());
    let has_database = fs::metadata(&database).is_ok_and(|file| file.len() > 0);
    match (has_database, secret.exists()) {
        (true, false) => return Err(InstallationError::SecretMissing { database, secret }),
        (false, true) => return Err(InstallationError::DatabaseMissing { database, secret }),
        (true, true) | (false, false) => {}
    }
    let key =
        SecretKey::read_or_make(&secret).map_err(|error| InstallationError::Secret(secret.clone(), error))?;
    let store = Store::open(&database).await?;
    let fingerprint = key.fingerprint();
    match store.secret_fingerprint().await? {
        Some(known) if known == fingerprint => {}
        Some(_) => return Err(InstallationError::SecretOfAnother { database, secret }),
        None => {
            let mut write = store.write().await?;
            installation::set_secret_fingerprint(&mut write, &fingerprint).await?;
            write.commit().await?;
        }
    }
    Ok((store, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(folder: &std::path::Path) -> Config {
        let example = include_str!("../gateway.example.toml");
        Config::parse(example, &folder.join("gateway.toml"), std::iter::empty::<(String, String)>()).unwrap()
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
    async fn missing_or_exchanged_secret_is_said_and_not_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        reopened(&config).await.unwrap();
        let key = fs::read(&config.secret_file).unwrap();
        fs::remove_file(&config.secret_file).unwrap();
        assert!(matches!(reopened(&config).await, Err(InstallationError::SecretMissing { .. })));
        assert!(!config.secret_file.exists());
        fs::write(&config.secret_file, [7; 32]).unwrap();
        assert!(matches!(reopened(&config).await, Err(InstallationError::SecretOfAnother { .. })));
        fs::write(&config.secret_file, key).unwrap();
        reopened(&config).await.unwrap();
    }

    #[tokio::test]
    async fn vanished_or_emptied_database_stops_the_gateway() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        reopened(&config).await.unwrap();
        for file in fs::read_dir(config.database.parent().unwrap()).unwrap() {
            let path = file.unwrap().path();
            if path.to_string_lossy().contains(".db") {
                fs::remove_file(path).unwrap();
            }
        }
        assert!(matches!(reopened(&config).await, Err(InstallationError::DatabaseMissing { .. })));
        assert!(!config.database.exists());
        fs::write(&config.database, []).unwrap();
        assert!(matches!(reopened(&config).await, Err(InstallationError::DatabaseMissing { .. })));
    }
}
