//! The balance after each line of an account.
//!
//! The office gives balances, each of a moment, and perhaps some movements. Whether these are all of them cannot be seen from
//! one balance. Between two of the office's balances every line is known if the lines account for the difference to the cent;
//! then the balance after each is known too. After the last balance it is known as long as only credits have come: that is the
//! balance that the app shows. A meal has a day and no hour: it is in every balance of its day.

use std::collections::HashMap;

use super::Service;
use crate::{
    clock::Moment,
    store::{StoreError, accounts::ImportedAccount, movements::BalanceLine},
};

/// So many lines are read to find out: four school years between two balances. Beyond that no balance is known.
const MOST: i64 = 1000;

/// What is known of the balance after a line, by the line's id.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// Cents.
    pub after: HashMap<String, i64>,
    /// On the last line before it, a balance of the office: its moment and cents.
    pub office: HashMap<String, (Moment, i64)>,
}

impl Service {
    /// For these lines of an account, which have changed its balance: moments and ids, the newest first.
    pub(super) async fn known_balances(
        &self,
        account: &ImportedAccount,
        lines: &[(Moment, &str)],
    ) -> Result<Known, StoreError> {
        let (Some((newest, _)), Some((oldest, _))) = (lines.first(), lines.last()) else {
            return Ok(Known::default());
        };
        let id = &account.account.id;
        let mut balances = self.store().office_balances(id).await?;
        balances.retain(|(at, _)| *at < account.imported_at);
        balances.push((account.imported_at, account.account.imported_balance_cents));
        // From the last balance without the oldest line to the first one with the newest.
        let before = balances.partition_point(|(at, _)| at < oldest).saturating_sub(1);
        let until = balances.partition_point(|(at, _)| at < newest).saturating_add(1).min(balances.len());
        let balances = balances.get(before..until).unwrap_or_default();
        let Some((after, _)) = balances.first() else { return Ok(Known::default()) };
        let last = balances.last().map(|(at, _)| *at).filter(|at| at >= newest);
        let until = last.unwrap_or(Moment::from_millis(i64::MAX));
        let read = self.store().balance_lines(id, *after, until, MOST).await?;
        Ok(known(balances, &read, lines))
    }
}

/// `balances` and `read` have the oldest first. `read` has every line between the first and the last balance, or the first
/// [`MOST`] of them.
fn known(balances: &[(Moment, i64)], read: &[BalanceLine], lines: &[(Moment, &str)]) -> Known {
    let mut known = Known::default();
    let is_whole = i64::try_from(read.len()).is_ok_and(|count| count < MOST);
    for (index, (start, balance)) in balances.iter().enumerate() {
        let from = read.partition_point(|line| line.at <= *start);
        let Some((end, given)) = balances.get(index + 1) else {
            let rest = read.get(from..).unwrap_or_default();
            known.after.extend(running(*balance, rest.iter().take_while(|line| line.is_office == 0)));
            continue;
        };
        let to = read.partition_point(|line| line.at <= *end);
        let between = read.get(from..to).unwrap_or_default();
        let after: Vec<_> = running(*balance, between.iter()).collect();
        let is_known = is_whole && after.last().is_some_and(|(_, last)| last == given);
        if is_known {
            known.after.extend(after);
        }
    }
    for (index, (at, given)) in balances.iter().enumerate() {
        let start = index.checked_sub(1).and_then(|before| balances.get(before)).map(|(start, _)| start);
        let mut within =
            lines.iter().filter(|(line, _)| line <= at && start.is_none_or(|start| line > start));
        // The newest of them.
        if let Some((_, id)) = within.next()
            && !known.after.contains_key(*id)
        {
            known.office.insert((*id).to_owned(), (*at, *given));
        }
    }
    known
}

/// Each line's id with the balance after it.
fn running<'l>(
    balance: i64,
    lines: impl Iterator<Item = &'l BalanceLine>,
) -> impl Iterator<Item = (String, i64)> {
    lines.scan(balance, |balance, line| {
        *balance = balance.checked_add(line.amount_cents)?;
        Some((line.id.clone(), *balance))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(millis: i64) -> Moment {
        Moment::from_millis(millis)
    }

    fn line(millis: i64, id: &str, amount_cents: i64, is_office: bool) -> BalanceLine {
        BalanceLine { at: at(millis), id: id.into(), amount_cents, is_office: is_office.into() }
    }

    fn newest_first(lines: &[BalanceLine]) -> Vec<(Moment, &str)> {
        lines.iter().rev().map(|line| (line.at, line.id.as_str())).collect()
    }

    fn after(known: &Known, id: &str) -> Option<i64> {
        known.after.get(id).copied()
    }

    #[test]
    fn balances_are_known_between_two_of_the_office_that_the_lines_explain() {
        let balances = [(at(10), 1000), (at(20), 2440)];
        let lines = [line(11, "a", -530, true), line(12, "b", 2500, false), line(20, "c", -530, true)];
        let known = known(&balances, &lines, &newest_first(&lines));
        assert_eq!(["a", "b", "c"].map(|id| after(&known, id)), [Some(470), Some(2970), Some(2440)]);
        assert!(known.office.is_empty());
    }

    #[test]
    fn a_cent_of_difference_leaves_the_offices_balance_alone() {
        let balances = [(at(10), 1000), (at(20), 2439)];
        let lines = [line(11, "a", -530, true), line(12, "b", 2500, false), line(20, "c", -530, true)];
        let known = known(&balances, &lines, &newest_first(&lines));
        assert!(known.after.is_empty());
        assert_eq!(known.office, [("c".to_owned(), (at(20), 2439))].into());
    }

    #[test]
    fn after_the_last_balance_only_credits_before_any_meal_are_known() {
        let lines = [line(11, "a", 2500, false), line(12, "b", -530, true), line(13, "c", 100, false)];
        let known = known(&[(at(10), 1000)], &lines, &newest_first(&lines));
        assert_eq!(["a", "b", "c"].map(|id| after(&known, id)), [Some(3500), None, None]);
        assert!(known.office.is_empty());
    }

    #[test]
    fn lines_before_the_first_balance_have_that_balance_alone() {
        let known = known(&[(at(10), 1000)], &[], &[(at(9), "b"), (at(8), "a")]);
        assert!(known.after.is_empty());
        assert_eq!(known.office, [("b".to_owned(), (at(10), 1000))].into());
    }

    #[test]
    fn one_stretch_that_does_not_fit_spoils_no_other() {
        let balances = [(at(10), 0), (at(20), -530), (at(30), 99), (at(40), 599)];
        let lines = [line(15, "a", -530, true), line(25, "b", -530, true), line(35, "c", 500, false)];
        let known = known(&balances, &lines, &newest_first(&lines));
        assert_eq!(["a", "b", "c"].map(|id| after(&known, id)), [Some(-530), None, Some(599)]);
        assert_eq!(known.office, [("b".to_owned(), (at(30), 99))].into());
    }
}
