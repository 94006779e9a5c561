//! What a PDF says.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

/// Its words, as poppler reads them.
pub fn words(pdf: &[u8]) -> String {
    let mut poppler = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext does not run: apt-get install -y poppler-utils, or run `cargo xtask test`");
    poppler.stdin.take().unwrap().write_all(pdf).unwrap();
    String::from_utf8(poppler.wait_with_output().unwrap().stdout).unwrap()
}
