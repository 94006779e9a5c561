//! Notice numbers, IUVs, creditor codes, RPT ids, postal accounts, codelines.

use pagopa::{
    AuxDigit, CheckDigits, Codeline, CodelineError, CreditorCode, CreditorCodeError, IssueError, Iuv,
    IuvError, NoticeNumber, NoticeNumberError, PostalAccount, PostalAccountError, RptId, RptIdError,
    SegregationCode,
};

fn notice(text: &str) -> NoticeNumber {
    text.parse().unwrap()
}

#[test]
fn notice_number_is_parsed_with_any_grouping() {
    let plain = notice("302032002700000251");
    for text in [
        "3020 3200 2700 0002 51",
        "3020-3200-2700-0002-51",
        "3020\u{A0}3200\u{A0}2700\u{A0}0002\u{A0}51",
        "\t302 032 002 700 000 251\r\n",
        "3020 – 3200 – 2700 – 0002 – 51",
        "3 0 2 0 3 2 0 0 2 7 0 0 0 0 0 2 5 1",
        "\u{FEFF}302032002700000251",
    ] {
        assert_eq!(notice(text), plain, "{text:?}");
    }
}

#[test]
fn notice_number_is_printed_plain_and_in_fours() {
    let number = notice("302032002700000251");
    assert_eq!(number.to_string(), "302032002700000251");
    assert_eq!(number.grouped(), "3020 3200 2700 0002 51");
    assert_eq!(notice("000000000000000001").grouped().len(), 22);
}

#[test]
fn notice_number_of_another_length_is_rejected() {
    for (text, found) in [("", 0), ("30203200270000025", 17), ("3020320027000002510", 19)] {
        assert_eq!(text.parse::<NoticeNumber>(), Err(NoticeNumberError::Length { found }));
    }
    let long = "3".repeat(100_000);
    assert_eq!(long.parse::<NoticeNumber>(), Err(NoticeNumberError::Length { found: 100_000 }));
}

#[test]
fn notice_number_error_has_the_position_of_a_wrong_character() {
    for (text, at) in [
        ("3020320027O0000251", 11),
        ("30203200270000025é", 18),
        ("-302032002700000251", 1),
        ("302032002700000251-", 19),
        ("3020/3200", 5),
        ("３02032002700000251", 1),
    ] {
        assert_eq!(text.parse::<NoticeNumber>(), Err(NoticeNumberError::Character { at }), "{text:?}");
    }
}

#[test]
fn aux_digit_above_three_is_rejected() {
    for first in 4..=9 {
        let text = format!("{first}02032002700000251");
        assert_eq!(text.parse::<NoticeNumber>(), Err(NoticeNumberError::AuxDigit));
    }
    assert_eq!(NoticeNumberError::AuxDigit.rule(), "aux-digit");
}

#[test]
fn each_aux_digit_has_its_layout() {
    let zero = notice("001340000013900808");
    assert_eq!(zero.aux_digit(), AuxDigit::Zero);
    assert_eq!((zero.application_code(), zero.segregation_code()), (Some(1), None));
    assert_eq!(zero.base(), Some(3_400_000_139_008));
    assert_eq!(zero.iuv().to_string(), "340000013900808");

    let one = notice("101234567890123456");
    assert_eq!(one.aux_digit(), AuxDigit::One);
    assert_eq!((one.application_code(), one.segregation_code(), one.base()), (None, None, None));
    assert_eq!(one.iuv().to_string(), "01234567890123456");
    assert_eq!(one.check_digits(), CheckDigits::None);
    assert!(one.warnings().is_empty());

    let two = notice("244012345678901200");
    assert_eq!(two.aux_digit(), AuxDigit::Two);
    assert_eq!((two.application_code(), two.segregation_code()), (None, None));
    assert_eq!(two.base(), Some(440_123_456_789_012));
    assert_eq!(two.check_digits(), CheckDigits::Wrong { expected: 85 });

    let three = notice("302032002700000251");
    assert_eq!(three.aux_digit(), AuxDigit::Three);
    assert_eq!((three.application_code(), three.segregation_code()), (None, Some(2)));
    assert_eq!(three.base(), Some(320_027_000_002));
    assert_eq!(three.check_digits(), CheckDigits::Right);
}

#[test]
fn wrong_check_digits_are_a_warning_not_an_error() {
    let read = NoticeNumber::parse("302032002700000252").unwrap();
    assert_eq!(crate::codes(&read.warnings), ["notice-number-check-digits"]);
    assert_eq!(read.warnings[0].to_string(), "the notice number's check digits should be 51");
    assert_eq!(read.value.to_string(), "302032002700000252");
}

#[test]
fn issued_notice_number_has_aux_digit_three_and_correct_check_digits() {
    let issued = NoticeNumber::issue(SegregationCode::new(2).unwrap(), 320_027_000_002).unwrap();
    assert_eq!(issued.to_string(), "302032002700000251");
    let first = NoticeNumber::issue(SegregationCode::new(0).unwrap(), 0).unwrap();
    // 10^15 mod 93 is 1.
    assert_eq!(first.to_string(), "300000000000000003");
    let last = NoticeNumber::issue(SegregationCode::new(45).unwrap(), 9_999_999_999_999).unwrap();
    assert_eq!(last.to_string().get(..16), Some("3459999999999999"));
}

#[test]
fn base_of_fourteen_digits_is_not_issued() {
    let station = SegregationCode::new(1).unwrap();
    assert_eq!(NoticeNumber::issue(station, 10_000_000_000_000), Err(IssueError::NoticeNumberBase));
    assert_eq!(NoticeNumber::issue(station, u64::MAX), Err(IssueError::NoticeNumberBase));
}

