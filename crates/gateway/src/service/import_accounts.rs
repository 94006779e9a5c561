//! Imports accounts from the office's CSV file: all of it or nothing.
//!
//! `balance_at` is the moment of the balance; credits after it are added to it. A balance is imported where it differs
//! from the last file's or has a later `balance_at`, so the same file imported twice changes nothing.

use pagopa::{Amount, FiscalCode};
use serde::Deserialize;
use std::{collections::HashMap, fmt, io};

use crate::{
    clock::Moment,
    config::Config,
    secrets,
    store::{
        Store, StoreError, Write,
        accounts::{self, AccountRow, Guardian, ImportedAccount},
    },
};

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("cannot read the file: {0}")]
    Read(#[from] io::Error),
    #[error("the file is larger than 64 MB")]
    TooLarge,
    #[error("{}", lines(.0))]
    Lines(Vec<BadLine>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A line that breaks a rule. It names the line and the rule, never a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// As an editor counts: the header is line 1.
    pub line: u64,
    pub rule: String,
}

fn lines(bad: &[BadLine]) -> String {
    let mut text = String::from("nothing was imported:");
    for BadLine { line, rule } in bad {
        text.push_str(&format!("\n  line {line}: {rule}"));
    }
    text
}

/// What an import did.
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

#[derive(Deserialize)]
struct Line {
    account: String,
    guardian_email: String,
    guardian_fiscal_code: String,
    guardian_name: String,
    children: String,
    service: String,
    meal_price: String,
    balance: String,
    balance_at: Option<String>,
}

/// A line whose every field holds.
struct Entry {
    line: u64,
    reference: String,
    email: String,
    fiscal_code: FiscalCode,
    name: String,
    children: Vec<String>,
    service: String,
    meal_price: Option<Amount>,
    balance_cents: i64,
    balance_at: Option<Moment>,
}

/// What is printed after an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub summary: Summary,
    /// Services that the configuration does not name, where it names any: an apostrophe written otherwise is enough.
    pub unnamed: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.summary)?;
        for service in &self.unnamed {
            write!(f, "\nnot in municipality.services, so shown like this in every language: {service}")?;
        }
        Ok(())
    }
}

/// Imports a file's content, and looks for services that the configuration does not name.
pub async fn import_and_report(config: &Config, store: &Store, bytes: &[u8]) -> Result<Report, ImportError> {
    let summary = import_accounts(store, bytes, Moment::now()).await?;
    let municipality = &config.municipality;
    let mut unnamed = if municipality.services.is_empty() { Vec::new() } else { store.services().await? };
    unnamed.retain(|service| !municipality.names(service));
    Ok(Report { summary, unnamed })
}

/// Imports a file's content.
pub async fn import_accounts(store: &Store, bytes: &[u8], now: Moment) -> Result<Summary, ImportError> {
    let entries = read(bytes).map_err(ImportError::Lines)?;
    let mut write = store.write().await?;
    let mut summary = Summary::default();
    let mut bad = Vec::new();
    for entry in &entries {
        match import_line(&mut write, entry, now).await? {
            Ok(Done::Added) => summary.added += 1,
            Ok(Done::Changed) => summary.changed += 1,
            Ok(Done::Unchanged) => summary.unchanged += 1,
            Err(rule) => bad.push(BadLine { line: entry.line, rule: rule.into() }),
        }
    }
    if !bad.is_empty() {
        return Err(ImportError::Lines(bad));
    }
    write.commit().await?;
    Ok(summary)
}

/// Every line, or every line that breaks a rule.
fn read(bytes: &[u8]) -> Result<Vec<Entry>, Vec<BadLine>> {
    // Spreadsheets put a byte order mark in front.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => return Err(vec![BadLine { line: 1, rule: csv_rule(&error) }]),
    };
    let (mut entries, mut bad) = (Vec::new(), Vec::new());
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        let entry = match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let line = record.position().map_or(line, csv::Position::line);
                record
                    .deserialize::<Line>(Some(&headers))
                    .map_err(|error| csv_rule(&error))
                    .and_then(|fields| parse(line, fields))
            }
            Err(error) => Err(csv_rule(&error)),
        };
        let line = record.position().map_or(line, csv::Position::line).max(line);
        match entry {
            Ok(entry) => match seen.insert(entry.reference.clone(), line) {
                Some(first) => {
                    bad.push(BadLine { line, rule: format!("account: is on line {first} already") })
                }
                None => entries.push(entry),
            },
            Err(rule) => bad.push(BadLine { line, rule }),
        }
    }
    if bad.is_empty() { Ok(entries) } else { Err(bad) }
}

/// The csv crate's message without the field's content, which may be personal.
fn csv_rule(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("it has {len} fields, the header has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".into(),
        csv::ErrorKind::Deserialize { err, .. } => match err.kind() {
            csv::DeserializeErrorKind::Message(text) => text.clone(),
            _ => "a column is missing".into(),
        },
        _ => "it is not CSV".into(),
    }
}

