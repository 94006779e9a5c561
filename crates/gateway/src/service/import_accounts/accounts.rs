//! The accounts of the file and their balances.

use std::collections::HashMap;

use office_csv::BadLine;

use super::{guardians::Imported, lines::Entry, report::Change};
use crate::{
    clock::Moment,
    secrets,
    store::{
        StoreError, Write,
        accounts::{self, AccountRow, ImportedAccount},
        movements,
    },
};

/// The stored accounts, as they were before the import.
pub(super) struct Accounts {
    stored: HashMap<String, ImportedAccount>,
}

impl Accounts {
    /// Reads them. Numbers of the file that have lost their leading zeros are added to `bad`.
    pub async fn read(
        write: &mut Write,
        entries: &[Entry],
        bad: &mut Vec<BadLine>,
    ) -> Result<Self, StoreError> {
        let all = accounts::all_accounts(write).await?;
        let stored = all.into_iter().map(|one| (one.account.reference.clone(), one)).collect();
        bad.extend(lost_zeros(entries, &stored));
        Ok(Self { stored })
    }

    /// Stores one line. `Err` is the rule that it breaks against what is stored.
    pub async fn import(
        &mut self,
        write: &mut Write,
        entry: &Entry,
        guardian: &Imported,
        now: Moment,
    ) -> Result<Result<Change, &'static str>, StoreError> {
        let at = entry.balance_at.unwrap_or(now);
        let Some(ImportedAccount { account: stored, imported_at }) = self.stored.get(&entry.reference) else {
            let row = row(entry, secrets::new_account_id(), guardian);
            accounts::put_account(write, &row, at).await?;
            movements::note_office_balance(write, &row.id, entry.balance_cents, at).await?;
            return Ok(Ok(change(entry, true, (0, entry.balance_cents), Vec::new())));
        };
        let row = row(entry, stored.id.clone(), guardian);
        let mut columns = changed_columns(stored, &row);
        let is_moved = !columns.is_empty();
        // An equal balance of a later moment may contain credits that were spent since.
        let is_later = entry.balance_at.is_some_and(|balance_at| balance_at > *imported_at);
        let same_balance = stored.imported_balance_cents == entry.balance_cents && !is_later;
        let has_credits = stored.balance_cents != stored.imported_balance_cents;
        if !same_balance && entry.balance_at.is_none() && has_credits {
            return Ok(Err(
                "balance: it names no moment, and payments were credited since the last file: give the file's \
                 moment, in the column balance_at or as --balance-at",
            ));
        }
        if is_moved {
            accounts::put_account(write, &row, at).await?;
        }
        columns.extend(guardian.changed.iter().filter(|_| stored.guardian_id == guardian.id));
        if same_balance {
            return Ok(Ok(change(entry, false, (stored.balance_cents, stored.balance_cents), columns)));
        }
        let after = accounts::set_imported_balance(write, &stored.id, entry.balance_cents, at).await?;
        Ok(Ok(Change { is_restated: true, ..change(entry, false, (stored.balance_cents, after), columns) }))
    }
}

fn change(entry: &Entry, is_new: bool, balance: (i64, i64), columns: Vec<&'static str>) -> Change {
    Change { reference: entry.reference.clone(), is_new, balance, columns, is_restated: false }
}

fn row(entry: &Entry, id: contract::AccountId, guardian: &Imported) -> AccountRow {
    AccountRow {
        id,
        guardian_id: guardian.id.clone(),
        reference: entry.reference.clone(),
        children: entry.children.clone(),
        children_shares: entry.children_shares.clone(),
        service: entry.service.clone(),
        meal_price: entry.meal_price,
        balance_cents: entry.balance_cents,
        imported_balance_cents: entry.balance_cents,
    }
}

fn changed_columns(stored: &AccountRow, row: &AccountRow) -> Vec<&'static str> {
    [
        (stored.guardian_id == row.guardian_id, "guardian"),
        (stored.children == row.children, "children"),
        (stored.children_shares == row.children_shares, "children_shares"),
        (stored.service == row.service, "service"),
        (stored.meal_price == row.meal_price, "meal_price"),
    ]
    .into_iter()
    .filter_map(|(is_same, column)| (!is_same).then_some(column))
    .collect()
}

/// A spreadsheet reads `000001` as the number 1. Such a line would add a second account beside the first. Both are right
/// only if both are stored already.
fn lost_zeros(entries: &[Entry], stored: &HashMap<String, ImportedAccount>) -> Vec<BadLine> {
    let mut with_zeros: HashMap<&str, (&str, Option<u64>)> = HashMap::new();
    for reference in stored.keys() {
        if let Some(number) = number(reference) {
            with_zeros.insert(number, (reference, None));
        }
    }
    let mut bad = Vec::new();
    for entry in entries {
        let Some(number) = number(&entry.reference) else { continue };
        let (other, line) = *with_zeros.entry(number).or_insert((&entry.reference, Some(entry.line)));
        let is_certain = stored.contains_key(&entry.reference) && stored.contains_key(other);
        if other == entry.reference || is_certain {
            continue;
        }
        let place = line.map_or_else(|| "is stored".to_owned(), |line| format!("is on line {line}"));
        let rule = format!(
            "account: {other} {place} and differs in leading zeros alone, which a spreadsheet drops: format the column as \
             text and write the number as it is at the office"
        );
        bad.push(BadLine::new(entry.line, rule));
    }
    bad
}

/// A number made of digits alone, without its leading zeros.
fn number(reference: &str) -> Option<&str> {
    let is_number = reference.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| reference.trim_start_matches('0'))
}
