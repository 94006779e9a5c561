//! Who is who among the file's and the stored guardians.
//!
//! The fiscal code says who a guardian is, and all changes of addresses happen at once: an address may be handed on to
//! another guardian, and two may be swapped, if the file has a line of everybody who had or gets it.
//!
//! An address that a guardian has chosen in the profile stays until the file has another one than the last file had
//! (docs/decisions/0047-whose-address-counts.md).

use std::collections::{HashMap, HashSet};

use office_csv::BadLine;
use pagopa::PersonCode;

use super::lines::Entry;
use crate::{
    email::normalised,
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
    /// Another address than the file's, which the guardian has chosen, stays.
    pub keeps_own_email: bool,
}

/// Stores the file's guardians, and gives them by their codes. Rules that are broken are added to `bad`.
pub(super) async fn import(
    write: &mut Write,
    entries: &[Entry],
    bad: &mut Vec<BadLine>,
) -> Result<HashMap<PersonCode, Imported>, StoreError> {
    let stored = Stored::new(accounts::all_guardians(write).await?);
    let codes: HashSet<PersonCode> = entries.iter().map(|entry| entry.fiscal_code).collect();
    let mut seen = HashSet::new();
    let first_lines = entries.iter().filter(|entry| seen.insert(entry.fiscal_code));
    let mut matches: Vec<Match<'_>> = first_lines.map(|entry| stored.matched(entry, &codes)).collect();
    give_up_claimed(&mut matches);
    let mut imported = HashMap::new();
    let mut changed = Vec::new();
    for one in &matches {
        if let Err(rule) = stored.check(one, &codes) {
            bad.push(BadLine::new(one.entry.line, rule));
            continue;
        }
        let (guardian, columns) = one.guardian();
        let keeps_own_email = one.own_email.is_some();
        imported.insert(
            one.entry.fiscal_code,
            Imported { id: guardian.id.clone(), changed: columns, keeps_own_email },
        );
        if one.same.is_none_or(|same| *same != guardian) {
            changed.push(guardian);
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

/// A guardian of the file and the stored one, if there is one.
struct Match<'a> {
    entry: &'a Entry,
    same: Option<&'a Guardian>,
    /// The file's address in its normal form.
    address: String,
    /// The address that stays in place of the file's, in its normal form: the guardian has chosen it, and the office's is the
    /// same as in its last file.
    own_email: Option<String>,
}

/// The office's file is the authority: an address that it gives to somebody is not kept by another guardian, who has the
/// file's address again. That one may be what a third has chosen.
fn give_up_claimed(matches: &mut [Match<'_>]) {
    loop {
        let claimed: HashSet<String> =
            matches.iter().filter(|one| one.own_email.is_none()).map(|one| one.address.clone()).collect();
        let mut is_stable = true;
        for one in matches.iter_mut() {
            if one.own_email.as_ref().is_some_and(|own| claimed.contains(own)) {
                one.own_email = None;
                is_stable = false;
            }
        }
        if is_stable {
            return;
        }
    }
}

impl Match<'_> {
    /// The guardian as they are from now on, and the columns that change.
    fn guardian(&self) -> (Guardian, Vec<&'static str>) {
        let Self { entry, same, .. } = self;
        let kept = same.filter(|_| self.own_email.is_some());
        let guardian = Guardian {
            id: same.map_or_else(secrets::new_guardian_id, |same| same.id.clone()),
            email: kept.map_or_else(|| entry.email.clone(), |kept| kept.email.clone()),
            office_email: kept.map(|_| entry.email.clone()),
            fiscal_code: entry.fiscal_code,
            name: entry.name.clone(),
            language: same.map(|same| same.language).unwrap_or_default(),
        };
        let columns = [
            (same.is_some_and(|same| same.email == guardian.email), "guardian_email"),
            (same.is_some_and(|same| same.fiscal_code == guardian.fiscal_code), "guardian_fiscal_code"),
            (same.is_some_and(|same| same.name == guardian.name), "guardian_name"),
        ];
        let columns =
            columns.into_iter().filter_map(|(is_same, column)| (!is_same).then_some(column)).collect();
        (guardian, columns)
    }
}

struct Stored {
    by_code: HashMap<PersonCode, Guardian>,
    /// The code of an address' holder. Addresses are in their normal form.
    by_email: HashMap<String, PersonCode>,
    /// The code of the guardian to whom the office's last file gave an address.
    by_office_email: HashMap<String, PersonCode>,
}

impl Stored {
    fn new(guardians: Vec<Guardian>) -> Self {
        let by_email: HashMap<_, _> =
            guardians.iter().map(|one| (normalised(&one.email), one.fiscal_code)).collect();
        let left = guardians
            .iter()
            .filter_map(|one| Some((normalised(one.office_email.as_ref()?), one.fiscal_code)));
        let mut by_office_email: HashMap<_, _> = left.collect();
        // Where the office has given such an address to another guardian since, it is theirs.
        let used = guardians.iter().filter(|one| one.office_email.is_none());
        by_office_email.extend(used.map(|one| (normalised(&one.email), one.fiscal_code)));
        let by_code = guardians.into_iter().map(|one| (one.fiscal_code, one)).collect();
        Self { by_code, by_email, by_office_email }
    }

    fn matched<'a>(&'a self, entry: &'a Entry, codes: &HashSet<PersonCode>) -> Match<'a> {
        let address = normalised(&entry.email);
        let same = self.by_code.get(&entry.fiscal_code).or_else(|| {
            let holder = self.by_office_email.get(&address).and_then(|code| self.by_code.get(code));
            holder.filter(|holder| is_provisional_of(holder, entry) && !codes.contains(&holder.fiscal_code))
        });
        let kept = same
            .filter(|same| same.office_email.as_ref().is_some_and(|office| normalised(office) == address));
        Match { entry, same, own_email: kept.map(|kept| normalised(&kept.email)), address }
    }

    /// The rule that the line breaks, if it breaks one.
    fn check(&self, one: &Match<'_>, codes: &HashSet<PersonCode>) -> Result<(), &'static str> {
        let holder = self.by_email.get(&one.address).and_then(|code| self.by_code.get(code));
        let keeps_it = |holder: &Guardian| {
            one.same.is_none_or(|same| same.id != holder.id) && !codes.contains(&holder.fiscal_code)
        };
        if one.own_email.is_none() && holder.is_some_and(keeps_it) {
            return Err(
                "guardian_email: belongs to a guardian with another fiscal code, who is not in this file: \
                        correct the address or the code, or add a line with that guardian's new address",
            );
        }
        Ok(())
    }
}

/// Whether the line gives a guardian who was stored with a provisional code the definitive one: the address and the name
/// are the same.
fn is_provisional_of(stored: &Guardian, entry: &Entry) -> bool {
    stored.fiscal_code.is_provisional() && !entry.fiscal_code.is_provisional() && stored.name == entry.name
}
