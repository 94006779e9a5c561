//! Amounts and dates in the format of each language.

use pagopa::Amount;
use time::{Date, macros::format_description};

use crate::language::Language;

/// `1.020,99` in Italian, `1,020.99` in English, `1 020,99` in French. Source: notice guide, "Importo e scadenza". It
/// has no rule for French, which takes a no-break space.
pub(crate) fn amount(amount: Amount, language: Language) -> String {
    cents(amount.cents(), language)
}

/// The same for a sum, which may be larger than any amount.
pub(crate) fn cents(cents: u64, language: Language) -> String {
    let (thousands, decimals) = match language {
        Language::Italian => ('.', ','),
        Language::French => ('\u{A0}', ','),
        Language::English => (',', '.'),
    };
    let euros = (cents / 100).to_string();
    let mut out = String::with_capacity(16);
    for (place, digit) in (0..euros.len()).rev().zip(euros.chars()) {
        out.push(digit);
        if place > 0 && place % 3 == 0 {
            out.push(thousands);
        }
    }
    out.push(decimals);
    out.push_str(&format!("{:02}", cents % 100));
    out
}

/// `31/12/2026`.
pub(crate) fn day(day: Date) -> String {
    // A date always has all three parts, so formatting cannot fail.
    day.format(format_description!("[day]/[month]/[year]")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_are_kept_and_thousands_are_grouped() {
        for (cents, italian, english) in [
            (1, "0,01", "0.01"),
            (999, "9,99", "9.99"),
            (2_500, "25,00", "25.00"),
            (100_000, "1.000,00", "1,000.00"),
            (123_456, "1.234,56", "1,234.56"),
            (2_147_483_648, "21.474.836,48", "21,474,836.48"),
            (9_999_999_999, "99.999.999,99", "99,999,999.99"),
        ] {
            let money = Amount::from_cents(cents).unwrap();
            assert_eq!(amount(money, Language::Italian), italian);
            assert_eq!(amount(money, Language::English), english);
            assert_eq!(amount(money, Language::French), italian.replace('.', "\u{A0}"));
        }
    }

    #[test]
    fn a_day_is_written_as_the_guide_does() {
        assert_eq!(day(time::macros::date!(2026 - 01 - 09)), "09/01/2026");
    }
}
