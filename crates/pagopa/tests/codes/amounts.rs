use pagopa::{Amount, AmountError};

fn cents(typed: &str) -> Result<u64, AmountError> {
    Amount::from_typed(typed).map(Amount::cents)
}

#[track_caller]
fn reads(cases: &[(&str, u64)]) {
    for (typed, expected) in cases {
        assert_eq!(cents(typed), Ok(*expected), "{typed:?}");
    }
}

#[track_caller]
fn rejects(error: AmountError, cases: &[&str]) {
    for typed in cases {
        assert_eq!(cents(typed), Err(error), "{typed:?}");
    }
}

#[test]
fn comma_and_point_both_separate_decimals() {
    reads(&[
        ("25", 2_500),
        ("25,00", 2_500),
        ("25.00", 2_500),
        ("25,5", 2_550),
        ("25.5", 2_550),
        ("25,", 2_500),
        ("25.", 2_500),
        (",50", 50),
        (".5", 50),
        ("0", 0),
        ("0,01", 1),
        ("007", 700),
        ("99999999,99", 9_999_999_999),
    ]);
}

#[test]
fn blanks_and_currency_around_the_number_are_ignored() {
    reads(&[
        ("  25,00\t", 2_500),
        ("\u{A0}25,00\u{A0}€", 2_500),
        ("€ 25", 2_500),
        ("€25,5", 2_550),
        ("25€", 2_500),
        ("25 euro", 2_500),
        ("25 EURO", 2_500),
        ("25,50 euros", 2_550),
        ("EUR 25.00", 2_500),
        ("25,00 eur", 2_500),
        ("\u{200E}25,00\u{200F}", 2_500),
        ("25,00\r\n", 2_500),
    ]);
}

#[test]
fn grouping_is_parsed_if_it_is_unambiguous() {
    reads(&[
        ("1.000,00", 100_000),
        ("1,000.00", 100_000),
        ("1 000,00", 100_000),
        ("1\u{A0}000,00", 100_000),
        ("1\u{202F}000,5", 100_050),
        ("1'000.00", 100_000),
        ("1’000,00", 100_000),
        ("1 000", 100_000),
        ("1.000.000", 100_000_000),
        ("1,000,000", 100_000_000),
        ("12.345.678,9", 1_234_567_890),
        ("1.234,", 123_400),
    ]);
}

#[test]
fn three_digits_after_a_single_mark_are_ambiguous() {
    rejects(AmountError::Ambiguous, &["12,345", "1.000", "1,000", "999.999", "€ 1.500", "1.000 euro"]);
}

#[test]
fn three_digits_that_cannot_be_thousands_are_too_many_decimals() {
    rejects(
        AmountError::TooManyDecimals,
        &["0,500", "0.123", "1234,567", ",345", "1 000,123", "1.000,123", "25,0000", "1,2345", "012.345"],
    );
}

#[test]
fn misplaced_separators_are_rejected() {
    rejects(
        AmountError::Grouping,
        &[
            "1.00.000",
            "10.00,00",
            "1 00,50",
            "1,000.00.5",
            "1.000,00.0",
            "1,00 0",
            "1 000'000",
            "1 000.000,00",
            "1..5",
            "0.000,00",
            ",",
            ".",
            "'",
            "1,,5",
            "2 5",
        ],
    );
}

#[test]
fn a_minus_has_its_own_error() {
    rejects(AmountError::Negative, &["-1", "-25,00", "−5", "–5", "€ -5", "-5 €", "5-", "-0"]);
}

#[test]
fn an_empty_text_is_not_an_amount() {
    rejects(AmountError::Empty, &["", "   ", "\u{A0}", "€", "euro", " EUR "]);
}

