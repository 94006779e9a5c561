//! What must hold of any bytes: they are read or refused without a panic, every line has its place in the file, and no cell
//! shows a character that cannot be seen. Shared by the fuzz target and the property test.

use office_csv::{Column, Table};

const COLUMNS: &[Column] =
    &[Column::text("account"), Column::amount("balance"), Column::text("balance_at").optional()];

pub fn read(bytes: &[u8]) {
    let table = match Table::read(bytes, COLUMNS) {
        Ok(table) => table,
        Err(bad) => {
            assert!(!bad.0.is_empty() && !bad.to_string().is_empty());
            assert!(bad.0.iter().all(|bad| bad.line >= 1 && bad.line <= last_line(bytes)));
            return;
        }
    };
    assert!(!table.form.to_string().is_empty());
    let mut last = table.header;
    for line in table.lines() {
        assert!(line.number > last && line.number <= last_line(bytes));
        last = line.number;
        if let Ok(text) = line.cell("account").text(40) {
            assert!((1..=40).contains(&text.chars().count()));
            assert!(
                !text.contains(|c: char| c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}'))
            );
        }
        if let Ok(cents) = line.cell("balance").signed_cents() {
            assert!(cents.abs() <= 9_999_999_999);
        }
        let cell = line.cell("balance_at");
        if let Ok(moment) = cell.moment() {
            // A moment without a time of day would have been a day.
            assert!(cell.day().is_err(), "{moment}");
        }
    }
}

/// No line can be after this one: each byte ends at most one.
fn last_line(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).map_or(u64::MAX, |length| length + 1)
}
