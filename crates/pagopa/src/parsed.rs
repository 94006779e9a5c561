//! A parsed value with its warnings.

use crate::Warning;

/// A parsed value, and the warnings about its text.
///
/// Data from other systems is parsed tolerantly: a wrong check digit is a warning, not an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed<T> {
    pub value: T,
    /// In the order of the text. Empty if the text is regular.
    pub warnings: Vec<Warning>,
}

impl<T> Parsed<T> {
    pub(crate) fn new(value: T, warnings: Vec<Warning>) -> Self {
        Self { value, warnings }
    }
}
