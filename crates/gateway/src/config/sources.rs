//! The sources of the values: the file, overlaid by the environment.

use figment::{
    Error, Figment, Metadata, Profile, Provider,
    providers::Serialized,
    value::{Dict, Map, Value},
};
use std::path::Path;

use super::{Config, ConfigError};

const PREFIX: &str = "RICARICA_";

/// A part of the configuration, and the name by which an error calls its source.
struct Source<T> {
    name: String,
    values: Serialized<T>,
}

impl<T: serde::Serialize> Provider for Source<T> {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        self.values.data()
    }
}

/// The file's text, overlaid by the environment. `path` names the file in errors.
///
/// `RICARICA_LIMITS__LEAST=1.00` sets `least` in `[limits]`, `RICARICA_CREDITOR__POSTAL__HOLDER` sets `holder` in
/// `[creditor.postal]`. A value replaces the file's as a whole.
pub(super) fn read(
    text: &str,
    path: &Path,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let name = path.display().to_string();
    let table: toml::Table = text
        .parse()
        .map_err(|source| ConfigError::Parse { path: path.to_owned(), source: Box::new(source) })?;
    let mut figment = Figment::from(Source { name: name.clone(), values: Serialized::defaults(table) });
    for (variable, text) in environment {
        let Some(key) = key(&variable) else { continue };
        let value = value(&figment, &key, text);
        // Two tables would be merged: a text in between makes the second one replace the first.
        figment = figment
            .merge(Serialized::default(&key, ""))
            .merge(Source { name: variable, values: Serialized::default(&key, value) });
    }
    figment.extract().map_err(|error| ConfigError::Value {
        source_name: error.metadata.as_ref().map_or(name, |metadata| metadata.name.to_string()),
        key: error.path.join("."),
        problem: error.kind.to_string(),
    })
}

/// `limits.least` of `RICARICA_LIMITS__LEAST`; `None` for the command line's own variables.
fn key(variable: &str) -> Option<String> {
    let key = variable.strip_prefix(PREFIX)?.to_ascii_lowercase();
    // The sandbox's and the tests' own, which may be set for all programs.
    (!matches!(key.as_str(), "config" | "dist" | "platform_files" | "test_database"))
        .then(|| key.replace("__", "."))
}

/// A value has the type of the file's value. If the file's value is not a text, it is read as TOML, or else as text.
fn value(figment: &Figment, key: &str, text: String) -> toml::Value {
    if matches!(figment.find_value(key), Ok(Value::String(..))) {
        return toml::Value::String(text);
    }
    let parsed = format!("v = {text}").parse::<toml::Table>().ok().and_then(|mut table| table.remove("v"));
    parsed.unwrap_or(toml::Value::String(text))
}
