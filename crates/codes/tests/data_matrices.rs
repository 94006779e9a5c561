//! Data Matrices, read back by `dmtxread`, a program of libdmtx, which shares no code with the encoder.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test helpers may stop at the first surprise")]

use codes::{EncodeError, Matrix, QUIET, data_matrix};
use proptest::prelude::*;
use std::{io::Write, process::Command};

/// Pixels for a module.
const SCALE: u16 = 5;

/// Poste's layout with these fields, 256 characters.
fn poste_text(codeline: &str, creditor: &str, debtor: &str, name: &str, subject: &str) -> String {
    format!("codfase=NBPA;{codeline:0>50}1P1{creditor:0>11}{debtor:16}{name:40}{subject:110}{:12}A", "")
}

/// An ordinary slip with this subject.
fn slip(subject: &str) -> String {
    let codeline = "18301188340000064356120000101481121000000032703896";
    poste_text(codeline, "03334231200", "ANONIMO", "NOEL D'ARCON", subject)
}

/// A plain PBM picture of the symbol in its quiet zone: 1 is black.
fn pbm(matrix: &Matrix) -> String {
    let side = (matrix.side() + 2 * QUIET) * SCALE;
    let module = |pixel: u16| (pixel / SCALE).wrapping_sub(QUIET);
    let row = |y| {
        let pixels = (0..side).map(|x| if matrix.is_dark(module(x), module(y)) { "1" } else { "0" });
        pixels.collect::<Vec<_>>().join(" ")
    };
    format!("P1\n{side} {side}\n{}\n", (0..side).map(row).collect::<Vec<_>>().join("\n"))
}

/// What `dmtxread` reads off the picture.
fn read(matrix: &Matrix) -> String {
    let mut picture = tempfile::NamedTempFile::with_suffix(".pbm").unwrap();
    picture.write_all(pbm(matrix).as_bytes()).unwrap();
    let arguments = ["--stop-after=1", "--milliseconds=20000"];
    let output = Command::new("dmtxread").args(arguments).arg(picture.path()).output();
    String::from_utf8(output.expect("apt-get install -y dmtx-utils").stdout).unwrap()
}

/// What the decoder of the `datamatrix` crate reads.
fn decoded(matrix: &Matrix) -> String {
    let side = matrix.side();
    let modules: Vec<bool> = (0..side).flat_map(|y| (0..side).map(move |x| matrix.is_dark(x, y))).collect();
    String::from_utf8(datamatrix::DataMatrix::decode(&modules, side.into()).unwrap()).unwrap()
}

/// A field of at most `width` characters of Poste's set: all kinds mixed, or kinds that are packed in different ways.
fn field(width: usize) -> impl Strategy<Value = String> {
    let of = |set: &str| proptest::string::string_regex(&format!("[{set}]{{0,{width}}}")).unwrap();
    prop_oneof![of("A-Z0-9 &',.:_-"), of("A-Z "), of("0-9"), of("&',.:_-"), of("_")]
}

prop_compose! {
    fn slips()(
        codeline in "[0-9]{50}",
        creditor in "[0-9]{11}",
        debtor in "[A-Z0-9]{16}|[0-9]{11}|ANONIMO",
        name in field(40),
        subject in field(110),
    ) -> String {
        poste_text(&codeline, &creditor, &debtor, &name, &subject)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn libdmtx_reads_a_slip_as_it_was_written(text in slips()) {
        prop_assert_eq!(read(&data_matrix(&text).unwrap()), text);
    }
}

proptest! {
    #[test]
    fn the_decoder_of_datamatrix_reads_a_slip_as_it_was_written(text in slips()) {
        prop_assert_eq!(decoded(&data_matrix(&text).unwrap()), text);
    }

    #[test]
    fn any_text_is_read_as_it_was_written_or_rejected(beginning in "[ -~]{0,77}", words in "[ -_]{0,250}") {
        let text = format!("{beginning:77}{words}");
        match data_matrix(&text) {
            Ok(matrix) => prop_assert_eq!(decoded(&matrix), text),
            Err(error) => prop_assert_eq!(error, EncodeError::DataMatrixTooLong { found: text.len() }),
        }
    }
}

#[test]
fn an_ordinary_slip_takes_48_modules() {
    for subject in
        ["", "RICARICA MENSA SCOLASTICA DI ANNA ROSSI, A.S. 2026-2027", "D'ARCON-MULLER, CLASSE 3.B"]
    {
        let matrix = data_matrix(&slip(subject)).unwrap();
        assert_eq!(matrix.side(), 48, "{subject}");
        assert_eq!(read(&matrix), slip(subject));
    }
}

#[test]
fn marks_take_52_or_64_modules() {
    // The name has one mark as well.
    for (marks, side) in [(9, 48), (10, 52), (54, 52), (55, 64), (110, 64)] {
        let text = slip(&"'&-.,:_".chars().cycle().take(marks).collect::<String>());
        let matrix = data_matrix(&text).unwrap();
        assert_eq!(matrix.side(), side, "{marks}");
        assert_eq!(read(&matrix), text);
    }
}

#[test]
fn a_slip_of_marks_fits_into_64_modules() {
    let text = poste_text(&"9".repeat(50), "", &"_".repeat(16), &"_".repeat(40), &"_".repeat(110));
    let matrix = data_matrix(&text).unwrap();
    assert_eq!(matrix.side(), 64);
    assert_eq!(read(&matrix), text);
}

#[test]
fn a_text_that_needs_more_than_64_modules_is_too_long() {
    // 39 codewords for the digits, 238 for 357 letters in C40, a latch, an unlatch, and one for the last letter: 280.
    let text = |letters: usize| "1".repeat(77) + &"A".repeat(letters);
    assert_eq!(data_matrix(&text(358)).unwrap().side(), 64);
    assert_eq!(data_matrix(&text(359)), Err(EncodeError::DataMatrixTooLong { found: 436 }));
}

#[test]
fn a_character_outside_poste_s_set_is_rejected() {
    let at = |text: &str, character: &str| {
        let mut text = text.to_owned();
        text.replace_range(100..101, character);
        data_matrix(&text).unwrap_err()
    };
    for character in ["a", "`", "{", "È", "\n"] {
        assert_eq!(at(&slip(""), character), EncodeError::DataMatrixCharacter { at: 101 }, "{character}");
    }
    assert_eq!(data_matrix("codfase=NBPÀ;"), Err(EncodeError::DataMatrixCharacter { at: 12 }));
}