#[test]
fn the_first_wrong_character_is_named() {
    for (typed, found) in [
        ("abc", 'a'),
        ("1e9", 'e'),
        ("25x", 'x'),
        ("🍎", '🍎'),
        ("5🍎", '🍎'),
        ("+5", '+'),
        ("২৫x", 'x'),
        ("൨൫", '൨'),
        ("25 $", '$'),
        ("€€5", '€'),
        ("5 euro 50", 'e'),
        ("1/2", '/'),
        ("-", '-'),
        ("5-5", '-'),
        ("25,-5", '-'),
        ("NaN", 'N'),
    ] {
        assert_eq!(cents(typed), Err(AmountError::Character { found }), "{typed:?}");
    }
}

#[test]
fn digits_and_marks_of_other_scripts_are_read() {
    reads(&[
        ("٢٥", 2_500),
        ("٢٥٫٥٠", 2_550),
        ("١٬٠٠٠٫٠٠", 100_000),
        ("۲۵٫۰۰", 2_500),
        ("۲۵,۰۰ €", 2_500),
        ("२५.००", 2_500),
        ("২৫", 2_500),
        ("２５", 2_500),
        ("２５，００", 2_500),
        ("２５．５", 2_550),
        ("\u{200F}٢٥٫٠٠\u{200E}", 2_500),
        ("\u{2067}25,00\u{2069} €", 2_500),
    ]);
}

#[test]
fn a_dash_after_the_mark_means_no_cents() {
    reads(&[
        ("25,-", 2_500),
        ("25.--", 2_500),
        ("25,–", 2_500),
        ("€ 25,—", 2_500),
        ("1.000,-", 100_000),
        ("0,-", 0),
    ]);
    rejects(AmountError::Negative, &["25-", "-25,-", "25 -", "25,00-"]);
}

#[test]
fn more_than_ten_digits_of_cents_are_too_big() {
    rejects(
        AmountError::TooBig,
        &["100000000", "1000000000", "99999999999999999999999999", "184467440737095516,16", "100.000.000,00"],
    );
    assert_eq!(Amount::from_cents(9_999_999_999), Ok(Amount::MAX));
    assert_eq!(Amount::from_cents(10_000_000_000), Err(AmountError::TooBig));
    assert_eq!(Amount::from_cents(u64::MAX), Err(AmountError::TooBig));
}

#[test]
fn the_contract_has_one_form_only() {
    for (text, expected) in
        [("25.00", 2_500), ("0.00", 0), ("0.01", 1), ("1000.50", 100_050), ("99999999.99", 9_999_999_999)]
    {
        let amount: Amount = text.parse().unwrap();
        assert_eq!((amount.cents(), amount.to_string().as_str()), (expected, text));
    }
    for text in [
        "", "25", "25.0", "25.000", "25,00", "025.00", "00.00", ".50", "25.", "-1.00", "+1.00", " 25.00",
        "25.00 ", "1 000.00", "1.000.00", "١.٠٠", "1.é", "1e3.00", "25.0x",
    ] {
        assert_eq!(text.parse::<Amount>(), Err(AmountError::Format), "{text:?}");
    }
    assert_eq!("100000000.00".parse::<Amount>(), Err(AmountError::TooBig));
    assert_eq!("99999999999999999999999.00".parse::<Amount>(), Err(AmountError::TooBig));
}

#[test]
fn a_sum_above_the_maximum_is_none() {
    let cent = Amount::from_cents(1).unwrap();
    assert_eq!(Amount::MAX.checked_add(cent), None);
    assert_eq!(Amount::MAX.checked_add(Amount::ZERO), Some(Amount::MAX));
    assert_eq!(cent.checked_add(cent).map(Amount::cents), Some(2));
    assert!(Amount::ZERO.is_zero() && !cent.is_zero());
}

#[test]
fn each_error_has_its_own_rule_and_message() {
    let errors = [
        AmountError::Empty,
        AmountError::Format,
        AmountError::Character { found: 'x' },
        AmountError::Negative,
        AmountError::Ambiguous,
        AmountError::Grouping,
        AmountError::TooManyDecimals,
        AmountError::TooBig,
    ];
    let rules: std::collections::HashSet<_> = errors.iter().map(AmountError::rule).collect();
    let sentences: std::collections::HashSet<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!((rules.len(), sentences.len()), (errors.len(), errors.len()));
}