fn parse(line: u64, fields: Line) -> Result<Entry, String> {
    let text = |name: &str, value: &str, longest: usize| match value.chars().count() {
        0 => Err(format!("{name}: is empty")),
        length if length > longest => Err(format!("{name}: has more than {longest} characters")),
        _ => Ok(value.to_owned()),
    };
    let email = fields.guardian_email.to_lowercase();
    email.parse::<lettre::Address>().map_err(|_| "guardian_email: is not an e-mail address".to_owned())?;
    // The office types these: a wrong check character is a typing mistake.
    let fiscal_code = FiscalCode::parse_own(&fields.guardian_fiscal_code)
        .map_err(|error| format!("guardian_fiscal_code: {}", error.rule()))?;
    let children: Vec<String> = fields
        .children
        .split(';')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    if children.is_empty() || children.len() > 20 || children.iter().any(|name| name.chars().count() > 70) {
        return Err("children: 1 to 20 names of at most 70 characters, with semicolons between".into());
    }
    let meal_price = match fields.meal_price.as_str() {
        "" => None,
        price => Some(
            price
                .parse::<Amount>()
                .ok()
                .filter(|price| !price.is_zero())
                .ok_or("meal_price: must be above zero and written like 5.30")?,
        ),
    };
    let balance = fields.balance.parse::<contract::money::SignedAmount>();
    let balance_at = match fields.balance_at.as_deref() {
        None | Some("") => None,
        Some(at) => Some(Moment::parse(at).ok_or("balance_at: must be written like 2026-11-23T12:00:00Z")?),
    };
    Ok(Entry {
        line,
        reference: text("account", &fields.account, 40)?,
        email,
        fiscal_code,
        name: text("guardian_name", &fields.guardian_name, 70)?,
        children,
        service: text("service", &fields.service, 60)?,
        meal_price,
        balance_cents: balance.map_err(|_| "balance: must be written like -3.50")?.cents(),
        balance_at,
    })
}

enum Done {
    Added,
    Changed,
    Unchanged,
}

/// `Err` is the rule that the line breaks against what is stored.
async fn import_line(
    write: &mut Write,
    entry: &Entry,
    now: Moment,
) -> Result<Result<Done, &'static str>, StoreError> {
    let (guardian_id, guardian_changed) = match import_guardian(write, entry).await? {
        Ok(guardian) => guardian,
        Err(rule) => return Ok(Err(rule)),
    };
    let stored = accounts::account_by_reference(write, &entry.reference).await?;
    let at = entry.balance_at.unwrap_or(now);
    let Some(ImportedAccount { account: stored, imported_at }) = stored else {
        let row = account(entry, secrets::new_account_id(), &guardian_id);
        accounts::put_account(write, &row, at).await?;
        return Ok(Ok(Done::Added));
    };
    let row = account(entry, stored.id.clone(), &guardian_id);
    // An equal balance of a later moment may contain credits that were spent since.
    let is_later = entry.balance_at.is_some_and(|balance_at| balance_at > imported_at);
    let same_balance = stored.imported_balance_cents == entry.balance_cents && !is_later;
    let same_rest = (&stored.guardian_id, &stored.children, &stored.service, stored.meal_price)
        == (&row.guardian_id, &row.children, &row.service, row.meal_price);
    if same_balance && same_rest && !guardian_changed {
        return Ok(Ok(Done::Unchanged));
    }
    if !same_rest {
        accounts::put_account(write, &row, at).await?;
    }
    if !same_balance {
        accounts::set_imported_balance(write, &stored.id, entry.balance_cents, at).await?;
    }
    Ok(Ok(Done::Changed))
}

fn account(entry: &Entry, id: contract::AccountId, guardian_id: &str) -> AccountRow {
    AccountRow {
        id,
        guardian_id: guardian_id.to_owned(),
        reference: entry.reference.clone(),
        children: entry.children.clone(),
        service: entry.service.clone(),
        meal_price: entry.meal_price,
        balance_cents: entry.balance_cents,
        imported_balance_cents: entry.balance_cents,
    }
}

/// The guardian's id, and whether something about them changed.
async fn import_guardian(
    write: &mut Write,
    entry: &Entry,
) -> Result<Result<(String, bool), &'static str>, StoreError> {
    let known = accounts::guardian_by_code_or_email(write, &entry.fiscal_code, &entry.email).await?;
    let by_code = known.iter().find(|guardian| guardian.fiscal_code == entry.fiscal_code);
    let by_email = known.iter().find(|guardian| guardian.email == entry.email);
    if by_email.is_some_and(|guardian| guardian.fiscal_code != entry.fiscal_code) {
        return Ok(Err("guardian_email: belongs to a guardian with another fiscal code"));
    }
    if let Some(same) =
        by_code.filter(|guardian| guardian.email == entry.email && guardian.name == entry.name)
    {
        return Ok(Ok((same.id.clone(), false)));
    }
    let guardian = Guardian {
        id: by_code.map_or_else(secrets::new_guardian_id, |guardian| guardian.id.clone()),
        email: entry.email.clone(),
        fiscal_code: entry.fiscal_code,
        name: entry.name.clone(),
        language: by_code.map(|guardian| guardian.language).unwrap_or_default(),
    };
    accounts::put_guardian(write, &guardian).await?;
    Ok(Ok((guardian.id, by_code.is_some())))
}
