//! Extreme values in a notice: each gives either a typed error that names the field, or a letter that keeps its layout.

use crate::{
    programs::Printed,
    samples::{postal_with, print},
};
use letter::{Notice, NoticeError, Rule};
use serde_json::{Value, json};

/// Words of so many characters in all.
fn words(characters: usize) -> String {
    "Àbc’d èfghij klmnòp ".chars().cycle().take(characters).collect::<String>().replace(' ', "w")
}

fn text(characters: usize) -> String {
    let text: String = "Mensa scolastica comunale ".chars().cycle().take(characters).collect();
    format!("{}.", text.get(..characters - 1).unwrap())
}

/// Every field at its limit, in two languages.
pub fn longest() -> Vec<(&'static str, Value)> {
    vec![
        ("/languages", json!(["it", "fr"])),
        ("/creditor/name", json!(text(100))),
        ("/creditor/sector", json!(text(50))),
        ("/creditor/info", json!(text(100))),
        ("/creditor/cbill", json!("ABCDE12345")),
        ("/creditor/postal/holder", json!(text(50))),
        ("/debtor/name", json!(text(70))),
        ("/debtor/address", json!(text(140))),
        ("/subject", json!(text(90))),
        ("/amount", json!("99999999.99")),
    ]
}

#[test]
fn a_broken_limit_is_an_error_that_names_the_field() {
    let too_long = |limit| move |rule: &Rule| matches!(rule, Rule::TooLong { limit: of, .. } if *of == limit);
    type Broken<'a> = (&'static str, Value, &'static str, Box<dyn Fn(&Rule) -> bool + 'a>);
    let cases: Vec<Broken> = vec![
        ("/subject", json!(text(91)), "subject", Box::new(too_long(90))),
        ("/subject", json!(" "), "subject", Box::new(|rule| *rule == Rule::Empty)),
        ("/debtor/name", json!(words(200)), "debtor.name", Box::new(too_long(70))),
        ("/debtor/address", json!(text(141)), "debtor.address", Box::new(too_long(140))),
        ("/debtor/code", json!("RSSMRA"), "debtor.code", Box::new(|rule| *rule == Rule::DebtorCode)),
        ("/creditor/name", json!(text(101)), "creditor.name", Box::new(too_long(100))),
        ("/creditor/sector", json!(text(51)), "creditor.sector", Box::new(too_long(50))),
        ("/creditor/info", json!(text(101)), "creditor.info", Box::new(too_long(100))),
        ("/creditor/cbill", json!("abc"), "creditor.cbill", Box::new(|rule| *rule == Rule::Cbill)),
        (
            "/creditor/code",
            json!("123"),
            "creditor.code",
            Box::new(|rule| matches!(rule, Rule::CreditorCode(_))),
        ),
        (
            "/creditor/postal/account",
            json!("1234567890123"),
            "creditor.postal.account",
            Box::new(|rule| matches!(rule, Rule::PostalAccount(_))),
        ),
        ("/creditor/postal/holder", json!(text(51)), "creditor.postal.holder", Box::new(too_long(50))),
        (
            "/creditor/postal/authorisation",
            json!(""),
            "creditor.postal.authorisation",
            Box::new(|rule| *rule == Rule::Empty),
        ),
        ("/number", json!("30100000000000003"), "number", Box::new(|rule| matches!(rule, Rule::Number(_)))),
        (
            "/number",
            json!("301000000000000000"),
            "number",
            Box::new(|rule| matches!(rule, Rule::CheckDigits)),
        ),
        ("/amount", json!("0.00"), "amount", Box::new(|rule| *rule == Rule::ZeroAmount)),
        ("/amount", json!("1.000,00"), "amount", Box::new(|rule| matches!(rule, Rule::Amount(_)))),
        ("/amount", json!("100000000.00"), "amount", Box::new(|rule| matches!(rule, Rule::Amount(_)))),
        ("/due", json!("2026-02-30"), "due", Box::new(|rule| *rule == Rule::Due)),
        ("/due", json!("31/12/2026"), "due", Box::new(|rule| *rule == Rule::Due)),
        ("/languages", json!(["fr", "it"]), "languages", Box::new(|rule| *rule == Rule::Languages)),
        ("/languages", json!([]), "languages", Box::new(|rule| *rule == Rule::Languages)),
    ];
    for (pointer, value, field, expected) in cases {
        match Notice::from_json(&postal_with(&[(pointer, value.clone())])) {
            Err(NoticeError::Field { field: named, rule }) => {
                assert_eq!(named, field, "{pointer} {value}");
                assert!(expected(&rule), "{pointer} {value}: {rule}");
            }
            other => panic!("{pointer} {value}: {other:?}"),
        }
    }
}

