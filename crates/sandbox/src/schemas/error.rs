//! A schema that cannot be used.

use std::fmt::Display;

#[derive(Debug, thiserror::Error)]
#[error("schema {name}: {reason}")]
pub struct SchemaError {
    name: String,
    reason: String,
}

impl SchemaError {
    pub fn new(name: &str, reason: impl Display) -> Self {
        Self { name: name.to_owned(), reason: reason.to_string() }
    }
}
