//! `gateway letter`: the office's own printing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test code"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../letter/samples");
const HEADER: &str = "number,amount,due,subject,debtor_code,debtor_name,debtor_address\n";

fn gateway(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
    // The environment of the test run is no part of the configuration.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RICARICA_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments).output().unwrap()
}

fn environment() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("gateway.toml"), include_str!("../gateway.example.toml")).unwrap();
    folder
}

fn pdfs(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".pdf"))
        .collect();
    names.sort();
    names
}

#[test]
fn every_sample_is_printed_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for sample in fs::read_dir(SAMPLES).unwrap() {
        let sample = sample.unwrap().path();
        let out = folder.path().join(sample.with_extension("pdf").file_name().unwrap());
        let done = gateway(
            folder.path(),
            &["letter", "--notice", sample.to_str().unwrap(), "--out", out.to_str().unwrap()],
        );
        assert!(done.status.success(), "{}: {}", sample.display(), String::from_utf8_lossy(&done.stderr));
        assert!(fs::read(out).unwrap().starts_with(b"%PDF-1.7"));
    }
    assert!(pdfs(folder.path()).len() >= 7);
}

#[test]
fn a_notice_that_breaks_a_limit_is_named_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let sample = fs::read_to_string(format!("{SAMPLES}/due.json")).unwrap();
    fs::write(folder.path().join("bad.json"), sample.replace("Maria Rossi", &"x".repeat(71))).unwrap();
    let done = gateway(folder.path(), &["letter", "--notice", "bad.json", "--out", "bad.pdf"]);
    assert!(!done.status.success());
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("debtor.name") && said.contains("70"), "{said}");
    assert_eq!(pdfs(folder.path()), [""; 0]);
}

