//! `gateway backup` and `gateway restore`: database and secret in one file, because neither is of use without the other.
//!
//! The file is a tar archive of three files: `about.json`, `secret` and `database`.

use contract::Date;
use pagopa::Amount;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    fs::{self, File},
    io::{self, Read as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use crate::{
    clock::Moment,
    config::{Config, Database},
    files,
    installation::{self, InstallationError},
    secrets::{self, SecretKey},
    store::{
        StoreError,
        backup::{self, Contents},
    },
};

const ABOUT: &str = "about.json";
const SECRET: &str = "secret";
const DATABASE: &str = "database";
/// Bytes. Larger files of these names are not from `gateway backup`.
const ABOUT_AT_MOST: u64 = 10_000;
const SECRET_AT_MOST: u64 = 1_000;

/// Why there is no backup, or nothing was restored. Then no file was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{0} is there already: choose another name, or remove it")]
    Exists(PathBuf),
    #[error("there is no database at {0}: check `database` in the configuration")]
    NoDatabase(PathBuf),
    #[error(
        "{0} is there already, and a backup never replaces it: stop the gateway and move database and secret away first"
    )]
    InUse(PathBuf),
    #[error(
        "a gateway still serves {0}: stop it first. It would go on writing into the database that was moved away"
    )]
    Served(PathBuf),
    #[error("{0} is no backup of the gateway, or it is damaged: {1}. Take another one")]
    Damaged(PathBuf, &'static str),
    #[error("{0} and {1} do not belong together: check `database` and `secret_file` in the configuration")]
    Unrelated(PathBuf, PathBuf),
    #[error(
        "{0} is on a server, which has its own backups: use pg_dump, or pg_basebackup with an archive of the WAL, and back up \
         secret_file with it. docs/operating.md says how"
    )]
    OnServer(Database),
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    #[error(transparent)]
    Lock(InstallationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the archive says of itself.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    made_at: String,
    gateway: String,
    /// SHA-256 of the two files, in hexadecimal.
    secret_sha256: String,
    database_sha256: String,
}

/// Copies database and secret into one file, beside a running gateway, and reads it back. Returns what is in it.
///
/// # Errors
/// The file exists, or cannot be written; database and secret do not belong together.
pub async fn back_up(config: &Config, file: &Path) -> Result<String, BackupError> {
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let database = database_file(config)?;
    if !database.exists() {
        return Err(BackupError::NoDatabase(database.to_owned()));
    }
    let at = |error| BackupError::File(file.to_owned(), error);
    // Beside the backup: it is renamed at the end, and only its owner may read it.
    let folder = tempfile::tempdir_in(folder_of(file)).map_err(at)?;
    let copy = folder.path().join(DATABASE);
    let made_at = Moment::now();
    backup::copy_into(database, &copy).await?;
    let secret = fs::read(&config.secret_file)
        .map_err(|error| BackupError::File(config.secret_file.clone(), error))?;
    if !belong_together(&backup::examine(&copy).await?, &secret) {
        return Err(BackupError::Unrelated(database.to_owned(), config.secret_file.clone()));
    }
    let about = About {
        made_at: made_at.to_utc_text(),
        gateway: env!("CARGO_PKG_VERSION").to_owned(),
        secret_sha256: hex::encode(secrets::sha256(&secret)),
        database_sha256: sha256_of(&copy).map_err(at)?,
    };
    let about = serde_json::to_vec_pretty(&about).map_err(|error| at(error.into()))?;
    let archive = folder.path().join("archive");
    write_archive(&archive, made_at, &[(ABOUT, &about), (SECRET, &secret)], &copy).map_err(at)?;
    // As it will be read one day.
    let unpacked = tempfile::tempdir_in(folder.path()).map_err(at)?;
    let read = unpack(&archive, unpacked.path()).await?;
    move_to_free_name(&archive, file).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists(file.to_owned()),
        _ => at(error),
    })?;
    Ok(format!(
        "{}\nThe secret is in it as well: keep {} where only the office's administrators can read it.\n",
        in_words(&read.contents),
        file.display()
    ))
}

/// The file of SQLite.
fn database_file(config: &Config) -> Result<&Path, BackupError> {
    config.database.file().ok_or_else(|| BackupError::OnServer(config.database.clone()))
}

/// Puts database and secret where the configuration says. Returns what to do next.
///
/// # Errors
/// A database is there already, or another secret; a gateway still serves it; the backup is damaged.
pub async fn restore(config: &Config, file: &Path) -> Result<String, BackupError> {
    let target = database_file(config)?;
    for ending in ["", "-wal", "-shm"] {
        let mut name = target.to_owned().into_os_string();
        name.push(ending);
        if Path::new(&name).exists() {
            return Err(BackupError::InUse(name.into()));
        }
    }
    // It makes the folder, too.
    let _lock = installation::lock_file(target).map_err(|error| match error {
        InstallationError::AnotherGateway(file) => BackupError::Served(file),
        other => BackupError::Lock(other),
    })?;
    let place = folder_of(target).to_owned();
    let folder = tempfile::tempdir_in(&place).map_err(|error| BackupError::File(place, error))?;
    let read = unpack(file, folder.path()).await?;
    let is_new = put_secret(&config.secret_file, &read.secret)?;
    if let Err(error) = move_to_free_name(&folder.path().join(DATABASE), target) {
        if is_new {
            fs::remove_file(&config.secret_file)
                .map_err(|error| BackupError::File(config.secret_file.clone(), error))?;
        }
        return Err(match error.kind() {
            io::ErrorKind::AlreadyExists => BackupError::InUse(target.to_owned()),
            _ => BackupError::File(target.to_owned(), error),
        });
    }
    Ok(format!(
        "{}\nThe backup is of {}. Now bring in what was paid since:\n    gateway reconcile --since {}\n\
         Then start the gateway.\n",
        in_words(&read.contents),
        read.made_at.to_utc_text(),
        read.day
    ))
}

