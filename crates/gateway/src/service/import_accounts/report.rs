//! What an import did, or would do.

use std::fmt;

use contract::money::SignedAmount;
use office_csv::Form;

/// How many accounts an import has touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, changed, unchanged } = self;
        let all = added + changed + unchanged;
        write!(f, "{all} accounts read: {added} added, {changed} changed, {unchanged} unchanged")
    }
}

/// What is printed after an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub summary: Summary,
    /// How the file was written.
    pub form: Form,
    /// Services that the configuration does not name, where it names any: an apostrophe written otherwise is enough.
    pub unnamed: Vec<String>,
    /// Accounts whose guardian has chosen another address in the profile than the file's, which stays.
    pub own_emails: Vec<String>,
    /// What changes, where the import was only tried.
    pub changes: Vec<Change>,
    is_dry_run: bool,
}

/// What an import does to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub reference: String,
    pub is_new: bool,
    /// Cents before and after. Before is zero for a new account.
    pub balance: (i64, i64),
    /// The columns that differ from what is stored, apart from the balance.
    pub columns: Vec<&'static str>,
    /// The office's balance was stored anew. The sum with the credits may be the same.
    pub is_restated: bool,
}

impl Report {
    pub(super) const fn new(form: Form, is_dry_run: bool) -> Self {
        let summary = Summary { added: 0, changed: 0, unchanged: 0 };
        Self { summary, form, unnamed: Vec::new(), own_emails: Vec::new(), changes: Vec::new(), is_dry_run }
    }

    pub(super) fn note(&mut self, change: Change) {
        if change.is_new {
            self.summary.added += 1;
        } else if change.is_restated || change.is_seen() {
            self.summary.changed += 1;
        } else {
            self.summary.unchanged += 1;
        }
        if self.is_dry_run && change.is_seen() {
            self.changes.push(change);
        }
    }
}

impl Change {
    /// Whether somebody would see it: a balance that is restated may have the same sum.
    fn is_seen(&self) -> bool {
        self.is_new || !self.columns.is_empty() || self.balance.0 != self.balance.1
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let euro = |cents| {
            SignedAmount::from_cents(cents).map_or_else(|| cents.to_string(), |euro| euro.to_string())
        };
        let (before, after) = self.balance;
        let columns = self.columns.join(", ");
        write!(f, "{}: ", self.reference)?;
        match (self.is_new, before == after, columns.is_empty()) {
            (true, ..) => write!(f, "new, {}", euro(after)),
            (false, true, _) => write!(f, "{} as before, new {columns}", euro(after)),
            (false, false, true) => write!(f, "{} -> {}", euro(before), euro(after)),
            (false, false, false) => write!(f, "{} -> {}, new {columns}", euro(before), euro(after)),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.summary)?;
        write!(f, "\nread as {}", self.form)?;
        for service in &self.unnamed {
            write!(f, "\nnot in municipality.services, so shown like this in every language: {service}")?;
        }
        if !self.own_emails.is_empty() {
            let accounts = self.own_emails.join(", ");
            write!(
                f,
                "\nguardian_email stays another one, which the guardian has chosen in the app: {accounts}"
            )?;
        }
        if self.is_dry_run {
            f.write_str("\nnothing was stored; it would change:")?;
        }
        for change in &self.changes {
            write!(f, "\n{change}")?;
        }
        Ok(())
    }
}