#[test]
fn a_missing_or_unknown_field_is_named() {
    for (pointer, value, named) in [
        ("/number", Value::Null, "`number`"),
        ("/debtor/name", Value::Null, "`name`"),
        ("/creditor/postal/authorisation", Value::Null, "`authorisation`"),
        ("/discount", json!("30%"), "`discount`"),
        ("/debtor/iban", json!("IT00"), "`iban`"),
        ("/languages", json!(["de"]), "`de`"),
    ] {
        let error = Notice::from_json(&postal_with(&[(pointer, value)])).unwrap_err().to_string();
        assert!(error.contains(named), "{pointer}: {error}");
    }
}

/// Every word of the page with its box in points. The box is that of the letters, which are lower than the font's
/// full height.
fn boxes(printed: &Printed) -> Vec<(String, [f64; 4])> {
    let listing = printed.poppler("pdftotext", &["-bbox"]);
    let of = |line: &str, name: &str| -> f64 {
        line.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let lines = listing.lines().filter(|line| line.trim_start().starts_with("<word"));
    lines
        .map(|line| {
            let word = line.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
            let [left, top, right, bottom] = ["xMin", "yMin", "xMax", "yMax"].map(|name| of(line, name));
            let spare = (bottom - top) * 0.22;
            (word, [left, top + spare, right, bottom - spare])
        })
        .collect()
}

/// All words are within the margins of 10 mm, and no word overlaps another.
fn assert_holds(name: &str, changes: &[(&str, Value)]) {
    let notice = Notice::from_json(&postal_with(changes)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let printed = Printed::new(&print(&notice));
    assert!(printed.poppler("pdfinfo", &[]).contains("Pages:           1\n"), "{name}");
    let boxes = boxes(&printed);
    let cut = boxes.iter().any(|(word, _)| word.ends_with('…'));
    assert_eq!(cut, name == "no blanks", "{name}: what keeps to its limit is printed whole");
    assert!(boxes.len() > 60, "{name}: {} words", boxes.len());
    const MARGIN: f64 = 28.3;
    for (word, [left, top, right, bottom]) in &boxes {
        let inside =
            *left >= MARGIN && *top >= MARGIN && *right <= 595.3 - MARGIN + 0.1 && *bottom <= 841.9 - MARGIN;
        assert!(inside, "{name}: «{word}» at {left} {top} {right} {bottom}");
    }
    for (index, (word, one)) in boxes.iter().enumerate() {
        for (other_word, other) in boxes.iter().skip(index + 1) {
            let across = one[2].min(other[2]) - one[0].max(other[0]);
            let down = one[3].min(other[3]) - one[1].max(other[1]);
            assert!(across <= 0.5 || down <= 0.2, "{name}: «{word}» {one:?} upon «{other_word}» {other:?}");
        }
    }
}

#[test]
fn fields_at_their_limits_stay_on_the_page() {
    assert_holds("longest", &longest());
    let with = |more: &[(&'static str, Value)]| {
        let mut changes = longest();
        changes.extend_from_slice(more);
        changes
    };
    assert_holds("longest in one language", &with(&[("/languages", json!(["it"]))]));
    assert_holds("longest in English", &with(&[("/languages", json!(["en"]))]));
    assert_holds("longest, Italian and English", &with(&[("/languages", json!(["it", "en"]))]));
    assert_holds("longest without a slip", &with(&[("/creditor/postal", Value::Null)]));
}

#[test]
fn words_without_spaces_stay_in_their_column() {
    assert_holds(
        "no blanks",
        &[
            ("/debtor/name", json!("W".repeat(70))),
            ("/debtor/address", json!("M".repeat(140))),
            ("/subject", json!("Œ".repeat(90))),
            ("/creditor/name", json!("W".repeat(100))),
            ("/creditor/info", json!("@".repeat(100))),
            ("/creditor/postal/holder", json!("W".repeat(50))),
        ],
    );
}

#[test]
fn no_character_is_printed_as_a_box_or_reverses_the_text() {
    for (name, shown) in [
        ("Leo 🦁 Rossi 👩‍👧", "Leo Rossi"),
        ("محمد Rossi", "[…] Rossi"),
        ("Mario\u{202E}issoR", "MarioissoR"),
        ("Nguyễn Văn Đức", "Nguyen Văn Đuc"),
        ("\u{0}\u{1B}[31m|", "[31m|"),
    ] {
        // PDF/UA-1 forbids the box of a missing character: printing would fail.
        let notice = Notice::from_json(&postal_with(&[("/debtor/name", json!(name))])).unwrap();
        let text = Printed::new(&print(&notice)).poppler("pdftotext", &[]);
        assert!(text.contains(shown), "{name}: {text}");
    }
}
