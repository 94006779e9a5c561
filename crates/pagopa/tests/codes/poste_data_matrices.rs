use pagopa::{Amount, DebtorCode, IssueError, PosteDataMatrix, PosteSlip};

const NOTICE: &str = "302032002700000251";

fn slip<'a>(debtor_name: &'a str, subject: &'a str) -> PosteSlip<'a> {
    PosteSlip {
        notice: NOTICE.parse().unwrap(),
        account: "10148112".parse().unwrap(),
        amount: Amount::from_cents(2_500).unwrap(),
        creditor: "03334231200".parse().unwrap(),
        debtor_code: Some(DebtorCode::Person("RSSMRA45C12F205C".parse().unwrap())),
        debtor_name,
        subject,
    }
}

fn printed(slip: &PosteSlip<'_>) -> String {
    PosteDataMatrix::new(slip).unwrap().to_string()
}

fn amount_field(cents: u64) -> String {
    let amount = Amount::from_cents(cents).unwrap();
    printed(&PosteSlip { amount, ..slip("Mario Rossi", "Mensa") })[49..59].to_owned()
}

/// `text` with the characters from `at` replaced.
fn with(text: &str, at: usize, new: &str) -> String {
    let mut text = text.to_owned();
    text.replace_range(at..at + new.len(), new);
    text
}

fn rule(text: &str) -> &'static str {
    PosteDataMatrix::parse(text).unwrap_err().rule()
}

fn warnings(text: &str) -> Vec<&'static str> {
    crate::codes(&PosteDataMatrix::parse(text).unwrap().warnings)
}

/// The defects found in other generators, by their names in `poste_datamatrix_defects.json`.
pub fn is_free_of(defect: &str) {
    let long = "Maria Antonietta Giuseppina ".repeat(3);
    match defect {
        "phase-without-identifier" => {
            let text = printed(&slip("Mario Rossi", "Mensa"));
            assert_eq!(&text[59..66], "38961P1");
            assert_eq!(&text[243..], "            A");
            assert_eq!(rule(&text.replace("38961P1", "3896P1")), "data-matrix-phase");
            assert_eq!(rule(&text.replace("            A", "A            ")), "data-matrix-end");
        }
        "fifteen-digit-amount" => {
            assert_eq!(amount_field(2_500), "0000002500");
            let text = printed(&slip("Mario Rossi", "Mensa")).replace("0000002500", "000000000002500");
            assert_eq!(rule(&text), "codeline-marker");
        }
        "authorisation-as-notice" => {
            let text = printed(&slip("Mario Rossi", "Mensa"));
            assert_eq!(&text[13..33], format!("18{NOTICE}"));
            assert_eq!(rule(&text.replace(NOTICE, "DB/SISB/P1 1234567")), "notice-number-digits");
        }
        "short-name" => {
            let text = printed(&slip("Mario Rossi", "Mensa"));
            assert_eq!(&text[93..138], format!("{:40}MENSA", "MARIO ROSSI"));
            // Such codes are parsed: blanks separate name and subject.
            let theirs = text.replace(&format!("{:40}", "MARIO ROSSI"), &format!("{:29}", "MARIO ROSSI"));
            let read = PosteDataMatrix::parse(&theirs).unwrap();
            assert_eq!((read.value.debtor_name(), read.value.subject()), ("MARIO ROSSI", "MENSA"));
            assert_eq!(crate::codes(&read.warnings), ["data-matrix-length"]);
        }
        "uncut-name" => {
            let text = printed(&slip(&long, &long.repeat(2)));
            assert_eq!(text.len(), 256);
            assert_eq!(text[13..], text[13..].to_uppercase());
            // Such codes are parsed: the payment data is before the name.
            let theirs = with(&text, 93, "x").replacen(" A", &format!("{} A", "x".repeat(30)), 1);
            let read = PosteDataMatrix::parse(&theirs).unwrap();
            assert_eq!(read.value.notice().to_string(), NOTICE);
            assert_eq!(crate::codes(&read.warnings), ["data-matrix-length", "data-matrix-lower-case"]);
        }
        "lost-cent" => {
            // 1.15 has no finite binary fraction.
            assert_eq!(amount_field(115), "0000000115");
            assert_eq!(amount_field(2_147_483_648), "2147483648");
            assert_eq!(amount_field(9_999_999_999), "9999999999");
        }
        "grouped-amount-point" | "grouped-amount-comma" => assert_eq!(amount_field(123_456), "0000123456"),
        other => panic!("no fact about {other}"),
    }
}

