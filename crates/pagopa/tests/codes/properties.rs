//! Properties of any value and any text.

use pagopa::{
    Amount, CheckDigits, Codeline, CreditorCode, DebtorCode, FiscalCode, Iuv, NoticeNumber, PostalAccount,
    PosteDataMatrix, PosteSlip, QrPayload, RptId, SegregationCode, Warning,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const BLANKS: [char; 8] = [' ', '\t', '\u{A0}', '\u{202F}', '\u{3000}', '\u{200B}', '\u{FEFF}', '\n'];

/// Parses the text as every kind of code.
fn read_with_all(text: &str) {
    let _ = Amount::from_typed(text);
    let _ = text.parse::<Amount>();
    let _ = NoticeNumber::parse(text).map(|read| (read.value.grouped(), read.value.iuv(), read.value.base()));
    let _ = text.parse::<SegregationCode>();
    let _ = text.parse::<Iuv>();
    let _ = CreditorCode::parse(text);
    let _ = FiscalCode::parse(text).map(|read| (read.value.without_omocodia(), read.value.place_code()));
    let _ = FiscalCode::parse_own(text);
    let _ = text.parse::<RptId>();
    let _ = text.parse::<PostalAccount>();
    let _ = text.parse::<Codeline>();
    if let Ok(read) = QrPayload::parse(text) {
        assert_eq!(read.value.to_string().parse(), Ok(read.value));
        read.warnings.iter().for_each(describes_itself);
    }
    if let Ok(read) = PosteDataMatrix::parse(text) {
        let printed = read.value.to_string();
        assert_eq!(printed.len(), PosteDataMatrix::LENGTH);
        // A printed code is regular: parsing and printing it again does not change it.
        let again = PosteDataMatrix::parse(&printed).unwrap().value;
        assert_eq!(again.to_string(), printed);
        read.warnings.iter().for_each(describes_itself);
    }
}

fn describes_itself(warning: &Warning) {
    assert!(!warning.to_string().is_empty());
    assert!(warning.code().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
}

fn amounts() -> impl Strategy<Value = Amount> {
    prop_oneof![1..=100_u64, 1..=9_999_999_999_u64].prop_map(|cents| Amount::from_cents(cents).unwrap())
}

fn issued_notices() -> impl Strategy<Value = NoticeNumber> {
    (0..=45_u8, 0..10_u64.pow(13))
        .prop_map(|(code, base)| NoticeNumber::issue(SegregationCode::new(code).unwrap(), base).unwrap())
}

fn notices() -> impl Strategy<Value = NoticeNumber> {
    "[0-3][0-9]{17}".prop_map(|digits| digits.parse().unwrap())
}

fn creditors() -> impl Strategy<Value = CreditorCode> {
    "[0-9]{11}".prop_map(|digits| digits.parse().unwrap())
}

/// With a correct check digit.
fn right_creditors() -> impl Strategy<Value = CreditorCode> {
    "[0-9]{10}".prop_map(|first_10| {
        let mut candidates =
            (0..10).map(|check| format!("{first_10}{check}").parse::<CreditorCode>().unwrap());
        candidates.find(|code| code.checksum_ok()).unwrap()
    })
}

fn accounts() -> impl Strategy<Value = PostalAccount> {
    "[0-9]{1,12}".prop_map(|digits| digits.parse().unwrap())
}

/// A code without omocodia and with a correct check character.
fn persons() -> impl Strategy<Value = FiscalCode> {
    "[A-Z]{6}[0-9]{2}[ABCDEHLMPRST]([04][1-9]|[1256][0-8])[A-Z][0-9]{3}".prop_map(|first_15| {
        let draft: FiscalCode = format!("{first_15}A").parse().unwrap();
        format!("{first_15}{}", draft.expected_check_character()).parse().unwrap()
    })
}

fn debtors() -> impl Strategy<Value = Option<DebtorCode>> {
    prop_oneof![
        Just(None),
        persons().prop_map(|code| Some(DebtorCode::Person(code))),
        creditors().prop_map(|code| Some(DebtorCode::Company(code))),
    ]
}

/// `text` with blanks inserted at these places.
fn with_blanks(text: &str, places: &[(Index, char)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (place, blank) in places {
        chars.insert(place.index(chars.len() + 1), *blank);
    }
    chars.into_iter().collect()
}

fn places() -> impl Strategy<Value = Vec<(Index, char)>> {
    prop::collection::vec((any::<Index>(), select(&BLANKS)), 0..8)
}

/// `text` with one digit changed.
fn with_changed_digit(text: &str, at: usize, step: u8) -> String {
    let digit = text.as_bytes()[at] - b'0';
    let mut changed = text.to_owned();
    changed.replace_range(at..=at, &((digit + step) % 10).to_string());
    changed
}

/// Valid texts of every kind.
fn right_texts() -> impl Strategy<Value = String> {
    select(
        &[
            "PAGOPA|002|302032002700000251|03334231200|2500",
            "3020 3200 2700 0002 51",
            "03334231200302032002700000251",
            "MRSMSR81D60Z611H",
            "€ 1.234,56",
            "18301188340000064356120000101481121000000032703896",
            "codfase=NBPA;183020320027000002511200001014811210000000250038961P103334231200RSSMRA45C12F205CMARIO ROSSI                             MENSA SCOLASTICA                                                                                                          A",
        ][..],
    )
    .prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn any_text_gives_a_value_or_an_error(text in any::<String>()) {
        read_with_all(&text);
    }

    #[test]
    fn any_text_of_typical_characters_gives_a_value_or_an_error(
        text in "[0-9A-TLM|.,;=' €\\-\u{A0}àßœ🍎\u{301}\u{200B}]{0,60}",
    ) {
        read_with_all(&text);
    }

    #[test]
    fn a_damaged_code_gives_a_value_or_an_error(
        text in right_texts(),
        edits in prop::collection::vec((any::<Index>(), 0..3_usize, any::<char>()), 1..6),
    ) {
        let mut chars: Vec<char> = text.chars().collect();
        for (place, removed, inserted) in edits {
            let at = place.index(chars.len() + 1);
            let end = (at + removed).min(chars.len());
            chars.splice(at..end, [inserted]);
        }
        read_with_all(&chars.iter().collect::<String>());
    }

    #[test]
    fn any_tail_after_the_payment_data_gives_a_value(tail in "\\PC{0,250}") {
        let head = "codfase=NBPA;183020320027000002511200001014811210000000250038961P103334231200";
        let text = format!("{head}{tail}A");
        read_with_all(&text);
        prop_assert!(PosteDataMatrix::parse(&text).is_ok());
    }

    #[test]
    fn issued_notice_number_reads_back(notice in issued_notices()) {
        prop_assert_eq!(notice.check_digits(), CheckDigits::Right);
        prop_assert_eq!(notice.to_string().parse(), Ok(notice));
        prop_assert_eq!(notice.grouped().parse(), Ok(notice));
        prop_assert_eq!(notice.grouped().len(), 22);
        let station = SegregationCode::new(notice.segregation_code().unwrap()).unwrap();
        prop_assert_eq!(NoticeNumber::issue(station, notice.base().unwrap()), Ok(notice));
    }

    #[test]
    fn any_notice_number_reads_back_with_its_iuv(notice in notices()) {
        let text = notice.to_string();
        prop_assert_eq!(text.parse(), Ok(notice));
        let iuv = notice.iuv();
        prop_assert!(text.ends_with(&iuv.to_string()));
        prop_assert_eq!(iuv.to_string().parse(), Ok(iuv));
    }

    // Not the first digit, because not every aux digit has check digits.
    #[test]
    fn one_wrong_digit_in_a_notice_number_is_detected(
        notice in issued_notices(), at in 1..18_usize, step in 1..10_u8,
    ) {
        let wrong = with_changed_digit(&notice.to_string(), at, step);
        prop_assert_eq!(NoticeNumber::parse(&wrong).unwrap().warnings.len(), 1);
    }

    #[test]
    fn one_wrong_digit_in_a_creditor_code_is_detected(
        creditor in right_creditors(), at in 0..11_usize, step in 1..10_u8,
    ) {
        let wrong = with_changed_digit(&creditor.to_string(), at, step);
        prop_assert!(!wrong.parse::<CreditorCode>().unwrap().checksum_ok());
    }

    #[test]
    fn blanks_change_nothing(
        notice in notices(), creditor in creditors(), person in persons(), account in accounts(), places in places(),
    ) {
        prop_assert_eq!(with_blanks(&notice.to_string(), &places).parse(), Ok(notice));
        prop_assert_eq!(with_blanks(&notice.iuv().to_string(), &places).parse(), Ok(notice.iuv()));
        prop_assert_eq!(with_blanks(&creditor.to_string(), &places).parse(), Ok(creditor));
        prop_assert_eq!(with_blanks(&person.to_string().to_lowercase(), &places).parse(), Ok(person));
        prop_assert_eq!(with_blanks(&account.to_string(), &places).parse(), Ok(account));
    }

    #[test]
    fn creditor_code_and_rpt_id_read_back(creditor in creditors(), notice in notices()) {
        prop_assert_eq!(creditor.to_string().parse(), Ok(creditor));
        let id = RptId { creditor, notice };
        prop_assert_eq!(id.to_string().len(), 29);
        prop_assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn amount_reads_back(amount in amounts()) {
        prop_assert_eq!(amount.to_string().parse(), Ok(amount));
        prop_assert_eq!(Amount::from_typed(&amount.to_string()), Ok(amount));
    }

    #[test]
    fn amount_typed_in_any_format_is_the_same(
        amount in amounts(),
        (grouping, decimal) in select(&[(".", ","), (",", "."), (" ", ","), ("\u{A0}", ","), ("'", "."), ("", ",")][..]),
        (before, after) in select(&[("", ""), ("€ ", ""), ("", "€"), ("EUR ", ""), (" ", " euro ")][..]),
    ) {
        let plain = amount.to_string();
        let (euros, cents) = plain.split_once('.').unwrap();
        let mut grouped = String::new();
        for (at, digit) in euros.chars().enumerate() {
            if at > 0 && (euros.len() - at).is_multiple_of(3) {
                grouped.push_str(grouping);
            }
            grouped.push(digit);
        }
        let typed = format!("{before}{grouped}{decimal}{cents}{after}");
        prop_assert_eq!(Amount::from_typed(&typed), Ok(amount), "{}", typed);
    }

    #[test]
    fn a_typed_amount_keeps_its_digits(typed in "[0-9., ']{1,14}") {
        if let Ok(amount) = Amount::from_typed(&typed) {
            // Only leading zeros and missing decimals differ.
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let (read, written) = (digits(&amount.to_string()), digits(&typed));
            let (read, written) = (read.trim_start_matches('0'), written.trim_start_matches('0'));
            let missing = read.strip_prefix(written);
            prop_assert!(missing.is_some_and(|zeros| matches!(zeros, "" | "0" | "00")), "{typed} {amount}");
        }
    }

    #[test]
    fn fiscal_code_reads_back(person in persons()) {
        prop_assert!(person.check_character_ok());
        prop_assert_eq!(FiscalCode::parse_own(&person.to_string()), Ok(person));
    }

    #[test]
    fn any_omocodia_resolves_to_the_same_code(person in persons(), mask in 1..128_u8) {
        let mut text: Vec<char> = person.to_string().chars().collect();
        for (bit, at) in [6, 7, 9, 10, 12, 13, 14].into_iter().enumerate() {
            if mask & (1 << bit) != 0 {
                let digit = text[at].to_digit(10).unwrap();
                text[at] = "LMNPQRSTUV".chars().nth(digit.try_into().unwrap()).unwrap();
            }
        }
        let omocode: FiscalCode = text.iter().collect::<String>().parse().unwrap();
        prop_assert!(omocode.has_omocodia());
        prop_assert_eq!(omocode.without_omocodia(), person);
        prop_assert_eq!(omocode.place_code(), person.place_code());
        prop_assert_eq!((omocode.birth_day(), omocode.sex()), (person.birth_day(), person.sex()));
    }

    #[test]
    fn issued_qr_payload_reads_back(notice in issued_notices(), creditor in creditors(), amount in amounts()) {
        let payload = QrPayload::new(notice, creditor, amount).unwrap();
        let text = payload.to_string();
        prop_assert!((44..=52).contains(&text.len()));
        let read = QrPayload::parse(&text).unwrap();
        prop_assert_eq!(read.value, payload);
        prop_assert_eq!(read.warnings, creditor.warnings());
    }

    #[test]
    fn codeline_reads_back(notice in notices(), account in accounts(), amount in amounts()) {
        let line = Codeline { notice, account, amount };
        prop_assert_eq!(line.to_string().len(), 50);
        prop_assert_eq!(line.to_string().parse(), Ok(line));
    }

    #[test]
    fn issued_data_matrix_is_regular_and_reads_back(
        notice in issued_notices(), account in accounts(), amount in amounts(), creditor in creditors(),
        debtor_code in debtors(), debtor_name in any::<String>(), subject in "\\PC{0,200}",
    ) {
        let slip = PosteSlip {
            notice, account, amount, creditor, debtor_code, debtor_name: &debtor_name, subject: &subject,
        };
        let code = PosteDataMatrix::new(&slip).unwrap();
        let text = code.to_string();
        prop_assert_eq!(text.chars().count(), 256);
        let content = text.strip_prefix("codfase=NBPA;").unwrap();
        let in_set =
            |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " &',-.:_".contains(c);
        prop_assert!(content.chars().all(in_set));
        let read = PosteDataMatrix::parse(&text).unwrap();
        // There are no warnings about the text. There may be some about the creditor or the debtor.
        prop_assert_eq!(read.warnings, code.warnings());
        prop_assert_eq!(read.value.debtor_code(), debtor_code);
        prop_assert_eq!(read.value, code);
    }
}