#[test]
fn segregation_codes_of_centralised_services_are_not_issued() {
    for code in [46, 47, 81, 85, 96, 99, 255] {
        assert_eq!(SegregationCode::new(code), Err(IssueError::SegregationCode));
        assert_eq!(SegregationCode::try_from(code), Err(IssueError::SegregationCode));
    }
    // Parsing accepts them.
    assert_eq!(notice("355160020399398578").segregation_code(), Some(55));
}

#[test]
fn segregation_code_is_written_with_two_digits() {
    let code: SegregationCode = "02".parse().unwrap();
    assert_eq!((code.value(), code.to_string().as_str()), (2, "02"));
    for text in ["", "2", "002", "46", "-1", "0x", "99999999999999999999999"] {
        assert_eq!(text.parse::<SegregationCode>(), Err(IssueError::SegregationCode), "{text:?}");
    }
}

#[test]
fn iuv_has_fifteen_or_seventeen_digits() {
    for text in ["000000000000199", "00000000000000102"] {
        assert_eq!(text.parse::<Iuv>().unwrap().to_string(), text);
    }
    assert_eq!("0000000000000001".parse::<Iuv>(), Err(IuvError::Length { found: 16 }));
    assert_eq!("".parse::<Iuv>(), Err(IuvError::Length { found: 0 }));
    assert_eq!("00000000000019X".parse::<Iuv>(), Err(IuvError::Character { at: 15 }));
    assert_eq!("000000000000199".parse::<Iuv>(), " 0000 0000 0000 199".parse());
    // The same number with another length is a different IUV.
    assert_ne!("000000000000199".parse::<Iuv>(), "00000000000000199".parse::<Iuv>());
}

#[test]
fn creditor_code_keeps_its_leading_zeros() {
    let code: CreditorCode = " 0008 5240 950".parse().unwrap();
    assert_eq!(code.to_string(), "00085240950");
    assert!(code.checksum_ok());
}

#[test]
fn creditor_code_with_a_wrong_checksum_is_parsed_with_a_warning() {
    let read = CreditorCode::parse("77777777777").unwrap();
    assert_eq!(crate::codes(&read.warnings), ["creditor-code-checksum"]);
    assert!(CreditorCode::parse("01199250158").unwrap().warnings.is_empty());
}

#[test]
fn creditor_code_of_another_length_or_with_letters_is_rejected() {
    assert_eq!("0119925015".parse::<CreditorCode>(), Err(CreditorCodeError::Length { found: 10 }));
    assert_eq!("011992501580".parse::<CreditorCode>(), Err(CreditorCodeError::Length { found: 12 }));
    assert_eq!("IT01199250158".parse::<CreditorCode>(), Err(CreditorCodeError::Character { at: 1 }));
}

#[test]
fn rpt_id_is_creditor_and_notice() {
    let id: RptId = "77777777777302000100440009424".parse().unwrap();
    assert_eq!(id.creditor.to_string(), "77777777777");
    assert_eq!(id.notice.to_string(), "302000100440009424");
    assert_eq!(id.to_string(), "77777777777302000100440009424");
}

#[test]
fn rpt_id_of_multi_byte_characters_is_rejected() {
    assert_eq!("é".parse::<RptId>(), Err(RptIdError::Length { found: 1 }));
    let wide = "é".repeat(29);
    let error = wide.parse::<RptId>().unwrap_err();
    assert_eq!(error, RptIdError::Creditor(CreditorCodeError::Character { at: 1 }));
    assert_eq!(error.rule(), "creditor-code-digits");
    assert_eq!("7777777777é302000100440009424".parse::<RptId>().unwrap_err().rule(), "creditor-code-digits");
    assert_eq!("77777777777402000100440009424".parse::<RptId>().unwrap_err().rule(), "aux-digit");
}

#[test]
fn postal_account_is_filled_to_twelve_digits() {
    for text in ["10148112", "000010148112", " 1014 8112 "] {
        assert_eq!(text.parse::<PostalAccount>().unwrap().to_string(), "000010148112");
    }
    assert_eq!("".parse::<PostalAccount>(), Err(PostalAccountError::Length { found: 0 }));
    assert_eq!("1234567890123".parse::<PostalAccount>(), Err(PostalAccountError::Length { found: 13 }));
    assert_eq!("10148-112".parse::<PostalAccount>(), Err(PostalAccountError::Character { at: 6 }));
}

#[test]
fn codeline_needs_each_mark_at_its_position() {
    let right = "18301188340000064356120000101481121000000032703896";
    let read: Codeline = format!(" {right}\n").parse().unwrap();
    assert_eq!(read.to_string(), right);
    for at in [0, 1, 20, 21, 34, 35, 46, 47, 48, 49] {
        let mut wrong = right.to_owned();
        wrong.replace_range(at..=at, "7");
        assert_eq!(wrong.parse::<Codeline>(), Err(CodelineError::Marker), "{at}");
    }
    assert_eq!(right[1..].parse::<Codeline>(), Err(CodelineError::Length { found: 49 }));
}

#[test]
fn codeline_error_names_the_invalid_field() {
    let with = |at: usize, text: &str| {
        let mut line = "18301188340000064356120000101481121000000032703896".to_owned();
        line.replace_range(at..at + text.len(), text);
        line.parse::<Codeline>().unwrap_err().rule()
    };
    assert_eq!(with(2, "4"), "aux-digit");
    assert_eq!(with(5, "A"), "notice-number-digits");
    assert_eq!(with(30, "E"), "postal-account-digits");
    assert_eq!(with(40, "."), "codeline-amount-digits");
    // With a character of two bytes, the same bytes are one character fewer.
    assert_eq!(with(2, "é"), "codeline-length");
}
