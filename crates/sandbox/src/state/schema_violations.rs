//! Requests and answers that broke a schema.

use std::fmt;

use serde::Serialize;

/// The oldest violations are kept up to this number.
const VIOLATIONS_MAX: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Request,
    Answer,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Answer => "answer",
        })
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct SchemaViolation {
    /// Method and path.
    pub request: String,
    pub part: Part,
    pub schema: String,
    pub error: String,
}

#[derive(Debug, Default, Serialize)]
pub struct SchemaViolations {
    /// How many requests were right, and their answers too.
    checked: u64,
    violations: Vec<SchemaViolation>,
}

impl SchemaViolations {
    pub fn count(&mut self) {
        self.checked += 1;
    }

    pub fn add(&mut self, violation: SchemaViolation) {
        if self.violations.len() < VIOLATIONS_MAX {
            self.violations.push(violation);
        }
    }
}