#[test]
fn each_field_is_at_its_position() {
    let text = printed(&slip("Mario Rossi", "Mensa scolastica"));
    assert_eq!(text.len(), 256);
    assert_eq!(&text[..13], "codfase=NBPA;");
    assert_eq!(&text[13..63], "18302032002700000251120000101481121000000025003896");
    assert_eq!(&text[63..66], "1P1");
    assert_eq!(&text[66..77], "03334231200");
    assert_eq!(&text[77..93], "RSSMRA45C12F205C");
    assert_eq!(&text[93..133], format!("{:40}", "MARIO ROSSI"));
    assert_eq!(&text[133..243], format!("{:110}", "MENSA SCOLASTICA"));
    assert_eq!(&text[243..], "            A");
}

#[test]
fn codeline_is_part_of_the_data_matrix() {
    let code = PosteDataMatrix::new(&slip("Mario Rossi", "Mensa")).unwrap();
    assert_eq!(code.codeline().to_string(), code.to_string()[13..63]);
    assert_eq!(code.codeline().to_string().len(), 50);
}

#[test]
fn name_and_subject_are_folded_then_cut() {
    let code = PosteDataMatrix::new(&slip("  Nicolò D’Àrçon–Œhler  ", "Mensa: 50% (2ª rata) 🍎")).unwrap();
    assert_eq!(code.debtor_name(), "NICOLO D'ARCON-OEHLER");
    assert_eq!(code.subject(), "MENSA: 50   2A RATA");
    let code = PosteDataMatrix::new(&slip(&"ß".repeat(30), &"é".repeat(200))).unwrap();
    assert_eq!(code.debtor_name(), "S".repeat(40));
    assert_eq!(code.subject(), "E".repeat(110));
}

#[test]
fn unknown_debtor_is_anonymous() {
    let text = printed(&PosteSlip { debtor_code: None, ..slip("", "Mensa") });
    assert_eq!(&text[77..133], format!("{:16}{:40}", "ANONIMO", "ANONIMO"));
    let text = printed(&slip("李 Ольга", "Mensa"));
    assert_eq!(&text[77..133], format!("RSSMRA45C12F205C{:40}", "ANONIMO"));
    assert_eq!(PosteDataMatrix::parse(&text).unwrap().value.debtor_name(), "ANONIMO");
}

#[test]
fn eleven_digit_debtor_is_a_company() {
    let company = DebtorCode::Company("01199250158".parse().unwrap());
    let text = printed(&PosteSlip { debtor_code: Some(company), ..slip("Comune", "Mensa") });
    assert_eq!(&text[77..93], "01199250158     ");
    assert_eq!(PosteDataMatrix::parse(&text).unwrap().value.debtor_code(), Some(company));
    assert_eq!(warnings(&with(&text, 77, "01199250159")), ["debtor-code-checksum"]);
}

#[test]
fn zero_is_parsed_with_a_warning_and_not_issued() {
    let zero = PosteSlip { amount: Amount::ZERO, ..slip("Mario Rossi", "Mensa") };
    assert_eq!(PosteDataMatrix::new(&zero), Err(IssueError::ZeroAmount));
    let text = printed(&slip("Mario Rossi", "Mensa")).replace("0000002500", "0000000000");
    assert_eq!(warnings(&text), ["data-matrix-amount-zero"]);
}

