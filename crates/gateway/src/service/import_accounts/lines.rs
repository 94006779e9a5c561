//! What each line of the file says. Every line is checked by itself, then against the other lines.

use std::collections::HashMap;

use office_csv::{BadLine, BadLines, Column, Form, Line, Table};
use pagopa::{Amount, CreditorCode, FiscalCodeError, PersonCode};

use super::Options;
use crate::clock::Moment;

/// `docs/accounts-file.md` describes them.
const COLUMNS: &[Column] = &[
    Column::text("account"),
    Column::text("guardian_email"),
    Column::text("guardian_fiscal_code"),
    Column::text("guardian_name"),
    Column::text("children"),
    Column::text("children_shares").optional(),
    Column::text("service"),
    Column::amount("meal_price"),
    Column::amount("balance"),
    Column::text("balance_at").optional(),
];

/// Characters of an e-mail address (RFC 5321, 4.5.3.1.3: a path of 256 with its brackets).
const LONGEST_EMAIL: usize = 254;

/// A line whose every cell holds.
pub(super) struct Entry {
    pub line: u64,
    pub reference: String,
    /// In lower case.
    pub email: String,
    pub fiscal_code: PersonCode,
    pub name: String,
    pub children: Vec<String>,
    /// The part of each child in whole per cent; `None` if the account is not split.
    pub children_shares: Option<Vec<u32>>,
    pub service: String,
    pub meal_price: Option<Amount>,
    pub balance_cents: i64,
    /// The line's own moment, or the file's.
    pub balance_at: Option<Moment>,
}

/// A file whose every line holds.
pub(super) struct File {
    pub form: Form,
    pub entries: Vec<Entry>,
}

/// Every line, or every line that breaks a rule.
pub(super) fn read(bytes: &[u8], options: Options) -> Result<File, BadLines> {
    let table = Table::read(bytes, COLUMNS)?;
    let (mut entries, mut bad) = (Vec::new(), Vec::new());
    for line in table.lines() {
        match entry(line, options) {
            Ok(entry) => entries.push(entry),
            Err(rule) => bad.push(BadLine::new(line.number, rule)),
        }
    }
    bad.extend(contradictions(&entries));
    if bad.is_empty() {
        return Ok(File { form: table.form, entries });
    }
    bad.sort_by_key(|bad| bad.line);
    Err(BadLines(bad))
}

/// The line's content, or the first rule that it breaks.
fn entry(line: Line<'_>, options: Options) -> Result<Entry, String> {
    let text = |column: &'static str, longest: usize| {
        line.cell(column).text(longest).map_err(|broken| broken.to_string())
    };
    let reference = text("account", 40)?;
    let email = text("guardian_email", LONGEST_EMAIL)?.to_lowercase();
    email.parse::<lettre::Address>().map_err(|_| "guardian_email: is not an e-mail address")?;
    // The office types these: a wrong check character is a typing mistake.
    let code = text("guardian_fiscal_code", 40)?;
    let fiscal_code = PersonCode::parse_own(&code).map_err(|error| fiscal_code_rule(&code, error))?;
    let name = text("guardian_name", 70)?;
    let children = children(&text("children", 2000)?)?;
    let shares = line.cell("children_shares").filled().map(|_| text("children_shares", 200)).transpose()?;
    let children_shares = shares.map(|cell| children_shares(&cell, children.len())).transpose()?;
    let service = text("service", 60)?;
    let price =
        line.cell("meal_price").filled().map(|price| price.amount().map_err(|broken| broken.to_string()));
    let meal_price = price.transpose()?;
    if meal_price.is_some_and(Amount::is_zero) {
        return Err("meal_price: is zero: leave it empty where a service has no price for a meal".into());
    }
    let balance_cents = line.cell("balance").signed_cents().map_err(|broken| broken.to_string())?;
    Ok(Entry {
        line: line.number,
        reference,
        email,
        fiscal_code,
        name,
        children,
        children_shares,
        service,
        meal_price,
        balance_cents,
        balance_at: balance_at(line, options)?,
    })
}

fn fiscal_code_rule(code: &str, error: FiscalCodeError) -> String {
    if code.len() < CreditorCode::LENGTH && code.bytes().all(|byte| byte.is_ascii_digit()) {
        return "guardian_fiscal_code: a provisional code has 11 digits; a spreadsheet drops leading zeros: format the \
                column as text"
            .into();
    }
    format!("guardian_fiscal_code: {error}")
}

fn children(cell: &str) -> Result<Vec<String>, String> {
    let names: Vec<String> =
        cell.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if names.is_empty() || names.len() > 20 || names.iter().any(|name| name.chars().count() > 70) {
        return Err("children: 1 to 20 names of at most 70 characters, with semicolons between".into());
    }
    Ok(names)
}

/// `60;40` or `60%;40%`: one number for each child.
fn children_shares(cell: &str, children: usize) -> Result<Vec<u32>, String> {
    let part = |text: &str| text.trim().trim_end_matches('%').trim_end().parse::<u32>();
    let parts: Option<Vec<u32>> = cell.split(';').map(|text| part(text).ok()).collect();
    let parts = parts.filter(|parts| parts.len() == children && parts.iter().all(|part| *part <= 100));
    parts.filter(|parts| parts.iter().sum::<u32>() == 100).ok_or_else(|| {
        "children_shares: one whole number for each child, with semicolons between, 100 together: 60;40"
            .into()
    })
}

/// A moment in the future would take away what is credited until then.
fn balance_at(line: Line<'_>, options: Options) -> Result<Option<Moment>, String> {
    let cell = line.cell("balance_at").filled();
    let own = cell.map(|cell| cell.moment().map_err(|broken| broken.to_string())).transpose()?;
    let at = own.map(Moment::from).or(options.balance_at);
    if at.is_some_and(|at| at > options.now) {
        return Err("balance_at: is in the future: give the moment at which the balance was read".into());
    }
    Ok(at)
}

/// Lines that cannot both be right. The order of lines means nothing, so neither of them wins.
fn contradictions(entries: &[Entry]) -> Vec<BadLine> {
    let mut accounts: HashMap<&str, u64> = HashMap::new();
    let mut by_code: HashMap<PersonCode, &Entry> = HashMap::new();
    let mut by_email: HashMap<&str, &Entry> = HashMap::new();
    let mut bad = Vec::new();
    for entry in entries {
        if let Some(first) = accounts.insert(&entry.reference, entry.line) {
            bad.push(BadLine::new(entry.line, format!("account: is on line {first} already")));
        }
        let same = *by_code.entry(entry.fiscal_code).or_insert(entry);
        let holder = *by_email.entry(&entry.email).or_insert(entry);
        let rule = if same.email != entry.email {
            format!("guardian_email: line {} gives the same guardian another address", same.line)
        } else if same.name != entry.name {
            format!("guardian_name: line {} writes the same guardian's name differently", same.line)
        } else if holder.fiscal_code != entry.fiscal_code {
            format!(
                "guardian_email: line {} gives this address to a guardian with another fiscal code",
                holder.line
            )
        } else {
            continue;
        };
        bad.push(BadLine::new(entry.line, rule));
    }
    bad
}
