//! What each line of the file says.

use contract::{Date, MovementKind};
use office_csv::{BadLine, BadLines, Column, Form, Line, Table};
use std::collections::HashMap;

use crate::clock::{Moment, start_of_italian_day};

/// `docs/movements-file.md` describes them.
const COLUMNS: &[Column] = &[
    Column::text("account"),
    Column::text("day"),
    Column::text("kind"),
    Column::amount("amount"),
    Column::text("note").optional(),
    Column::text("id").optional(),
];

/// A line whose every cell holds.
pub(super) struct Entry {
    pub line: u64,
    pub reference: String,
    /// The first moment of its day in Italy.
    pub at: Moment,
    pub kind: MovementKind,
    pub amount_cents: i64,
    /// Empty if there is none.
    pub note: String,
    /// Every line has one, or none has.
    pub id: Option<String>,
}

/// A file whose every line holds.
pub(super) struct File {
    pub form: Form,
    pub entries: Vec<Entry>,
}

/// Every line, or every line that breaks a rule.
pub(super) fn read(bytes: &[u8], now: Moment) -> Result<File, BadLines> {
    let table = Table::read(bytes, COLUMNS)?;
    let has_ids = table.has("id");
    let (mut entries, mut bad) = (Vec::new(), Vec::new());
    for line in table.lines() {
        match entry(line, has_ids, now) {
            Ok(entry) => entries.push(entry),
            Err(rule) => bad.push(BadLine::new(line.number, rule)),
        }
    }
    bad.extend(repeated_ids(&entries));
    if bad.is_empty() {
        return Ok(File { form: table.form, entries });
    }
    bad.sort_by_key(|bad| bad.line);
    Err(BadLines(bad))
}

/// The line's content, or the first rule that it breaks.
fn entry(line: Line<'_>, has_ids: bool, now: Moment) -> Result<Entry, String> {
    let text = |column: &'static str, longest: usize| {
        line.cell(column).text(longest).map_err(|broken| broken.to_string())
    };
    let reference = text("account", 40)?;
    let at = day(line, now)?;
    let kind = kind(&text("kind", 20)?)?;
    let amount_cents = line.cell("amount").signed_cents().map_err(|broken| broken.to_string())?;
    if amount_cents == 0 {
        return Err("amount: is zero: leave the line out".into());
    }
    if kind == MovementKind::Meal && amount_cents > 0 {
        return Err(
            "amount: a meal takes from the balance, so it is below zero: -5,30; what gives a meal back is a \
                    correction"
                .into(),
        );
    }
    let note = line.cell("note").filled().map(|_| text("note", 140)).transpose()?.unwrap_or_default();
    if kind == MovementKind::Other && note.is_empty() {
        return Err("note: is empty: say what this movement is".into());
    }
    let id = has_ids.then(|| text("id", 40)).transpose()?;
    Ok(Entry { line: line.number, reference, at, kind, amount_cents, note, id })
}

/// The first moment of the line's day.
fn day(line: Line<'_>, now: Moment) -> Result<Moment, String> {
    let day = line.cell("day").day().map_err(|broken| broken.to_string())?;
    let date = Date::try_from(day.to_string()).ok().filter(|_| (2000..=9999).contains(&day.year()));
    let at = date.as_ref().map(start_of_italian_day).ok_or("day: is before the year 2000")?;
    if at > now {
        return Err("day: is in the future: a movement is imported when it has happened".into());
    }
    Ok(at)
}

/// In English or Italian.
fn kind(word: &str) -> Result<MovementKind, &'static str> {
    Ok(match word.to_lowercase().as_str() {
        "meal" | "pasto" => MovementKind::Meal,
        "correction" | "rettifica" => MovementKind::Correction,
        "other" | "altro" => MovementKind::Other,
        _ => return Err("kind: is not meal, correction or other (pasto, rettifica, altro)"),
    })
}

/// An account has an id once: the order of lines means nothing, so neither of two wins.
fn repeated_ids(entries: &[Entry]) -> Vec<BadLine> {
    let mut ids: HashMap<(&str, &str), u64> = HashMap::new();
    let mut bad = Vec::new();
    for entry in entries {
        let Some(id) = &entry.id else { continue };
        if let Some(first) = ids.insert((&entry.reference, id), entry.line) {
            bad.push(BadLine::new(
                entry.line,
                format!("id: is on line {first} already, for the same account"),
            ));
        }
    }
    bad
}
