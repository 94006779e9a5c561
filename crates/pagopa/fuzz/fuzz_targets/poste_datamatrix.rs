#![no_main]

use libfuzzer_sys::fuzz_target;
use pagopa::{Amount, PosteDataMatrix, PosteSlip};

const HEAD: &str = "codfase=NBPA;183020320027000002511200001014811210000000250038961P103334231200";

fn is_regular(text: &str) -> bool {
    text.strip_prefix("codfase=NBPA;").is_some_and(|content| {
        content.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || " &',-.:_".contains(c))
    }) && text.len() == PosteDataMatrix::LENGTH
}

fn read(text: &str) {
    if let Ok(read) = PosteDataMatrix::parse(text) {
        let printed = read.value.to_string();
        assert!(is_regular(&printed));
        let again = PosteDataMatrix::parse(&printed).expect("printed matrix is read");
        assert_eq!(again.value.to_string(), printed);
    }
}

// Uses the text as a whole code, as the part after valid payment data, and as name and subject of an issued slip.
fuzz_target!(|text: &str| {
    read(text);
    read(&format!("{HEAD}{text}A"));
    let (debtor_name, subject) = text.split_once('|').unwrap_or((text, text));
    let ours = PosteDataMatrix::new(&PosteSlip {
        notice: "302032002700000251".parse().expect("a notice number"),
        account: "10148112".parse().expect("an account"),
        amount: Amount::MAX,
        creditor: "03334231200".parse().expect("a creditor"),
        debtor_code: None,
        debtor_name,
        subject,
    })
    .expect("the amount is not zero");
    let printed = ours.to_string();
    assert!(is_regular(&printed));
    assert_eq!(printed.parse(), Ok(ours));
});
