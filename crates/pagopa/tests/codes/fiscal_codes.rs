use pagopa::{DebtorCode, FiscalCode, FiscalCodeError, PersonCode, Sex};

fn code(text: &str) -> FiscalCode {
    text.parse().unwrap()
}

#[test]
fn lower_case_and_blanks_are_accepted() {
    let plain = code("MRSMSR81D60Z611H");
    for text in ["mrsmsr81d60z611h", "MRS MSR 81D60 Z611 H", " MrsMsr\u{A0}81D60Z611h\r\n"] {
        assert_eq!(code(text), plain);
    }
    assert_eq!(plain.to_string(), "MRSMSR81D60Z611H");
}

#[test]
fn birth_and_place_are_read() {
    let woman = code("MRSMSR81D60Z611H");
    assert_eq!((woman.birth_year(), woman.birth_month(), woman.birth_day()), (81, 4, 20));
    assert_eq!((woman.sex(), woman.place_code().as_str()), (Sex::Female, "Z611"));
    let man = code("MRTNTN23M02D969P");
    assert_eq!((man.birth_year(), man.birth_month(), man.birth_day()), (23, 8, 2));
    assert_eq!(man.sex(), Sex::Male);
}

#[test]
fn debug_is_masked() {
    assert_eq!(format!("{:?}", code("MRSMSR81D60Z611H")), "FiscalCode(****************)");
}

#[test]
fn errors_have_the_position_but_no_part_of_the_code() {
    let error = "MRSMSR81D60Z61HH".parse::<FiscalCode>().unwrap_err();
    assert_eq!(error, FiscalCodeError::Shape { place: 15 });
    assert!(!format!("{error} {error:?}").contains("MRS"));
}

#[test]
fn each_place_accepts_only_its_kind_of_character() {
    for place in 1..=16 {
        let mut text = "MRSMSR81D60Z611H".to_owned();
        let digits = matches!(place, 7 | 8 | 10 | 11 | 13 | 14 | 15);
        // K is not an omocodia letter.
        text.replace_range(place - 1..place, if digits { "K" } else { "7" });
        assert_eq!(text.parse::<FiscalCode>(), Err(FiscalCodeError::Shape { place }), "{text}");
    }
}

#[test]
fn month_is_one_of_twelve_letters() {
    for month in "FGIJKNOQUVWXYZ".chars() {
        assert_eq!(format!("MRSMSR81{month}60Z611H").parse::<FiscalCode>(), Err(FiscalCodeError::Month));
    }
    for (month, number) in "ABCDEHLMPRST".chars().zip(1..) {
        assert_eq!(code(&format!("MRSMSR81{month}10Z611H")).birth_month(), number);
    }
}

#[test]
fn day_is_in_the_calendar() {
    let born = |year_month_day: &str| format!("MRSMSR{year_month_day}Z611H").parse::<FiscalCode>();
    for impossible in
        ["81A00", "81A32", "81A40", "81A72", "81A99", "81B30", "81B29", "81B69", "81D31", "81S71"]
    {
        assert_eq!(born(impossible), Err(FiscalCodeError::Day), "{impossible}");
    }
    for possible in ["81A01", "81A31", "81A41", "81A71", "80B29", "80B69", "00B29", "81D30", "81D70"] {
        assert!(born(possible).is_ok(), "{possible}");
    }
    // Omocodia letters count as digits: P1 is 31.
    assert_eq!(born("81DP1"), Err(FiscalCodeError::Day));
}

#[test]
fn wrong_check_character_is_a_warning_in_parse_and_an_error_in_parse_own() {
    let read = FiscalCode::parse("RSSMRA60D20F205R").unwrap();
    assert_eq!(crate::codes(&read.warnings), ["fiscal-code-check-character"]);
    assert_eq!(read.value.expected_check_character(), 'C');
    assert_eq!(FiscalCode::parse_own("RSSMRA60D20F205R"), Err(FiscalCodeError::CheckCharacter));
    assert!(FiscalCode::parse_own("rssmra60d20f205c").is_ok());
    assert_eq!(FiscalCode::parse_own("RSSMRA60D20F205"), Err(FiscalCodeError::Length { found: 15 }));
}

#[test]
fn omocodia_is_resolved_with_a_new_check_character() {
    let omocode = code("RSSMRAQRCMNFNLRG");
    assert!(omocode.has_omocodia() && omocode.check_character_ok());
    assert_eq!(omocode.without_omocodia(), code("RSSMRA45C12F205C"));
    assert_eq!(omocode.place_code(), "F205");
    let plain = code("RSSMRA45C12F205C");
    assert!(!plain.has_omocodia());
    // Without omocodia the code does not change, even with a wrong check character.
    assert_eq!(code("RSSMRA60D20F205R").without_omocodia(), code("RSSMRA60D20F205R"));
}

#[test]
fn other_alphabets_are_rejected() {
    for (text, at) in [("МRSMSR81D60Z611H", 1), ("MRSMSR81D60Z611ſ", 16), ("MRS-MSR81D60Z611H", 4)] {
        assert_eq!(text.parse::<FiscalCode>(), Err(FiscalCodeError::Character { at }), "{text}");
    }
    assert_eq!("".parse::<FiscalCode>(), Err(FiscalCodeError::Length { found: 0 }));
    let long = "A".repeat(100_000);
    assert_eq!(long.parse::<FiscalCode>(), Err(FiscalCodeError::Length { found: 100_000 }));
}

#[test]
fn eleven_digits_with_a_right_check_digit_are_a_provisional_code() {
    let code = PersonCode::parse_own("614 927 290 01").unwrap();
    assert!(code.is_provisional());
    assert_eq!(code.to_string(), "61492729001");
    assert_eq!(DebtorCode::from(code).to_string(), "61492729001");
    assert_eq!(PersonCode::parse_own("61492729002"), Err(FiscalCodeError::CheckCharacter));
    assert_eq!("6149272900".parse::<PersonCode>(), Err(FiscalCodeError::Length { found: 10 }));
    assert_eq!(format!("{code:?}"), "PersonCode(****)");
}

#[test]
fn sixteen_characters_are_a_definitive_code() {
    let person = PersonCode::parse_own("mrsmsr81d60z611h").unwrap();
    assert_eq!(person, PersonCode::Definitive(code("MRSMSR81D60Z611H")));
    assert_eq!(PersonCode::parse_own("MRSMSR81D60Z611A"), Err(FiscalCodeError::CheckCharacter));
    assert_eq!(DebtorCode::from(person), DebtorCode::Person(code("MRSMSR81D60Z611H")));
}
