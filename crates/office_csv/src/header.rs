//! The columns: the separator is the one with which the header names them.

use std::fmt;

use crate::{
    characters,
    error::{BadLine, BadLines},
};

/// A column that a command reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// In lower case, with `_` between words.
    pub name: &'static str,
    pub(crate) is_amount: bool,
    pub(crate) is_required: bool,
}

impl Column {
    /// A column that has to be there. Its cells may be empty.
    pub const fn text(name: &'static str) -> Self {
        Self { name, is_amount: false, is_required: true }
    }

    /// The same for euro amounts.
    pub const fn amount(name: &'static str) -> Self {
        Self { name, is_amount: true, is_required: true }
    }

    /// The same column, which may be left out.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { is_required: false, ..self }
    }
}

/// What is between two cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    Semicolon,
    Comma,
    Tab,
}

impl Separator {
    const ALL: [Self; 3] = [Self::Semicolon, Self::Comma, Self::Tab];

    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
        }
    }
}

impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Semicolon => "semicolons",
            Self::Comma => "commas",
            Self::Tab => "tabs",
        })
    }
}

/// The header, and where the lines after it begin.
pub(crate) struct Header {
    pub separator: Separator,
    /// For each column the index of its cell, in the order of the command's columns.
    pub places: Vec<Option<usize>>,
    /// For each cell of the header whether it has a name.
    pub named: Vec<bool>,
    pub unread: Vec<String>,
    /// The byte of the text at which the header begins. Excel's `sep=;` and blank lines come before it.
    pub start: usize,
    /// The line of the header.
    pub line: u64,
}

pub(crate) fn read(text: &str, columns: &[Column]) -> Result<Header, BadLines> {
    let (declared, mut start) = declared_separator(text);
    start += text.get(start..).map_or(0, blank_lines);
    let line = crate::encoding::line_at(text.as_bytes(), start);
    let rest = text.get(start..).unwrap_or_default();
    let candidates =
        Separator::ALL.into_iter().filter(|separator| declared.is_none_or(|one| one == *separator));
    let named =
        |names: &[String]| columns.iter().filter(|column| names.iter().any(|n| n == column.name)).count();
    let best = candidates
        .map(|separator| (separator, names(rest, separator)))
        .max_by_key(|(_, names)| named(names))
        .filter(|(_, names)| named(names) > 0);
    let Some((separator, names)) = best else {
        let wanted = columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
        let rule = format!(
            "the first line has to name the columns, separated by semicolons, commas or tabs: {wanted}"
        );
        return Err(BadLine::new(line, rule).into());
    };
    let faults = faults(&names, columns);
    if !faults.is_empty() {
        return Err(BadLines(faults.into_iter().map(|rule| BadLine::new(line, rule)).collect()));
    }
    let place = |column: &Column| names.iter().position(|name| name == column.name);
    let is_known = |name: &String| columns.iter().any(|column| name == column.name);
    Ok(Header {
        separator,
        places: columns.iter().map(place).collect(),
        named: names.iter().map(|name| !name.is_empty()).collect(),
        unread: names.iter().filter(|name| !name.is_empty() && !is_known(name)).cloned().collect(),
        start,
        line,
    })
}

/// Those of these columns that a file's first line names; none if it cannot be read. It tells files of two kinds apart.
pub fn named(bytes: &[u8], columns: &[Column]) -> Vec<&'static str> {
    let optional: Vec<Column> = columns.iter().map(|column| column.optional()).collect();
    let Ok((text, _)) = crate::encoding::decode(bytes) else { return Vec::new() };
    let Ok(header) = read(&text, &optional) else { return Vec::new() };
    let places = columns.iter().zip(&header.places).filter(|(_, place)| place.is_some());
    places.map(|(column, _)| column.name).collect()
}

/// Excel's first line `sep=;`, and where the text after it begins.
fn declared_separator(text: &str) -> (Option<Separator>, usize) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text.get(..end).unwrap_or_default().trim_matches(' ');
    let declared = Separator::ALL.into_iter().find(|separator| {
        let mark = line.get(..4).filter(|mark| mark.eq_ignore_ascii_case("sep="));
        mark.is_some() && line.as_bytes().get(4..) == Some(&[separator.byte()])
    });
    (declared, if declared.is_some() { end } else { 0 })
}

/// How many bytes of blank lines the text begins with.
fn blank_lines(text: &str) -> usize {
    let first = text.find(|c: char| !matches!(c, ' ' | '\r' | '\n')).unwrap_or(text.len());
    // The blanks before the first word belong to its line.
    text.get(..first).and_then(|blank| blank.rfind(['\r', '\n'])).map_or(0, |at| at + 1)
}

/// The header's cells: lower case, `_` for blanks and dashes. Empty cells at the end are kept.
fn names(text: &str, separator: Separator) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    // Bytes in memory that are UTF-8 already: this does not fail, and without a record no column is found.
    if !reader.read_record(&mut record).unwrap_or(false) {
        return Vec::new();
    }
    let name = |cell: &str| cell.trim().to_lowercase().replace([' ', '-', '\u{A0}'], "_");
    record.iter().map(name).collect()
}

fn faults(names: &[String], columns: &[Column]) -> Vec<String> {
    let mut faults = Vec::new();
    for column in columns {
        match names.iter().filter(|name| *name == column.name).count() {
            0 if column.is_required => faults.push(format!("the column {} is missing", column.name)),
            0 | 1 => {}
            _ => faults.push(format!("the column {} is there more than once", column.name)),
        }
    }
    for (place, name) in names.iter().enumerate() {
        if let Err(rule) = characters::check(name) {
            faults.push(format!("the name of column {}: {rule}", place + 1));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] =
        &[Column::text("account"), Column::amount("balance"), Column::text("balance_at").optional()];

    fn of(text: &str) -> Header {
        read(text, COLUMNS).unwrap_or_else(|bad| panic!("{text}: {bad}"))
    }

    fn bad(text: &str) -> String {
        read(text, COLUMNS).err().unwrap().to_string()
    }

    #[test]
    fn the_separator_is_the_one_that_gives_the_columns() {
        for (text, separator) in [
            ("account;balance", Separator::Semicolon),
            ("Account,Balance\n", Separator::Comma),
            ("account\tbalance\tbalance at\r\n", Separator::Tab),
            ("note, and more;account;balance", Separator::Semicolon),
            ("\"account\";\"balance\"", Separator::Semicolon),
        ] {
            assert_eq!(of(text).separator, separator, "{text}");
        }
    }

    #[test]
    fn lines_before_the_header_are_skipped() {
        let header = of("sep=,\r\n\r\n  account,balance\n");
        assert_eq!((header.line, header.start), (3, 9));
        assert!(bad("sep=;\naccount,balance\n").starts_with("  line 2: "));
    }

    #[test]
    fn columns_are_found_without_the_others() {
        assert_eq!(named(b"note;balance\n", COLUMNS), ["balance"]);
        for other in ["", "conto;saldo\n", "balance;balance\n"] {
            assert_eq!(named(other.as_bytes(), COLUMNS), Vec::<&str>::new(), "{other}");
        }
    }

    #[test]
    fn a_column_that_is_missing_doubled_or_misspelt_is_named() {
        assert_eq!(bad("account;note"), "  line 1: the column balance is missing");
        assert_eq!(bad("account;balance;balance"), "  line 1: the column balance is there more than once");
        assert!(bad("conto;saldo").contains("account, balance, balance_at"));
        assert!(bad("account;balance;no\u{200B}te").contains("column 3: character 3"));
        assert_eq!(of("account;saldo;balance;;").unread, ["saldo"]);
    }
}
