//! Both codes of a printed letter, compared with the notice field by field.

use crate::{
    programs::Printed,
    samples::{all, postal_with, print},
};
use letter::Notice;
use pagopa::{PosteDataMatrix, QrPayload};
use serde_json::{Value, json};

/// Every reader reads the notice's codes in every picture of the letter.
pub fn assert_read(name: &str, notice: &Notice) {
    for seen in Printed::new(&print(notice)).read_codes() {
        let at = format!("{name}, {}", seen.picture);
        for (reader, texts) in [("zbar", &seen.zbar), ("zxing", &seen.zxing_qr)] {
            assert_eq!(texts.len(), 1, "{at}, {reader}: {texts:?}");
            assert_qr(&format!("{at}, {reader}"), &texts[0], notice);
        }
        match &notice.creditor.postal {
            None => assert_eq!((seen.dmtx, seen.zxing_matrix), (None, vec![]), "{at}: no Data Matrix"),
            Some(_) => {
                assert_eq!(seen.zxing_matrix.len(), 1, "{at}, zxing: {:?}", seen.zxing_matrix);
                assert_matrix(&format!("{at}, zxing"), &seen.zxing_matrix[0], notice);
                assert_matrix(&format!("{at}, dmtx"), &seen.dmtx.unwrap_or_default(), notice);
            }
        }
    }
}

fn assert_qr(at: &str, text: &str, notice: &Notice) {
    let parsed = QrPayload::parse(text).unwrap_or_else(|error| panic!("{at}: {error} in {text}"));
    let payload = parsed.value;
    assert_eq!(payload.notice(), notice.number, "{at}");
    assert_eq!(payload.creditor(), notice.creditor.code, "{at}");
    assert_eq!(payload.amount(), Some(notice.amount), "{at}");
    let cents = notice.amount.cents();
    assert_eq!(text, format!("PAGOPA|002|{}|{}|{cents:02}", notice.number, notice.creditor.code), "{at}");
}

fn assert_matrix(at: &str, text: &str, notice: &Notice) {
    assert_eq!(text.len(), 256, "{at}: {text}");
    let code = PosteDataMatrix::parse(text).unwrap_or_else(|error| panic!("{at}: {error} in {text}")).value;
    assert_eq!(code.notice(), notice.number, "{at}");
    assert_eq!(code.account(), notice.creditor.postal.as_ref().unwrap().account, "{at}");
    assert_eq!(code.amount(), notice.amount, "{at}");
    assert_eq!(code.creditor(), notice.creditor.code, "{at}");
    assert_eq!(code.debtor_code(), notice.debtor.code, "{at}");
    assert_eq!(&text[49..59], format!("{:010}", notice.amount.cents()), "{at}: cents, without a separator");
    let first =
        |text: &str| text.chars().next().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
    if let Some(letter) = first(notice.debtor.name.as_str()) {
        assert_eq!(code.debtor_name().chars().next(), Some(letter), "{at}");
    }
    if let Some(letter) = first(notice.subject.as_str()) {
        assert_eq!(code.subject().chars().next(), Some(letter), "{at}");
    }
}

fn assert_postal_read(name: &str, changes: &[(&str, Value)]) {
    assert_read(name, &Notice::from_json(&postal_with(changes)).unwrap());
}

#[test]
fn every_reader_reads_every_variant() {
    for (name, notice) in all() {
        assert_read(&name, &notice);
    }
}

#[test]
fn amounts_keep_their_cents_and_lose_their_separators() {
    for (amount, printed) in
        [("0.01", "0,01"), ("9.99", "9,99"), ("1000.00", "1.000,00"), ("99999999.99", "99.999.999,99")]
    {
        let notice = Notice::from_json(&postal_with(&[("/amount", json!(amount))])).unwrap();
        assert_read(amount, &notice);
        let text = Printed::new(&print(&notice)).poppler("pdftotext", &["-layout"]);
        let times = text.matches(&format!(" {printed}")).count()
            + usize::from(text.contains(&format!("{printed} Euro")));
        assert_eq!(times, 3, "{amount}: the sum, the payment's data, the slip\n{text}");
    }
}

#[test]
fn names_with_accents_and_emoji_leave_the_codes_readable() {
    for name in
        ["Françoise Cœur-D’Àrçon", "Leo 🦁 Rossi", "Rossi | Bianchi", "محمد Rossi", "Anna\u{202E}aloC"]
    {
        assert_postal_read(
            name,
            &[("/debtor/name", json!(name)), ("/subject", json!(format!("{name} – mensa à l’école")))],
        );
    }
}

#[test]
fn codes_are_read_with_every_field_at_its_limit() {
    assert_postal_read("longest", &crate::hostile::longest());
}
