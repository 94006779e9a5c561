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
        "{HEADER}301000000000000034,25.00,2026-12-31,Mensa,,Anna,\n301000000000000034,25.00,,Mensa,,Bruno,\n\
         301000000000000135,0.00,,Mensa,,Carla,\n"
    );
    fs::write(folder.path().join("list.csv"), list).unwrap();
    let done = gateway(folder.path(), &["letter", "--csv", "list.csv", "--out", "letters"]);
    assert!(!done.status.success());
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("line 3: number") && said.contains("line 4: amount"), "{said}");
    assert!(!said.contains("Bruno") && !said.contains("Carla"), "no names: {said}");
    assert_eq!(pdfs(&folder.path().join("letters")), [""; 0]);
}
