//! Checks every row of `tests/vectors/`.

use pagopa::{
    Amount, CheckDigits, Codeline, CreditorCode, FiscalCode, Iuv, NoticeNumber, PosteDataMatrix, QrPayload,
    RptId,
};
use serde_json::Value;

macro_rules! rows {
    ($file:literal) => {
        parse(include_str!(concat!("../vectors/", $file, ".json")))
    };
}

fn parse(json: &str) -> Vec<Value> {
    let rows: Vec<Value> = serde_json::from_str(json).unwrap();
    assert!(rows.iter().all(|row| row["source"].is_string()), "a row has no source");
    assert!(!rows.is_empty());
    rows
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_else(|| panic!("no {key} in {row}"))
}

fn number(row: &Value, key: &str) -> Option<u64> {
    row.get(key).map(|value| value.as_u64().unwrap())
}

fn warnings(row: &Value) -> Vec<&str> {
    row["warnings"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect()
}

fn is_valid(row: &Value) -> bool {
    row["ok"].as_bool().unwrap()
}

#[test]
fn amounts() {
    for row in rows!("amounts") {
        let terms = row["typed"].as_array().unwrap().iter();
        let sum = terms
            .map(|term| Amount::from_typed(term.as_str().unwrap()).unwrap())
            .reduce(|sum, term| sum.checked_add(term).unwrap())
            .unwrap();
        let payload =
            QrPayload::new("302032002700000251".parse().unwrap(), "03334231200".parse().unwrap(), sum);
        let printed = payload.unwrap().to_string();
        assert_eq!(printed.rsplit('|').next(), Some(text(&row, "qr_digits")), "{row}");
    }
}

#[test]
fn notice_numbers() {
    for row in rows!("notice_numbers") {
        let read = NoticeNumber::parse(text(&row, "value"));
        if !is_valid(&row) {
            assert_eq!(read.unwrap_err().rule(), text(&row, "rule"), "{row}");
            continue;
        }
        let read = read.unwrap();
        let notice = read.value;
        assert_eq!(notice.to_string(), text(&row, "value"));
        assert_eq!(Some(u64::from(notice.aux_digit().value())), number(&row, "aux_digit"), "{row}");
        assert_eq!(notice.application_code().map(u64::from), number(&row, "application_code"), "{row}");
        assert_eq!(notice.segregation_code().map(u64::from), number(&row, "segregation_code"), "{row}");
        assert_eq!(notice.base(), number(&row, "base"), "{row}");
        assert_eq!(notice.iuv().to_string(), text(&row, "iuv"), "{row}");
        assert_eq!(crate::codes(&read.warnings), warnings(&row), "{row}");
        let printed = text(&row, "value")[16..].parse::<u64>().unwrap();
        let expected = match notice.check_digits() {
            CheckDigits::Right => Some(printed),
            CheckDigits::Wrong { expected } => Some(u64::from(expected)),
            CheckDigits::None => None,
        };
        assert_eq!(expected, number(&row, "check_digits_expected"), "{row}");
    }
}

#[test]
fn iuv_check_digits() {
    for row in rows!("iuv_check_digits") {
        if let Some(first_16) = row["first_16"].as_str() {
            let check = number(&row, "check").unwrap();
            let notice: NoticeNumber = format!("{first_16}{check:02}").parse().unwrap();
            assert_eq!(notice.check_digits(), CheckDigits::Right, "{row}");
        } else if let Some(notice) = row["notice"].as_str() {
            let notice: NoticeNumber = notice.parse().unwrap();
            assert_eq!(notice.iuv(), text(&row, "iuv").parse().unwrap(), "{row}");
            let right = notice.check_digits() == CheckDigits::Right;
            assert_eq!(Some(right), row["check_right"].as_bool(), "{row}");
        } else {
            let error = text(&row, "iuv").parse::<Iuv>().unwrap_err();
            assert_eq!(error.rule(), text(&row, "rule"), "{row}");
        }
    }
}

#[test]
fn creditor_codes() {
    for row in rows!("creditor_codes") {
        let code: CreditorCode = text(&row, "value").parse().unwrap();
        assert_eq!(code.to_string(), text(&row, "value"));
        assert_eq!(Some(code.checksum_ok()), row["checksum_ok"].as_bool(), "{row}");
    }
}

#[test]
fn fiscal_codes() {
    for row in rows!("fiscal_codes") {
        let read = FiscalCode::parse(text(&row, "value"));
        if !is_valid(&row) {
            assert_eq!(read.unwrap_err().rule(), text(&row, "rule"), "{row}");
            continue;
        }
        let code = read.unwrap().value;
        let right = row["check_ok"].as_bool().unwrap();
        assert_eq!(code.to_string(), text(&row, "value"));
        assert_eq!(code.expected_check_character().to_string(), text(&row, "check"), "{row}");
        assert_eq!(code.check_character_ok(), right, "{row}");
        assert_eq!(FiscalCode::parse_own(text(&row, "value")).is_ok(), right, "{row}");
        assert_eq!(code.has_omocodia(), row.get("omocode_of").is_some(), "{row}");
        if let Some(plain) = row["omocode_of"].as_str() {
            assert_eq!(code.without_omocodia().to_string(), plain, "{row}");
        }
    }
}

#[test]
fn fiscal_code_check_characters() {
    for row in rows!("fiscal_code_check_characters") {
        let code = format!("{}{}", text(&row, "first15"), text(&row, "check"));
        assert!(FiscalCode::parse_own(&code).is_ok(), "{row}");
    }
}

#[test]
fn rpt_ids() {
    for row in rows!("rpt_ids") {
        let read = text(&row, "value").parse::<RptId>();
        if !is_valid(&row) {
            assert_eq!(read.unwrap_err().rule(), text(&row, "rule"), "{row}");
            continue;
        }
        let id = read.unwrap();
        assert_eq!(id.to_string(), text(&row, "value"));
        assert_eq!(id.creditor.to_string(), text(&row, "creditor"), "{row}");
        assert_eq!(id.notice.to_string(), text(&row, "notice"), "{row}");
        if let Some(iuv) = row["iuv"].as_str() {
            assert_eq!(id.notice.iuv().to_string(), iuv, "{row}");
        }
    }
}

#[test]
fn qr_payloads() {
    for row in rows!("qr") {
        let read = QrPayload::parse(text(&row, "value"));
        if !is_valid(&row) {
            assert_eq!(read.unwrap_err().rule(), text(&row, "rule"), "{row}");
            continue;
        }
        let read = read.unwrap();
        assert_eq!(read.value.notice().to_string(), text(&row, "notice"), "{row}");
        assert_eq!(read.value.creditor().to_string(), text(&row, "creditor"), "{row}");
        assert_eq!(Some(read.value.cents()), number(&row, "cents"), "{row}");
        assert_eq!(crate::codes(&read.warnings), warnings(&row), "{row}");
        assert_eq!(read.value.to_string(), text(&row, "printed"), "{row}");
    }
}

#[test]
fn codelines() {
    for row in rows!("codelines") {
        let read = text(&row, "value").parse::<Codeline>();
        if !is_valid(&row) {
            assert_eq!(read.unwrap_err().rule(), text(&row, "rule"), "{row}");
            continue;
        }
        let line = read.unwrap();
        assert_eq!(line.to_string(), text(&row, "value"));
        assert_eq!(line.notice.to_string(), text(&row, "notice"), "{row}");
        assert_eq!(line.account.to_string(), text(&row, "account"), "{row}");
        assert_eq!(Some(line.amount.cents()), number(&row, "cents"), "{row}");
    }
}

#[test]
fn poste_data_matrices() {
    for row in rows!("poste_datamatrix") {
        let read = PosteDataMatrix::parse(text(&row, "value"));
        if !is_valid(&row) {
            assert_eq!(read.unwrap_err().rule(), text(&row, "rule"), "{row}");
            continue;
        }
        let read = read.unwrap();
        let code = read.value;
        assert_eq!(code.notice().to_string(), text(&row, "notice"), "{row}");
        assert_eq!(code.account().to_string(), text(&row, "account"), "{row}");
        assert_eq!(Some(code.amount().cents()), number(&row, "cents"), "{row}");
        assert_eq!(code.creditor().to_string(), text(&row, "creditor"), "{row}");
        assert_eq!(code.debtor_code_text(), text(&row, "debtor_code"), "{row}");
        assert_eq!(code.debtor_name(), text(&row, "debtor_name"), "{row}");
        assert_eq!(code.subject(), text(&row, "subject"), "{row}");
        assert_eq!(crate::codes(&read.warnings), warnings(&row), "{row}");
        assert_eq!(code.to_string().len(), PosteDataMatrix::LENGTH, "{row}");
    }
}

#[test]
fn legacy_bar_codes() {
    for row in rows!("gs1_128_legacy") {
        // GS1-128: 415 location 13, 8020 notice 18, 3902 cents.
        let rest = text(&row, "value").strip_prefix("415").unwrap();
        let rest = rest.strip_prefix(text(&row, "location")).unwrap().strip_prefix("8020").unwrap();
        let (notice, cents) = rest.split_once("3902").unwrap();
        assert_eq!(notice, text(&row, "notice"));
        let read = NoticeNumber::parse(notice).unwrap();
        assert_eq!(crate::codes(&read.warnings), warnings(&row), "{row}");
        let amount = Amount::from_cents(cents.parse().unwrap()).unwrap();
        assert_eq!(Some(amount.cents()), number(&row, "cents"), "{row}");
    }
}

#[test]
fn poste_data_matrix_defects() {
    for row in rows!("poste_datamatrix_defects") {
        crate::poste_data_matrices::is_free_of(text(&row, "id"));
    }
}
