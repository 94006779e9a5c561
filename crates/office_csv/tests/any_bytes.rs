//! Any bytes are read or refused. `cargo xtask fuzz` runs the same body on more of them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

use office_csv::{Column, Table};
use proptest::prelude::*;

#[path = "../fuzz/body.rs"]
mod body;

/// Pieces of files, so that many of the cases get past the header.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&[u8]; 17] = [
        b"account;balance;balance_at",
        b"account,balance,note",
        b"\xEF\xBB\xBF",
        b"sep=;",
        b"\r\n",
        b"\n",
        b"\r",
        b";",
        b",",
        b"\t",
        b"\"",
        b"\"\"",
        b"-1.063,00",
        b"5,30",
        b"23/11/2026 12:00",
        b"Zo\xE9",
        "Zoé\u{200B}\u{A0}".as_bytes(),
    ];
    let piece = prop::sample::select(PIECES.to_vec());
    prop::collection::vec(
        prop_oneof![4 => piece.prop_map(<[u8]>::to_vec), 1 => prop::collection::vec(any::<u8>(), 0..4)],
        0..40,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        body::read(&bytes);
    }

    #[test]
    fn any_file_is_read_or_refused(bytes in pieces()) {
        body::read(&bytes);
    }

    /// The same lines with another separator and other line breaks are the same table.
    #[test]
    fn form_does_not_change_what_is_read(
        rows in prop::collection::vec(("[A-Zàé]{1,9}", -99_999_i64..99_999), 1..20),
        separator in prop::sample::select(vec![";", "\t"]),
        line_break in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let columns = [Column::text("account"), Column::amount("balance")];
        let lines = rows.iter().map(|(account, cents)| {
            let sign = if *cents < 0 { "-" } else { "" };
            format!("{account}{separator}{sign}{},{:02}{line_break}", cents.abs() / 100, cents.abs() % 100)
        });
        let file = format!("account{separator}balance{line_break}") + &lines.collect::<String>();
        let table = Table::read(file.as_bytes(), &columns).unwrap();
        let read: Vec<_> = table
            .lines()
            .map(|line| (line.cell("account").text(40).unwrap(), line.cell("balance").signed_cents().unwrap()))
            .collect();
        prop_assert_eq!(read, rows);
    }
}
