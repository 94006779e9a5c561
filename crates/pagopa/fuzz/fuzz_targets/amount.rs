#![no_main]

use libfuzzer_sys::fuzz_target;
use pagopa::Amount;

fuzz_target!(|text: &str| {
    if let Ok(amount) = Amount::from_typed(text) {
        assert!(amount <= Amount::MAX);
        assert_eq!(amount.to_string().parse(), Ok(amount));
        // Only leading zeros and missing decimals differ from the typed text.
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let (read, typed) = (digits(&amount.to_string()), digits(text));
        let missing = read.trim_start_matches('0').strip_prefix(typed.trim_start_matches('0'));
        assert!(missing.is_some_and(|zeros| matches!(zeros, "" | "0" | "00")));
    }
    if let Ok(amount) = text.parse::<Amount>() {
        assert_eq!(amount.to_string(), text);
        assert_eq!(Amount::from_typed(text), Ok(amount));
    }
});
