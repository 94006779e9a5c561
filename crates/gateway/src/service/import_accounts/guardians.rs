//! Who is who among the file's and the stored guardians.
//!
//! The fiscal code says who a guardian is, and all changes of addresses happen at once: an address may be handed on to
//! another guardian, and two may be swapped, if the file has a line of everybody who had or gets it.

use std::collections::{HashMap, HashSet};

use office_csv::BadLine;
use pagopa::PersonCode;

use super::lines::Entry;
use crate::{
    secrets,
    store::{
        StoreError, Write,
        accounts::{self, Guardian},
    },
};

/// A guardian of the file, and what the file changes of them.
pub(super) struct Imported {
    pub id: String,
    pub changed: Vec<&'static str>,
}

/// Stores the file's guardians, and gives them by their codes. Rules that are broken are added to `bad`.
pub(super) async fn import(
    write: &mut Write,
    entries: &[Entry],
    bad: &mut Vec<BadLine>,
) -> Result<HashMap<PersonCode, Imported>, StoreError> {
    let stored = Stored::new(accounts::all_guardians(write).await?);
    let codes: HashSet<PersonCode> = entries.iter().map(|entry| entry.fiscal_code).collect();
    let mut imported = HashMap::new();
    let mut changed = Vec::new();
    for entry in entries {
        if imported.contains_key(&entry.fiscal_code) {
            continue;
        }
        match stored.guardian(entry, &codes) {
            Ok((guardian, columns)) => {
                let id = guardian.id.clone();
                if !columns.is_empty() {
                    changed.push(guardian);
                }
                imported.insert(entry.fiscal_code, Imported { id, changed: columns });
            }
            Err(rule) => bad.push(BadLine::new(entry.line, rule)),
        }
    }
    if bad.is_empty() {
        // Addresses are unique at every moment: all that change are given up before any is taken.
        for guardian in &changed {
            accounts::release_email(write, &guardian.id).await?;
        }
        for guardian in &changed {
            accounts::put_guardian(write, guardian).await?;
        }
    }
    Ok(imported)
}

struct Stored {
    by_code: HashMap<PersonCode, Guardian>,
    /// The code of an address' holder.
    by_email: HashMap<String, PersonCode>,
}

impl Stored {
    fn new(guardians: Vec<Guardian>) -> Self {
        let by_email = guardians.iter().map(|one| (one.email.clone(), one.fiscal_code)).collect();
        let by_code = guardians.into_iter().map(|one| (one.fiscal_code, one)).collect();
        Self { by_code, by_email }
    }

    /// The guardian as the file has them, and the columns that change; or the rule that the line breaks.
    fn guardian(
        &self,
        entry: &Entry,
        codes: &HashSet<PersonCode>,
    ) -> Result<(Guardian, Vec<&'static str>), &'static str> {
        let holder = self.by_email.get(&entry.email).and_then(|code| self.by_code.get(code));
        let same = self.by_code.get(&entry.fiscal_code).or_else(|| {
            holder.filter(|holder| is_provisional_of(holder, entry) && !codes.contains(&holder.fiscal_code))
        });
        let keeps_it = |holder: &Guardian| {
            same.is_none_or(|same| same.id != holder.id) && !codes.contains(&holder.fiscal_code)
        };
        if holder.is_some_and(keeps_it) {
            return Err(
                "guardian_email: belongs to a guardian with another fiscal code, who is not in this file: \
                        correct the address or the code, or add a line with that guardian's new address",
            );
        }
        let mut columns = Vec::new();
        let mut differs = |is_same: bool, column| {
            if !is_same {
                columns.push(column);
            }
        };
        differs(same.is_some_and(|same| same.email == entry.email), "guardian_email");
        differs(same.is_some_and(|same| same.fiscal_code == entry.fiscal_code), "guardian_fiscal_code");
        differs(same.is_some_and(|same| same.name == entry.name), "guardian_name");
        let guardian = Guardian {
            id: same.map_or_else(secrets::new_guardian_id, |same| same.id.clone()),
            email: entry.email.clone(),
            fiscal_code: entry.fiscal_code,
            name: entry.name.clone(),
            language: same.map(|same| same.language).unwrap_or_default(),
        };
        Ok((guardian, columns))
    }
}

/// Whether the line gives a guardian who was stored with a provisional code the definitive one: the address and the name
/// are the same.
fn is_provisional_of(stored: &Guardian, entry: &Entry) -> bool {
    stored.fiscal_code.is_provisional() && !entry.fiscal_code.is_provisional() && stored.name == entry.name
}