/// The same secret may be there already: only the database was lost. Returns whether it was made.
fn put_secret(path: &Path, secret: &[u8]) -> Result<bool, BackupError> {
    match fs::read(path) {
        Ok(there) if there == secret => return Ok(false),
        Ok(_) => return Err(BackupError::InUse(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(BackupError::File(path.to_owned(), error)),
    }
    files::make_private_folder(folder_of(path))
        .and_then(|()| write_private(path, secret))
        .map(|()| true)
        .map_err(|error| BackupError::File(path.to_owned(), error))
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether the database belongs to this secret. A database that was never used belongs to any.
fn belong_together(contents: &Contents, secret: &[u8]) -> bool {
    let key = SecretKey::of(secret);
    key.is_some_and(|key| {
        contents.secret_fingerprint.as_ref().is_none_or(|known| *known == key.fingerprint())
    })
}

/// Renames a file within its file system; refuses a name that is taken. The name is taken first by an empty file, which the
/// renaming replaces: hard links, which refuse by themselves, are missing on many network drives.
fn move_to_free_name(from: &Path, to: &Path) -> io::Result<()> {
    private_file(to)?;
    if let Err(error) = fs::rename(from, to) {
        fs::remove_file(to)?;
        return Err(error);
    }
    File::open(folder_of(to))?.sync_all()
}

/// A new file that only its owner may read.
fn private_file(path: &Path) -> io::Result<File> {
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

fn write_private(path: &Path, mut bytes: impl io::Read) -> io::Result<()> {
    let mut file = private_file(path)?;
    io::copy(&mut bytes, &mut file)?;
    file.sync_all()
}

/// In hexadecimal.
fn sha256_of(path: &Path) -> io::Result<String> {
    let (mut file, mut hash, mut part) = (File::open(path)?, Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match file.read(&mut part)? {
            0 => return Ok(hex::encode(hash.finalize())),
            length => hash.update(part.get(..length).unwrap_or_default()),
        }
    }
}

fn write_archive(path: &Path, made_at: Moment, small: &[(&str, &[u8])], database: &Path) -> io::Result<()> {
    let mut archive = tar::Builder::new(private_file(path)?);
    let header = |size| {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(made_at.millis() / 1000).unwrap_or(0));
        header
    };
    for (name, bytes) in small {
        let size = u64::try_from(bytes.len()).map_err(io::Error::other)?;
        archive.append_data(&mut header(size), name, *bytes)?;
    }
    let database = File::open(database)?;
    archive.append_data(&mut header(database.metadata()?.len()), DATABASE, database)?;
    archive.into_inner()?.sync_all()
}

/// A backup that was read and checked.
struct Unpacked {
    made_at: Moment,
    day: Date,
    secret: Vec<u8>,
    contents: Contents,
}

/// Unpacks the database into the folder, and checks everything.
async fn unpack(file: &Path, folder: &Path) -> Result<Unpacked, BackupError> {
    let damaged = |why| BackupError::Damaged(file.to_owned(), why);
    let at = |error| BackupError::File(file.to_owned(), error);
    let mut archive = tar::Archive::new(File::open(file).map_err(at)?);
    let (mut about, mut secret) = (Vec::new(), Vec::new());
    let copy = folder.join(DATABASE);
    for entry in archive.entries().map_err(at)? {
        let mut entry = entry.map_err(|_| damaged("it is cut off, or no tar archive"))?;
        let name = entry.path().map_err(at)?.to_str().unwrap_or_default().to_owned();
        let mut read = |at_most: u64, into: &mut Vec<u8>| {
            let read = entry.by_ref().take(at_most).read_to_end(into);
            read.map(drop).map_err(|_| damaged("it is cut off"))
        };
        match name.as_str() {
            ABOUT => read(ABOUT_AT_MOST, &mut about)?,
            SECRET => read(SECRET_AT_MOST, &mut secret)?,
            DATABASE => write_private(&copy, &mut entry).map_err(at)?,
            _ => return Err(damaged("it has a file that does not belong to it")),
        }
    }
    let about: About = serde_json::from_slice(&about).map_err(|_| damaged("it does not say what it is"))?;
    let made_at = Moment::parse(&about.made_at).ok_or_else(|| damaged("it does not say of when it is"))?;
    let database = sha256_of(&copy).map_err(|_| damaged("it has no database"))?;
    if [hex::encode(secrets::sha256(&secret)), database] != [about.secret_sha256, about.database_sha256] {
        return Err(damaged("a file has changed since"));
    }
    let contents = backup::examine(&copy).await.map_err(|_| damaged("its database is damaged"))?;
    if !belong_together(&contents, &secret) {
        return Err(damaged("the secret is of another database"));
    }
    Ok(Unpacked { made_at, day: made_at.italian_day(), secret, contents })
}

fn in_words(contents: &Contents) -> String {
    let cents = u64::try_from(contents.credited_cents).ok().and_then(|cents| Amount::from_cents(cents).ok());
    let sum = cents.map_or_else(|| format!("{} cents", contents.credited_cents), |sum| format!("{sum} EUR"));
    format!(
        "{} accounts, {} top-ups, {} credits of {sum}; the database was checked.",
        contents.accounts, contents.top_ups, contents.credits
    )
}
