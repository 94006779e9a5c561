//! Runs the `inspect` example as a program.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::thread;

use serde_json::Value;

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO"))
        .args(["run", "-q", "-p", "pagopa", "--example", "inspect", "--"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // In a thread of its own: otherwise both processes could wait on full pipes. With wrong arguments the input is not read.
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let written = writer.join().unwrap();
    assert!(written.is_ok() || !output.status.success());
    output
}

/// The printed lines.
fn lines(kind: &str, input: &[u8]) -> Vec<String> {
    let output = run(&[kind], input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn qr_payload_is_printed_in_a_stable_order() {
    assert_eq!(
        lines("qr", b"PAGOPA|002|302032002700000251|03334231200|1\nPAGOPA|003|1|2|3\n"),
        [
            r#"{"ok":true,"notice_number":"302032002700000251","creditor":"03334231200","amount":"0.01","amount_cents":1,"iuv":"02032002700000251","warnings":["qr-amount-length"]}"#,
            r#"{"ok":false,"rule":"qr-version"}"#,
        ]
    );
}

#[test]
fn notice_number_is_printed_with_its_check_digits() {
    assert_eq!(
        lines("notice", "3020 3200\u{A0}2700-0002 52\n101234567890123456".as_bytes()),
        [
            r#"{"ok":true,"notice_number":"302032002700000252","grouped":"3020 3200 2700 0002 52","aux_digit":3,"application_code":null,"segregation_code":"02","base":"0320027000002","check_digits":"52","check_digits_expected":"51","check_digits_ok":false,"iuv":"02032002700000252","warnings":["notice-number-check-digits"]}"#,
            r#"{"ok":true,"notice_number":"101234567890123456","grouped":"1012 3456 7890 1234 56","aux_digit":1,"application_code":null,"segregation_code":null,"base":null,"check_digits":null,"check_digits_expected":null,"check_digits_ok":null,"iuv":"01234567890123456","warnings":[]}"#,
        ]
    );
}

#[test]
fn creditor_and_person_are_printed() {
    assert_eq!(
        lines("creditor", b"77777777777"),
        [r#"{"ok":true,"creditor":"77777777777","checksum_ok":false,"warnings":["creditor-code-checksum"]}"#]
    );
    assert_eq!(
        lines("person", b"rssmra45c12f2l5n\nRSSMRA60D20F205R\n"),
        [
            r#"{"ok":true,"fiscal_code":"RSSMRA45C12F2L5N","birth_year":"45","birth_month":3,"birth_day":12,"sex":"M","place_code":"F205","omocodia":true,"without_omocodia":"RSSMRA45C12F205C","check_character_expected":"N","check_ok":true,"warnings":[]}"#,
            r#"{"ok":true,"fiscal_code":"RSSMRA60D20F205R","birth_year":"60","birth_month":4,"birth_day":20,"sex":"M","place_code":"F205","omocodia":false,"without_omocodia":"RSSMRA60D20F205R","check_character_expected":"C","check_ok":false,"warnings":["fiscal-code-check-character"]}"#,
        ]
    );
}

#[test]
fn data_matrix_is_printed_without_its_filling() {
    let text = format!(
        "codfase=NBPA;183020320027000002511200001014811210000000250038961P103334231200{:16}{:40}{:110}{:12}A\r\n",
        "ANONIMO", "MARIO ROSSI", "MENSA", ""
    );
    assert_eq!(
        lines("datamatrix", text.as_bytes()),
        [
            r#"{"ok":true,"notice_number":"302032002700000251","postal_account":"000010148112","amount":"25.00","amount_cents":2500,"creditor":"03334231200","debtor_code":"ANONIMO","debtor_name":"MARIO ROSSI","subject":"MENSA","codeline":"18302032002700000251120000101481121000000025003896","warnings":[]}"#
        ]
    );
}

/// Published codes of each kind give the results in their file.
#[test]
fn published_codes_give_the_results_in_their_files() {
    let files = [
        ("qr", include_str!("vectors/qr.json")),
        ("notice", include_str!("vectors/notice_numbers.json")),
        ("person", include_str!("vectors/fiscal_codes.json")),
        ("datamatrix", include_str!("vectors/poste_datamatrix.json")),
    ];
    for (kind, file) in files {
        let rows: Vec<Value> = serde_json::from_str(file).unwrap();
        let input: Vec<&str> = rows.iter().map(|row| row["value"].as_str().unwrap()).collect();
        let printed = lines(kind, input.join("\r\n").as_bytes());
        assert_eq!(printed.len(), rows.len());
        for (printed, row) in printed.iter().zip(&rows) {
            let printed: Value = serde_json::from_str(printed).unwrap();
            assert_eq!(printed["ok"], row["ok"], "{row}");
            assert_eq!(printed["rule"], row["rule"], "{row}");
            if row.get("warnings").is_some() {
                assert_eq!(printed["warnings"].as_array(), row["warnings"].as_array(), "{row}");
            }
        }
    }
}

#[test]
fn every_line_has_an_answer() {
    let printed = lines("creditor", b"\n\r\n\xFF\xFE\n01199250158\r\n\r\n01199250158");
    let rules: Vec<Value> =
        printed.iter().map(|line| serde_json::from_str::<Value>(line).unwrap()["rule"].clone()).collect();
    let empty = Value::from("creditor-code-length");
    assert_eq!(rules, [empty.clone(), empty.clone(), "utf-8".into(), Value::Null, empty, Value::Null]);
    assert_eq!(lines("creditor", b""), [""; 0]);
}

#[test]
fn an_endless_line_is_skipped_and_the_next_is_read() {
    let mut input = vec![b'1'; 1_000_000];
    input.extend_from_slice(b"\n01199250158\n");
    let printed = lines("creditor", &input);
    assert_eq!(printed[0], r#"{"ok":false,"rule":"line-length"}"#);
    assert!(printed[1].starts_with(r#"{"ok":true"#) && printed.len() == 2);
}

#[test]
fn many_lines_stream_through() {
    let printed = lines("creditor", "01199250158\n".repeat(50_000).as_bytes());
    assert_eq!(printed.len(), 50_000);
}

#[test]
fn unknown_kind_gets_the_usage() {
    for arguments in [&[][..], &["bollettino"], &["qr", "notice"], &["QR"]] {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(String::from_utf8(output.stderr).unwrap().contains("qr|notice|creditor|person|datamatrix"));
    }
}
