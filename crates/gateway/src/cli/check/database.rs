//! The database and its secret: there, writable, of this version, of one another.

use std::{fs, io, path::Path};

use super::report::{Finding, Part};
use crate::{
    config::{Config, Database},
    secrets::SecretKey,
    store::inspect::{self, Inspected},
};

pub async fn check(config: &Config) -> Finding {
    let (database, secret) = (&config.database, &config.secret_file);
    let fault = |what: String, to_do: &str| Finding::fault(Part::Database, what, to_do);
    if let Some(file) = database.file() {
        match (fs::metadata(file).is_ok_and(|file| file.len() > 0), secret.exists()) {
            (false, false) => return before_the_first_start(config, &[file, secret]),
            (true, false) => {
                return fault(
                    format!("{database} is there, but its secret {} is missing", secret.display()),
                    "Put the secret back from the backup (gateway restore).",
                );
            }
            (false, true) => {
                return fault(
                    format!(
                        "the secret {} is there, but the database {database} is missing or empty",
                        secret.display()
                    ),
                    "Put the database back from the backup (gateway restore). To begin anew, remove the secret too.",
                );
            }
            (true, true) => {}
        }
    }
    let inspected = match inspect::inspect(database).await {
        Ok(inspected) => inspected,
        Err(error) => {
            let to_do = match database {
                Database::Sqlite(_) => {
                    "Run this as the gateway's user, and make room if the disk is full. If the file is damaged, restore the \
                     last backup (gateway restore)."
                }
                Database::Postgres(_) => {
                    "The server must run and be reachable, and the user be allowed to use the database."
                }
            };
            return fault(format!("{database} cannot be read: {error}"), to_do);
        }
    };
    if !secret.exists() {
        // Only with a server: a file without its secret was told above.
        return match inspected.secret_fingerprint {
            None => before_the_first_start(config, &[secret]),
            Some(_) => fault(
                format!("{database} has a gateway, but its secret {} is missing", secret.display()),
                "Copy the secret from another gateway on this database, or from the backup.",
            ),
        };
    }
    // It is there, so it is read and not made.
    let key = match SecretKey::read_or_make(secret) {
        Ok(key) => key,
        Err(error) => {
            return fault(
                format!("the secret {}: {error}", secret.display()),
                "Run this as the gateway's user; only that user may read the file (chmod 600).",
            );
        }
    };
    finding(config, &key, inspected)
}

fn finding(config: &Config, key: &SecretKey, inspected: Inspected) -> Finding {
    let Inspected { unwritable, missing_migrations, unknown_migrations, secret_fingerprint } = inspected;
    let (database, fault) =
        (&config.database, |what: String, to_do: &str| Finding::fault(Part::Database, what, to_do));
    if secret_fingerprint.is_some_and(|known| known != key.fingerprint()) {
        return fault(
            format!(
                "the secret {} belongs to another database than {database}",
                config.secret_file.display()
            ),
            "Put both back from the same backup (gateway restore).",
        );
    }
    // On a server, gateways of two versions run side by side during an update.
    if unknown_migrations > 0 && database.file().is_some() {
        return fault(
            format!("{database} was used by a newer gateway than this one ({})", env!("CARGO_PKG_VERSION")),
            "Install the newer version, or restore the backup from before the upgrade.",
        );
    }
    if let Some(error) = unwritable {
        return fault(
            format!("{database} cannot be written: {error}"),
            match database {
                Database::Sqlite(_) => {
                    "Make room on the disk, check that file and folder belong to the gateway's user, and that the file system \
                     is not read-only."
                }
                Database::Postgres(_) => {
                    "The gateway's user must own the tables, and the server must not be a read-only copy."
                }
            },
        );
    }
    if unknown_migrations > 0 {
        return Finding::ok(
            Part::Database,
            format!(
                "{database} can be read and written; a newer gateway than this one ({}) has used it: update this one, too",
                env!("CARGO_PKG_VERSION")
            ),
        );
    }
    if missing_migrations > 0 {
        return Finding::ok(
            Part::Database,
            format!("{database} can be read and written; the next start brings its tables up to date"),
        );
    }
    Finding::ok(Part::Database, format!("{database} can be read and written, and belongs to its secret"))
}

/// The first start makes these.
fn before_the_first_start(config: &Config, made: &[&Path]) -> Finding {
    for path in made {
        if let Err((folder, error)) = can_be_made(path) {
            return Finding::fault(
                Part::Database,
                format!("{} cannot be made in {folder}: {error}", path.display()),
                "Make the folder and give it to the gateway's user, or correct the path in the configuration.",
            );
        }
    }
    Finding::ok(Part::Database, format!("there is none yet; the first start makes {}", config.database))
}

/// Tries it in the first folder above that is there.
fn can_be_made(path: &Path) -> Result<(), (String, io::Error)> {
    let folders = path.ancestors().skip(1);
    let folder = folders.map(|one| if one.as_os_str().is_empty() { Path::new(".") } else { one });
    let Some(folder) = folder.into_iter().find(|folder| folder.is_dir()) else { return Ok(()) };
    tempfile::tempfile_in(folder).map(drop).map_err(|error| (folder.display().to_string(), error))
}
