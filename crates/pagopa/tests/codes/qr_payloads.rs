use pagopa::{Amount, IssueError, QrError, QrPayload};

const START: &str = "PAGOPA|002|302032002700000251|03334231200|";

fn payload(cents: u64) -> Result<QrPayload, IssueError> {
    let amount = Amount::from_cents(cents).unwrap();
    QrPayload::new("302032002700000251".parse().unwrap(), "03334231200".parse().unwrap(), amount)
}

fn warnings(text: &str) -> Vec<&'static str> {
    crate::codes(&QrPayload::parse(text).unwrap().warnings)
}

#[test]
fn amount_is_printed_with_two_to_ten_digits() {
    for (cents, digits) in
        [(1, "01"), (10, "10"), (100, "100"), (2_500, "2500"), (9_999_999_999, "9999999999")]
    {
        assert_eq!(payload(cents).unwrap().to_string(), format!("{START}{digits}"));
    }
}

#[test]
fn zero_is_parsed_with_a_warning_and_not_issued() {
    assert_eq!(payload(0), Err(IssueError::ZeroAmount));
    assert_eq!(warnings(&format!("{START}00")), ["qr-amount-zero"]);
}

#[test]
fn one_and_eleven_digits_are_parsed_with_a_warning() {
    assert_eq!(warnings(&format!("{START}1")), ["qr-amount-length"]);
    assert_eq!(warnings(&format!("{START}00000002500")), ["qr-amount-length"]);
    assert_eq!(warnings(&format!("{START}0000002500")), [""; 0]);
    assert_eq!(QrPayload::parse(&format!("{START}00000002500")).unwrap().value, payload(2_500).unwrap());
}

#[test]
fn eleven_digits_are_parsed_and_never_issued() {
    for (digits, cents) in [("10000000000", 10_000_000_000), ("99999999999", 99_999_999_999)] {
        let text = format!("{START}{digits}");
        let read = QrPayload::parse(&text).unwrap();
        assert_eq!((read.value.cents(), read.value.amount()), (cents, None));
        assert_eq!(crate::codes(&read.warnings), ["qr-amount-length"]);
        assert_eq!(read.value.to_string(), text);
    }
}

#[test]
fn twelve_digits_or_none_are_rejected() {
    assert_eq!(QrPayload::parse(&format!("{START}000000002500")), Err(QrError::AmountLength { found: 12 }));
    assert_eq!(QrPayload::parse(START), Err(QrError::AmountLength { found: 0 }));
}

#[test]
fn amount_has_only_digits() {
    for amount in ["25.00", "25,00", "+25", "-25", " 25", "25 €", "٢٥", "2５"] {
        assert_eq!(QrPayload::parse(&format!("{START}{amount}")), Err(QrError::AmountDigits), "{amount}");
    }
}

#[test]
fn separator_at_the_end_and_further_fields_are_parsed_with_a_warning() {
    assert_eq!(warnings(&format!("{START}2500|")), ["qr-trailing-separator"]);
    assert_eq!(warnings(&format!("{START}2500|AB")), ["qr-extra-field"]);
    assert_eq!(warnings(&format!("{START}2500||")), ["qr-extra-field"]);
    assert_eq!(warnings(&format!("{START}2500|ABCDEF")), ["qr-extra-field", "qr-too-long"]);
    assert_eq!(QrPayload::parse(&format!("{START}2500|")).unwrap().value, payload(2_500).unwrap());
}

#[test]
fn blanks_around_the_string_are_trimmed_with_a_warning() {
    for text in [format!("  {START}2500"), format!("{START}2500\r\n"), format!("\u{A0}{START}2500\u{FEFF}")] {
        let read = QrPayload::parse(&text).unwrap();
        assert_eq!(read.value, payload(2_500).unwrap());
        assert_eq!(crate::codes(&read.warnings), ["qr-surrounding-blanks"]);
    }
}

#[test]
fn identifier_and_version_are_exact() {
    for text in ["", "PAGOPA", "pagopa|002|", "PAGOPA |002|", "https://example.org", "|||||"] {
        let error = QrPayload::parse(text).unwrap_err();
        assert!(matches!(error, QrError::Identifier | QrError::FieldMissing), "{text:?}: {error}");
    }
    for version in ["001", "003", "2", "", "0002", "002 "] {
        let text = format!("PAGOPA|{version}|302032002700000251|03334231200|2500");
        assert_eq!(QrPayload::parse(&text), Err(QrError::Version), "{version:?}");
    }
}

#[test]
fn a_missing_field_is_an_error() {
    for text in ["PAGOPA", "PAGOPA|002", "PAGOPA|002|302032002700000251"] {
        assert_eq!(QrPayload::parse(text), Err(QrError::FieldMissing), "{text:?}");
    }
}

#[test]
fn fields_have_no_blanks() {
    let text = "PAGOPA|002|3020 3200 2700 0002 51|03334231200|2500";
    assert_eq!(QrPayload::parse(text).unwrap_err().rule(), "notice-number-digits");
    let text = "PAGOPA|002|302032002700000251|0333423 1200|2500";
    assert_eq!(QrPayload::parse(text).unwrap_err().rule(), "creditor-code-digits");
}

#[test]
fn the_payload_gives_its_fields() {
    let payload = payload(2_500).unwrap();
    assert_eq!(payload.notice().to_string(), "302032002700000251");
    assert_eq!(payload.iuv().to_string(), "02032002700000251");
    assert_eq!(payload.rpt_id().to_string(), "03334231200302032002700000251");
    assert_eq!(payload.amount().map(|amount| amount.to_string()).as_deref(), Some("25.00"));
    assert!(payload.warnings().is_empty());
}
