//! Whole files, as offices save them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

use office_csv::{Column, Table};

const COLUMNS: &[Column] =
    &[Column::text("account"), Column::amount("balance"), Column::text("balance_at").optional()];

/// Each line's number, account and cents.
fn lines(file: impl AsRef<[u8]>) -> Vec<(u64, String, i64)> {
    let table = Table::read(file.as_ref(), COLUMNS).unwrap_or_else(|bad| panic!("{bad}"));
    table
        .lines()
        .map(|line| {
            let account = line.cell("account").text(40).unwrap();
            (line.number, account, line.cell("balance").signed_cents().unwrap())
        })
        .collect()
}

fn refused(file: &str) -> String {
    Table::read(file.as_bytes(), COLUMNS).unwrap_err().to_string()
}

#[test]
fn lines_are_counted_with_every_line_break_and_blank_lines() {
    for line_break in ["\n", "\r\n", "\r"] {
        let file =
            ["account;note;balance", "A;;1,00", "", "B;\"one\ntwo\n\nthree\";2,00", ";;", "C;;3,00", ""];
        let file = file.join(line_break);
        let file = file.replace("one\ntwo\n\nthree", &["one", "two", "", "three"].join(line_break));
        let expected = [(2, "A".into(), 100), (4, "B".into(), 200), (9, "C".into(), 300)];
        assert_eq!(lines(&file), expected, "{line_break:?}");
    }
}

#[test]
fn lines_before_the_header_are_counted() {
    assert_eq!(lines("sep=;\r\n\r\naccount;balance\r\n\r\nA;1\r\n"), [(5, "A".into(), 100)]);
    assert_eq!(lines("\u{FEFF}\naccount,balance\nA,1"), [(3, "A".into(), 100)]);
}

#[test]
fn empty_columns_without_a_name_mean_nothing() {
    assert_eq!(lines("account,balance\nA,1.00,\nB,2.00,,,\n,,,\n").len(), 2);
    assert_eq!(lines("account;balance;;\nA;1,00;;\n").len(), 1);
    assert_eq!(lines(",account,,balance\n,A,,1.00\n"), [(2, "A".into(), 100)]);
    assert!(refused("account,balance\nA,1.00,x\n").starts_with("  line 2: cell 3 is under no column"));
    assert!(refused("account,,balance\nA,x,1.00\n").starts_with("  line 2: cell 2 is under no column"));
}

#[test]
fn a_decimal_comma_that_splits_a_cell_is_refused() {
    assert!(refused("account,balance\nA,12,40\n").contains("line 2: cell 3 is under no column: "));
    // The balance is empty, and `12,40` of the column before it looks like two amounts.
    let columns = [Column::text("account"), Column::amount("meal_price"), Column::amount("balance")];
    let table = Table::read(b"account,meal_price,balance\nA,5,30,\nB,5.30,30.00,\n", &columns).unwrap();
    let mut lines = table.lines();
    let (one, other) = (lines.next().unwrap(), lines.next().unwrap());
    assert!(one.cell("balance").signed_cents().is_err());
    assert_eq!(other.cell("balance").signed_cents(), Ok(3000));
}

#[test]
fn a_line_may_end_before_empty_cells_unless_the_file_ends_in_it() {
    assert_eq!(lines("account;balance;balance_at\nA;1\n").len(), 1);
    assert_eq!(lines("account;balance;balance_at\nA;1;").len(), 1);
    assert!(refused("account;balance;balance_at\nA;12,4").contains("line 2: the file ends in this line"));
}

#[test]
fn a_quote_that_is_never_closed_loses_no_lines() {
    assert!(refused("account;balance;note\nA;1;\"x\nB;2;y\n").contains("line 2: a quote begins here"));
    assert!(refused("account;balance;note\nA;1;\"x\nB;2;y\"z\n").contains("line 3: a closing quote"));
}

#[test]
fn every_line_that_is_too_wide_is_named_up_to_fifty() {
    let said = refused(&format!("account;balance\n{}", "A;1;x\n".repeat(60)));
    assert_eq!(said.lines().count(), 51);
    assert!(said.ends_with(
        "line 51: cell 3 is under no column: a cell with a semicolon in it has to be in quotes\n  and 10 more"
    ));
}

#[test]
fn what_was_found_is_said() {
    for (file, said) in [
        (&b"account;balance\nA;1,00\n"[..], "UTF-8, columns separated by semicolons, decimal comma"),
        (
            b"account,balance\nA,1.00\nB,\"2,00\"\n",
            "UTF-8, columns separated by commas, decimal comma and decimal point",
        ),
        (
            b"account\tbalance\tclasse\nZo\xE9\t1\t2\n",
            "Windows-1252, columns separated by tabs; columns not read: classe",
        ),
        (b"\xFF\xFEa\0c\0c\0o\0u\0n\0t\0;\0b\0a\0l\0a\0n\0c\0e\0", "UTF-16, columns separated by semicolons"),
    ] {
        assert_eq!(Table::read(file, COLUMNS).unwrap().form.to_string(), said);
    }
}
