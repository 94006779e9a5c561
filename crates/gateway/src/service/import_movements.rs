//! Imports meals and other movements from the office's CSV file: all of it or nothing.
//!
//! A line that is stored already is not stored again. With the column `id` that is the line's id; without it, the n-th of equal
//! lines of a file is the n-th of those that are stored. So the same file imported twice changes nothing, and two equal meals
//! on one day are two.
//!
//! | | |
//! |---|---|
//! | `lines` | what each line of the file says |
//! | `report` | what an import did |

mod lines;
mod report;

use contract::AccountId;
use office_csv::{BadLine, BadLines, Column, named};
use std::collections::{BTreeMap, HashMap};

use self::lines::Entry;
use crate::{
    clock::Moment,
    secrets,
    service::import_accounts::ImportError,
    store::{
        Store, StoreError, Write, locks,
        movements::{self, MovementRow},
    },
};

pub use report::{Report, Summary};

/// Columns that only one of the two files has.
const OF_ACCOUNTS: &[Column] =
    &[Column::text("guardian_email"), Column::text("guardian_fiscal_code"), Column::text("balance")];
const OF_MOVEMENTS: &[Column] = &[Column::text("day"), Column::text("kind")];

/// Whether a file is one of movements. An accounts file may have any other columns, so it is one as soon as it names a column
/// of its own.
pub fn is_of_movements(bytes: &[u8]) -> bool {
    named(bytes, OF_ACCOUNTS).is_empty() && !named(bytes, OF_MOVEMENTS).is_empty()
}

/// Imports a file's content. With `dry_run` everything is checked and nothing is stored.
pub async fn import_movements(
    store: &Store,
    bytes: &[u8],
    now: Moment,
    dry_run: bool,
) -> Result<Report, ImportError> {
    let file = lines::read(bytes, now).map_err(ImportError::Lines)?;
    let mut write = store.write().await?;
    // One import at a time compares its file with what is stored.
    locks::guardians_and_accounts(&mut write).await?;
    let (of_accounts, mut bad) = by_account(&mut write, &file.entries).await?;
    let mut report = Report::new(file.form, dry_run);
    for (account, entries) in &of_accounts {
        let mut stored = Stored::read(&mut write, account, entries).await?;
        for entry in entries {
            match stored.look_for(&mut write, entry).await? {
                Ok(Found::Stored) => report.unchanged(),
                Ok(Found::New(ordinal)) => {
                    movements::insert(&mut write, &row(entry, account, ordinal)).await?;
                    report.added(&entry.reference, entry.amount_cents);
                }
                Err(rule) => bad.push(BadLine::new(entry.line, rule)),
            }
        }
    }
    if !bad.is_empty() {
        bad.sort_by_key(|bad| bad.line);
        return Err(ImportError::Lines(BadLines(bad)));
    }
    if !dry_run {
        write.commit().await?;
    }
    Ok(report)
}

/// The lines of each account, in the order of the file; and those whose account is not known.
async fn by_account<'f>(
    write: &mut Write,
    entries: &'f [Entry],
) -> Result<(BTreeMap<AccountId, Vec<&'f Entry>>, Vec<BadLine>), StoreError> {
    let known: HashMap<String, String> = movements::accounts_by_reference(write).await?.into_iter().collect();
    let (mut of_accounts, mut bad) = (BTreeMap::<AccountId, Vec<&Entry>>::new(), Vec::new());
    for entry in entries {
        let Some(id) = known.get(&entry.reference) else {
            bad.push(BadLine::new(
                entry.line,
                "account: no account has this number: import the accounts first, and check that no leading zeros were dropped",
            ));
            continue;
        };
        let id = id.parse().map_err(|_| StoreError::Corrupt("account id"))?;
        of_accounts.entry(id).or_default().push(entry);
    }
    Ok((of_accounts, bad))
}

/// Whether a line is there already.
enum Found {
    Stored,
    /// It is the n-th of equal lines, from 0.
    New(i64),
}

/// What is stored of the days of a file, for one account.
struct Stored<'f> {
    account: &'f AccountId,
    rows: Vec<MovementRow>,
    /// How many lines without an id there are of each content.
    counts: HashMap<Content, i64>,
    /// How many the file has had so far.
    seen: HashMap<Content, i64>,
}

/// What two equal lines have in common.
type Content = (Moment, contract::MovementKind, i64, String);

fn content_of(row: &MovementRow) -> Content {
    (row.at, row.kind, row.amount_cents, row.note.clone())
}

impl<'f> Stored<'f> {
    async fn read(write: &mut Write, account: &'f AccountId, entries: &[&Entry]) -> Result<Self, StoreError> {
        let days = entries.iter().map(|entry| entry.at);
        let rows = match (days.clone().min(), days.max()) {
            (Some(first), Some(last)) => movements::of_days(write, account, first, last).await?,
            _ => Vec::new(),
        };
        let mut counts = HashMap::new();
        for row in rows.iter().filter(|row| row.office_id.is_none()) {
            *counts.entry(content_of(row)).or_default() += 1;
        }
        Ok(Self { account, rows, counts, seen: HashMap::new() })
    }

    /// `Err` is the rule that the line breaks against what is stored.
    async fn look_for(
        &mut self,
        write: &mut Write,
        entry: &Entry,
    ) -> Result<Result<Found, &'static str>, StoreError> {
        let content: Content = (entry.at, entry.kind, entry.amount_cents, entry.note.clone());
        let mut same_day = self.rows.iter().filter(|row| row.at == entry.at);
        let Some(office_id) = &entry.id else {
            if same_day.any(|row| row.office_id.is_some()) {
                return Ok(Err(
                    "id: movements of this account and day were imported with an id, so this line may be one of them: give \
                     every line its id",
                ));
            }
            let before = self.seen.entry(content.clone()).or_default();
            let ordinal = *before;
            *before += 1;
            let is_stored = ordinal < self.counts.get(&content).copied().unwrap_or_default();
            return Ok(Ok(if is_stored { Found::Stored } else { Found::New(ordinal) }));
        };
        if same_day.any(|row| row.office_id.is_none()) {
            return Ok(Err(
                "id: movements of this account and day were imported without an id, so this line may be one of them: leave \
                 out the column id for these days",
            ));
        }
        let here = self.rows.iter().find(|row| row.office_id.as_ref() == Some(office_id)).cloned();
        let stored = match here {
            Some(row) => Some(row),
            None => movements::by_office_id(write, self.account, office_id).await?,
        };
        Ok(match stored {
            None => Ok(Found::New(0)),
            Some(row) if content_of(&row) == content => Ok(Found::Stored),
            Some(_) => Err(
                "id: is stored with another day, kind, amount or note: a correction is a line of its own, with an id of its own",
            ),
        })
    }
}

fn row(entry: &Entry, account: &AccountId, ordinal: i64) -> MovementRow {
    MovementRow {
        id: secrets::new_movement_id(),
        account_id: account.clone(),
        at: entry.at,
        kind: entry.kind,
        amount_cents: entry.amount_cents,
        note: entry.note.clone(),
        office_id: entry.id.clone(),
        ordinal,
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_movements;

    #[test]
    fn a_file_is_known_by_its_own_columns() {
        for text in
            ["account;day;kind;amount;note\n", "sep=,\nKind,Amount,Day,Account\n", "account\tday\tamount\n"]
        {
            assert!(is_of_movements(text.as_bytes()), "{text}");
        }
        for text in ["account;guardian_email;balance;day;kind\n", "account;amount\n", "", "conto;giorno\n"] {
            assert!(!is_of_movements(text.as_bytes()), "{text}");
        }
    }
}