#[test]
fn broken_marks_are_errors() {
    let text = printed(&slip("Mario Rossi", "Mensa"));
    assert_eq!(rule(""), "data-matrix-opening");
    assert_eq!(rule(&text.to_uppercase()), "data-matrix-opening");
    assert_eq!(rule(&text[1..]), "data-matrix-opening");
    for at in [13, 14, 33, 34, 47, 48, 59, 60, 61, 62] {
        assert_eq!(rule(&with(&text, at, "X")), "codeline-marker", "{at}");
    }
    for at in [63, 64, 65] {
        assert_eq!(rule(&with(&text, at, "X")), "data-matrix-phase", "{at}");
    }
    assert_eq!(rule(&with(&text, 66, "X")), "creditor-code-digits");
    assert_eq!(rule(&with(&text, 255, "a")), "data-matrix-end");
    assert_eq!(rule(text.strip_suffix('A').unwrap()), "data-matrix-end");
}

#[test]
fn text_that_ends_within_the_payment_data_is_too_short() {
    let text = printed(&slip("Mario Rossi", "Mensa"));
    assert_eq!(rule("codfase=NBPA;"), "data-matrix-length");
    assert_eq!(rule(&text[..62]), "data-matrix-length");
    assert_eq!(rule(&text[..70]), "data-matrix-length");
    // Payment data and end mark are enough, as in app IO.
    let shortest = format!("{}A", &text[..77]);
    assert_eq!(warnings(&shortest), ["data-matrix-length", "data-matrix-debtor-code"]);
}

#[test]
fn irregular_content_is_a_warning() {
    let text = printed(&slip("Mario Rossi", "Mensa"));
    assert_eq!(warnings(&text), [""; 0]);
    assert_eq!(warnings(&with(&text, 94, "a")), ["data-matrix-lower-case"]);
    assert_eq!(warnings(&with(&text, 94, "/")), ["data-matrix-character"]);
    assert_eq!(warnings(&with(&text, 250, "X")), ["data-matrix-filler"]);
    assert_eq!(warnings(&with(&text, 77, "1")), ["data-matrix-debtor-code"]);
    assert_eq!(warnings(&with(&text, 92, "D")), ["fiscal-code-check-character"]);
    assert_eq!(warnings(&with(&text, 32, "9")), ["notice-number-check-digits"]);
    assert_eq!(warnings(&with(&text, 76, "9")), ["creditor-code-checksum"]);
    assert_eq!(warnings(&format!("\n {text} \r\n")), [""; 0]);
}

#[test]
fn characters_of_several_bytes_count_once() {
    let text = printed(&slip("Mario Rossi", "Mensa"));
    let mut accented = text.clone();
    accented.replace_range(93..98, "Màriò");
    let read = PosteDataMatrix::parse(&accented).unwrap();
    assert_eq!(read.value.debtor_name(), "Màriò ROSSI");
    assert_eq!(crate::codes(&read.warnings), ["data-matrix-lower-case", "data-matrix-character"]);
    // Parsed fields keep their text, printing gives a regular code.
    assert_eq!(read.value.to_string(), text);
}

#[test]
fn characters_of_several_bytes_in_the_payment_data_are_rejected() {
    let text = printed(&slip("Mario Rossi", "Mensa"));
    for at in 13..77 {
        let mut broken = text.clone();
        broken.replace_range(at..=at, "é");
        assert!(PosteDataMatrix::parse(&broken).is_err(), "{at}");
        broken.replace_range(at..at + 2, "🍎");
        assert!(PosteDataMatrix::parse(&broken).is_err(), "{at}");
    }
}

#[test]
fn debug_has_neither_debtor_nor_subject() {
    let code = PosteDataMatrix::new(&slip("Mario Rossi", "Mensa")).unwrap();
    let debug = format!("{code:?} {:?}", code.debtor_code());
    assert!(!debug.contains("ROSSI") && !debug.contains("RSSMRA") && !debug.contains("MENSA"), "{debug}");
}