#[test]
fn a_list_is_printed_line_by_line_for_the_configured_creditor() {
    let folder = environment();
    let mut list = HEADER.to_owned();
    for index in 0..40 {
        let number = format!("3010000000000{index:03}");
        let check = number.parse::<u64>().unwrap() % 93;
        list.push_str(&format!("{number}{check:02},25.00,2026-12-31,Mensa scolastica,,Guardian {index},\n"));
    }
    fs::write(folder.path().join("list.csv"), &list).unwrap();
    let done = gateway(folder.path(), &["letter", "--csv", "list.csv", "--out", "letters"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(String::from_utf8(done.stdout).unwrap().contains("40 letters"));
    let printed = pdfs(&folder.path().join("letters"));
    assert_eq!(printed.len(), 40);
    assert!(printed[0].starts_with("3010000000000000"), "{}", printed[0]);
}

#[test]
fn list_with_one_bad_line_prints_nothing() {
    let folder = environment();
    let list = format!(
        "{HEADER}301000000000000043,25.00,2026-12-31,Mensa,,Anna,\n301000000000000043,25.00,,Mensa,,Bruno,\n\
         301000000000000144,0.00,,Mensa,,Carla,\n"
    );
    fs::write(folder.path().join("list.csv"), list).unwrap();
    let done = gateway(folder.path(), &["letter", "--csv", "list.csv", "--out", "letters"]);
    assert!(!done.status.success());
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("line 3: number") && said.contains("line 4: amount"), "{said}");
    assert!(!said.contains("Bruno") && !said.contains("Carla"), "no names: {said}");
    assert_eq!(pdfs(&folder.path().join("letters")), [""; 0]);
}

#[test]
fn list_is_read_as_an_italian_spreadsheet_saves_it() {
    let folder = environment();
    // Windows-1252, semicolons, decimal commas, days first, an empty line, a column for the office itself.
    let list = b"Number;Amount;Due;Subject;Debtor code;Debtor name;Debtor address;Note\r\n\
        301000000000000043;1.063,00;31/12/2026;Mensa \x96 scuola dell\x92infanzia;;Zo\xE9 Rossi;\"Via Roma 1; 11028\";x\r\n\
        ;;;;;;;\r\n\
        301000000000000144;25,00;;Mensa;MDLMRC83S03L654Y;Marc Modello;;\r\n";
    fs::write(folder.path().join("list.csv"), list).unwrap();
    let done = gateway(folder.path(), &["letter", "--csv", "list.csv", "--out", "letters"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.starts_with("2 letters in letters\n"), "{said}");
    let form = "read as Windows-1252, columns separated by semicolons, decimal comma; columns not read: note";
    assert!(said.contains(form), "{said}");
    assert_eq!(pdfs(&folder.path().join("letters")).len(), 2);
}

/// The list's bad lines, as the command says them.
fn refused(lines: &str) -> String {
    let folder = environment();
    fs::write(folder.path().join("list.csv"), format!("{HEADER}{lines}")).unwrap();
    let done = gateway(folder.path(), &["letter", "--csv", "list.csv", "--out", "letters"]);
    assert!(!done.status.success());
    assert_eq!(pdfs(&folder.path().join("letters")), [""; 0]);
    String::from_utf8(done.stderr).unwrap()
}

#[test]
fn a_number_that_a_spreadsheet_has_changed_is_refused_with_its_line() {
    let said = refused(
        "301000000000000100,25.00,,Mensa,,Anna,\n3.01E+17,25.00,,Mensa,,Anna,\n30100000000000014,25.00,,Mensa,,Anna,\n",
    );
    assert!(said.contains("line 2: number: its last two digits do not match"), "{said}");
    assert!(said.contains("line 3: number: a spreadsheet has shortened this number"), "{said}");
    assert!(said.contains("line 4: number: a notice number has 18 digits, not 17"), "{said}");
}

#[test]
fn a_notice_with_wrong_check_digits_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let sample = fs::read_to_string(format!("{SAMPLES}/due.json")).unwrap();
    fs::write(folder.path().join("bad.json"), sample.replace("301000000000000043", "301000000000000000"))
        .unwrap();
    let done = gateway(folder.path(), &["letter", "--notice", "bad.json", "--out", "bad.pdf"]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(!done.status.success() && said.contains("number: its last two digits"), "{said}");
    assert_eq!(pdfs(folder.path()), [""; 0]);
}

#[test]
fn lines_of_a_list_are_counted_as_an_editor_counts() {
    let said = refused(
        "301000000000000043,25.00,,Mensa,,Anna,\r\n\r\n301000000000000144,25.00,31/12/26,Mensa,,Anna,\r\n\
         301000000000000245,25.00,,Mensa,,Anna,\"Via Roma\r\n11028\"\r\n301000000000000043,1.063,,Mensa,,Anna,\r\n",
    );
    assert!(said.contains("line 4: due: has a year of two digits"), "{said}");
    assert!(said.contains("line 5: debtor_address: has a line break"), "{said}");
    assert!(said.contains("line 7: amount: can be read in two ways"), "{said}");
}

#[test]
fn a_debtor_code_with_a_wrong_check_character_is_refused() {
    let said = refused("301000000000000043,25.00,,Mensa,MDLMRC83S03L654X,Anna,\n");
    assert!(said.contains("line 2: debtor_code: ") && !said.contains("MDLMRC"), "{said}");
}

#[test]
fn the_list_in_the_documents_is_printed() {
    let folder = environment();
    let text = include_str!("../../../docs/accounts-file.md");
    let lists: Vec<&str> = text.split("```csv\n").filter(|part| part.starts_with("number;")).collect();
    let [list] = lists[..] else { panic!("expected one list, got {}", lists.len()) };
    fs::write(folder.path().join("list.csv"), list.split("```").next().unwrap()).unwrap();
    let done = gateway(folder.path(), &["letter", "--csv", "list.csv", "--out", "letters"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(pdfs(&folder.path().join("letters")), ["301000000000000043.pdf", "301000000000000144.pdf"]);
}
