//! What an import did, or would do.

use contract::money::SignedAmount;
use office_csv::Form;
use std::{collections::BTreeMap, fmt};

/// How many movements an import has read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    pub added: usize,
    pub unchanged: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, unchanged } = self;
        write!(f, "{} movements read: {added} added, {unchanged} there already", added + unchanged)
    }
}

/// What is printed after an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub summary: Summary,
    /// How the file was written.
    pub form: Form,
    /// How many were added to each account, and their cents.
    of_accounts: BTreeMap<String, (usize, i64)>,
    is_dry_run: bool,
}

impl Report {
    pub(super) fn new(form: Form, is_dry_run: bool) -> Self {
        Self { summary: Summary::default(), form, of_accounts: BTreeMap::new(), is_dry_run }
    }

    pub(super) fn unchanged(&mut self) {
        self.summary.unchanged += 1;
    }

    pub(super) fn added(&mut self, reference: &str, cents: i64) {
        self.summary.added += 1;
        let (count, sum) = self.of_accounts.entry(reference.to_owned()).or_default();
        *count += 1;
        *sum = sum.saturating_add(cents);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nread as {}", self.summary, self.form)?;
        if self.is_dry_run {
            f.write_str("\nnothing was stored; it would add:")?;
            for (reference, (count, cents)) in &self.of_accounts {
                let sum = SignedAmount::from_cents(*cents)
                    .map_or_else(|| cents.to_string(), |euro| euro.to_string());
                write!(f, "\n{reference}: {count} movements, {sum}")?;
            }
        }
        Ok(())
    }
}
