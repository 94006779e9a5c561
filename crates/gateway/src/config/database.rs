//! Which database: a file of SQLite, or a server of PostgreSQL.

use serde::Deserialize;
use sqlx::postgres::PgConnectOptions;
use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};
use url::Url;

/// What an address may set after its question mark. The names are those of PostgreSQL's own programs.
const PARAMETERS: [&str; 12] = [
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "options",
    "application_name",
];

/// Where the database is.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(PostgresAddress),
}

/// The address of a database of PostgreSQL. It is shown without its password.
#[derive(Clone)]
pub struct PostgresAddress {
    options: Box<PgConnectOptions>,
    shown: String,
}

/// Not a file's name and not an address. It says what to do, and has no part of the value: there may be a password in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseError {
    #[error("it is empty: write the name of a file, or postgres://user@host/name")]
    Empty,
    #[error(
        "its kind is not known: write the name of a file for SQLite, or postgres://user@host/name for PostgreSQL"
    )]
    UnknownKind,
    #[error(
        "it is no address ({0}): write postgres://user:password@host:5432/name. In user and password, write characters \
         such as / : @ # ? % as their codes, like %2F for /"
    )]
    Malformed(String),
    #[error("it names no database: write it after the host, as in postgres://user@host/ricarica")]
    NoName,
    #[error(
        "a value in it cannot be: sslmode is disable, prefer, require, verify-ca or verify-full, a port is a number, and \
         codes like %2F stand for UTF-8"
    )]
    BadValue,
    #[error("it has a parameter that is not known: there are {}", PARAMETERS.join(", "))]
    UnknownParameter,
}

impl Database {
    /// The file of SQLite.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(file) => Some(file),
            Self::Postgres(_) => None,
        }
    }

    /// The same, with a file's name as seen from this folder.
    pub(super) fn seen_from(self, folder: &Path) -> Self {
        match self {
            Self::Sqlite(file) => Self::Sqlite(folder.join(file)),
            address @ Self::Postgres(_) => address,
        }
    }
}

impl From<PathBuf> for Database {
    fn from(file: PathBuf) -> Self {
        Self::Sqlite(file)
    }
}

impl TryFrom<String> for Database {
    type Error = DatabaseError;
    fn try_from(text: String) -> Result<Self, DatabaseError> {
        text.parse()
    }
}

impl FromStr for Database {
    type Err = DatabaseError;
    fn from_str(text: &str) -> Result<Self, DatabaseError> {
        if ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return text.parse().map(Self::Postgres);
        }
        let file = text.strip_prefix("sqlite:").unwrap_or(text);
        let file = file.strip_prefix("//").unwrap_or(file);
        if file.is_empty() {
            return Err(DatabaseError::Empty);
        }
        if file.contains("://") {
            return Err(DatabaseError::UnknownKind);
        }
        Ok(Self::Sqlite(file.into()))
    }
}

/// A file, or an address without its password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => file.display().fmt(f),
            Self::Postgres(address) => address.shown.fmt(f),
        }
    }
}

impl PostgresAddress {
    pub fn options(&self) -> &PgConnectOptions {
        &self.options
    }
}

impl FromStr for PostgresAddress {
    type Err = DatabaseError;
    fn from_str(text: &str) -> Result<Self, DatabaseError> {
        let url = Url::parse(text).map_err(|error| DatabaseError::Malformed(error.to_string()))?;
        if url.query_pairs().any(|(key, _)| !PARAMETERS.contains(&&*key)) {
            return Err(DatabaseError::UnknownParameter);
        }
        let has_name = !url.path().trim_matches('/').is_empty();
        if !has_name && !url.query_pairs().any(|(key, _)| key == "dbname") {
            return Err(DatabaseError::NoName);
        }
        // sqlx's own errors quote the value.
        let options = text.parse::<PgConnectOptions>().map_err(|_| DatabaseError::BadValue)?;
        let options = Box::new(options);
        let place = options.get_socket().map_or_else(
            || format!("{}:{}", options.get_host(), options.get_port()),
            |folder| format!("{}:{}", folder.display(), options.get_port()),
        );
        let name = options.get_database().unwrap_or_default();
        let shown = format!("postgres://{}@{place}/{name}", options.get_username());
        Ok(Self { options, shown })
    }
}

impl fmt::Debug for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_without_a_scheme_is_a_file() {
        for (text, file) in [
            ("data/ricarica.db", "data/ricarica.db"),
            ("sqlite:data/ricarica.db", "data/ricarica.db"),
            ("sqlite:///srv/ricarica.db", "/srv/ricarica.db"),
        ] {
            assert_eq!(text.parse::<Database>().unwrap().file(), Some(Path::new(file)));
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        for text in [
            "postgres://ricarica:segr%2Feta@db.example.org/mensa",
            "postgresql://db.example.org/mensa?user=ricarica&password=segreta&sslmode=verify-full",
        ] {
            let database: Database = text.parse().unwrap();
            assert_eq!(database.to_string(), "postgres://ricarica@db.example.org:5432/mensa");
            assert!(!format!("{database:?}").contains("segr"), "{database:?}");
        }
        for wrong in [
            "postgres://ricarica:segr/eta@db.example.org/mensa",
            "postgres://ricarica:segreta@db.example.org/mensa?colour=segreta",
            "postgres://ricarica:segreta@db.example.org",
            "postgres://ricarica:segreta@db.example.org/mensa?sslmode=segreta",
            "mysql://ricarica:segreta@db.example.org/mensa",
        ] {
            let error = wrong.parse::<Database>().unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(!text.contains("segr") && !text.contains("eta@"), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_right_is_refused_with_what_to_do() {
        for (text, expected) in [
            ("", "write the name of a file"),
            ("mysql://db.example.org/mensa", "postgres://user@host/name for PostgreSQL"),
            ("postgres://db.example.org:port/mensa", "%2F for /"),
            ("postgres://db.example.org", "postgres://user@host/ricarica"),
            ("postgres://db.example.org/mensa?ssl=1", "sslmode"),
            ("postgres://db.example.org/mensa?sslmode=some", "verify-full"),
        ] {
            let error = text.parse::<Database>().unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
