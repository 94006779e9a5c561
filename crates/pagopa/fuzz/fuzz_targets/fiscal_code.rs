#![no_main]

use libfuzzer_sys::fuzz_target;
use pagopa::{CreditorCode, FiscalCode, PersonCode, PostalAccount};

fuzz_target!(|text: &str| {
    if let Ok(read) = FiscalCode::parse(text) {
        let code = read.value;
        assert_eq!(code.to_string().parse(), Ok(code));
        assert_eq!(FiscalCode::parse_own(text).is_ok(), read.warnings.is_empty());
        let plain = code.without_omocodia();
        assert!(!plain.has_omocodia());
        assert_eq!(plain.place_code(), code.place_code());
        assert!((1..=31).contains(&code.birth_day()) && (1..=12).contains(&code.birth_month()));
    }
    if let Ok(read) = CreditorCode::parse(text) {
        assert_eq!(read.value.to_string().parse(), Ok(read.value));
    }
    if let Ok(code) = text.parse::<PersonCode>() {
        assert_eq!(code.to_string().parse(), Ok(code));
        let is_right = match code {
            PersonCode::Definitive(code) => code.check_character_ok(),
            PersonCode::Provisional(code) => code.checksum_ok(),
        };
        assert_eq!(PersonCode::parse_own(text).is_ok(), is_right);
    }
    if let Ok(account) = text.parse::<PostalAccount>() {
        assert_eq!(account.to_string().parse(), Ok(account));
    }
});
