//! Why a step failed, and what to do about it.

use std::fmt;

/// One failure in at most three lines: the step, what happened, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    step: Option<String>,
    what: String,
    remedy: Option<String>,
}

impl Failure {
    pub fn new(what: impl Into<String>) -> Self {
        Self { step: None, what: what.into(), remedy: None }
    }

    /// Adds what the reader can do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Names the step. Of nested steps the innermost one is named.
    #[must_use]
    pub fn in_step(mut self, step: &str) -> Self {
        self.step.get_or_insert_with(|| step.to_owned());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "✘ ")?;
        if let Some(step) = &self.step {
            write!(f, "{step}: ")?;
        }
        f.write_str(&self.what)?;
        if let Some(remedy) = &self.remedy {
            write!(f, "\n  → {remedy}")?;
        }
        Ok(())
    }
}

/// Adds the path of the file or folder to an error of the operating system.
pub trait At<T> {
    fn at(self, doing: &str, path: &std::path::Path) -> Result<T, Failure>;
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, doing: &str, path: &std::path::Path) -> Result<T, Failure> {
        self.map_err(|error| Failure::new(format!("{doing} {}: {error}", path.display())))
    }
}
