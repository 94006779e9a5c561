//! A value read from outside, with what was odd about it.

use crate::Warning;

/// A value that could be read, and the warnings that came with reading it.
///
/// Data from outside is read tolerantly: a wrong check digit is told, never a reason to refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed<T> {
    pub value: T,
    /// In the order in which they were met; empty when nothing is odd.
    pub warnings: Vec<Warning>,
}

impl<T> Parsed<T> {
    pub(crate) fn new(value: T, warnings: Vec<Warning>) -> Self {
        Self { value, warnings }
    }
}
