#![no_main]

use libfuzzer_sys::fuzz_target;
use pagopa::{Codeline, QrPayload, RptId, Warning};

fuzz_target!(|text: &str| {
    if let Ok(read) = QrPayload::parse(text) {
        // A parsed payload is printed in regular form, so parsing it again gives no warning about the text.
        let again = QrPayload::parse(&read.value.to_string()).expect("printed payload is read");
        assert_eq!(again.value, read.value);
        let is_long = read.value.amount().is_none();
        assert_eq!(is_long, again.warnings.iter().any(|w| matches!(w, Warning::QrAmountLength { .. })));
    }
    if let Ok(id) = text.parse::<RptId>() {
        assert_eq!(id.to_string(), text);
    }
    if let Ok(line) = text.parse::<Codeline>() {
        assert_eq!(line.to_string().parse(), Ok(line));
    }
});
