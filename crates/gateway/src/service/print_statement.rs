//! The yearly statements for the tax return: which there are, and one as a PDF.
//!
//! A year has a statement once it has ended in Italy, if something was paid in it.

use contract::{Language, Money, ProblemKind, Statement, Statements, Year};
use pagopa::Amount;
use std::collections::BTreeMap;

use super::{Refusal, Service, audit::Act, print_letter::PrintedPdf};
use crate::{
    clock::{Moment, year_in_italy},
    store::{StoreError, accounts::Guardian},
};

impl Service {
    /// The newest first.
    pub async fn list_statements(&self, guardian: &Guardian) -> Result<Statements, Refusal> {
        let now = Moment::now();
        let mut cents: BTreeMap<Year, u64> = BTreeMap::new();
        for (at, paid) in self.store().paid_by(&guardian.id).await? {
            if let Some(year) = at.italian_year().filter(|year| has_ended(*year, now)) {
                let sum = cents.entry(year).or_default();
                *sum = sum.saturating_add(u64::try_from(paid).unwrap_or_default());
            }
        }
        let items = cents.into_iter().rev().map(|(year, cents)| {
            let total =
                Amount::from_cents(cents).map_err(|_| StoreError::Corrupt("a year's sum is out of range"))?;
            Ok(Statement { year, total: Money::from(total) })
        });
        Ok(Statements { items: items.collect::<Result<_, StoreError>>()? })
    }

    /// `language` is the reader's; without one it is the guardian's.
    pub async fn print_statement(
        &self,
        guardian: &Guardian,
        year: Year,
        language: Option<Language>,
    ) -> Result<PrintedPdf, Refusal> {
        if !has_ended(year, Moment::now()) {
            return Err(Refusal::new(
                ProblemKind::NotFound,
                "There is no statement before the end of the year.",
            ));
        }
        let (from, until) = year_in_italy(year);
        let payments = self.store().payments_of(&guardian.id, from, until).await?;
        if payments.is_empty() {
            return Err(Refusal::new(ProblemKind::NotFound, "Nothing was paid in this year."));
        }
        let language = language.unwrap_or(guardian.language);
        let statement = self.inner.letters.statement(guardian, year, &payments, language);
        let pdf =
            self.on_paper(&year.to_string(), move |letters| letters.print_statement(&statement)).await?;
        self.audit(&guardian.id, Act::PrintedStatement, &year.to_string());
        Ok(PrintedPdf { name: format!("attestazione-{year}.pdf"), pdf })
    }
}

fn has_ended(year: Year, now: Moment) -> bool {
    now.italian_year().is_some_and(|current| year < current)
}
