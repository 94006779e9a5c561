#![no_main]

use libfuzzer_sys::fuzz_target;
use pagopa::{CheckDigits, Iuv, NoticeNumber};

fuzz_target!(|text: &str| {
    if let Ok(read) = NoticeNumber::parse(text) {
        let number = read.value;
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(number.to_string(), digits);
        assert_eq!(number.grouped().parse(), Ok(number));
        assert_eq!(number.iuv().to_string().parse(), Ok(number.iuv()));
        assert_eq!(read.warnings.is_empty(), !matches!(number.check_digits(), CheckDigits::Wrong { .. }));
    }
    if let Ok(iuv) = text.parse::<Iuv>() {
        assert_eq!(iuv.to_string().parse(), Ok(iuv));
    }
});
