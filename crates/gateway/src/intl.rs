//! Money, dates and lists as the browser's `Intl` writes them in the app, so that a page and the app say the same.
//!
//! From Unicode's CLDR 48 for `it`, `fr` and `en-GB`, the locales that `src/browser/intl.rs` uses.

use contract::{Language, SignedMoney};

use crate::clock::Moment;

/// A no-break space, and in French between groups a narrow one.
const NO_BREAK: char = '\u{a0}';
const NARROW: char = '\u{202f}';

/// `25,00 €`, `1.234.500,00 €`; in English `€25.00`. Unbroken.
pub fn money(language: Language, cents: u64) -> String {
    let (euro, rest) = (cents / 100, cents % 100);
    match language {
        // Italian separates from five digits on: 1234,50 and 12.345,00.
        Language::It if euro < 10_000 => format!("{euro},{rest:02}{NO_BREAK}€"),
        Language::It => format!("{},{rest:02}{NO_BREAK}€", grouped(euro, '.')),
        Language::Fr => format!("{},{rest:02}{NO_BREAK}€", grouped(euro, NARROW)),
        Language::En => format!("€{}.{rest:02}", grouped(euro, ',')),
    }
}

/// With the real minus sign (U+2212), which screen readers read.
pub fn signed_money(language: Language, cents: i64) -> String {
    let sign = if cents < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", money(language, cents.unsigned_abs()))
}

/// The same for a balance.
pub fn balance(language: Language, balance: SignedMoney) -> String {
    signed_money(language, balance.cents())
}

/// Digits in groups of three.
fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Date and time in Italy: `23 nov 2026, 13:16`.
pub fn moment(language: Language, at: Moment) -> String {
    const IT: [&str; 12] =
        ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"];
    const FR: [&str; 12] =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    const EN: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
    let local = at.in_italy();
    let months = match language {
        Language::It => IT,
        Language::Fr => FR,
        Language::En => EN,
    };
    let month = usize::try_from(local.month() - 1).ok().and_then(|month| months.get(month)).unwrap_or(&"");
    format!("{} {month} {}, {:02}:{:02}", local.day(), local.year(), local.hour(), local.minute())
}

/// `Anna`, `Anna e Luca`, `Anna, Luca e Zoe`.
pub fn list(language: Language, items: &[String]) -> String {
    let and = match language {
        Language::It => " e ",
        Language::Fr => " et ",
        Language::En => " and ",
    };
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => [&others.join(", "), and, last].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_each_language_does() {
        assert_eq!(money(Language::It, 6240), "62,40\u{a0}€");
        assert_eq!(money(Language::It, 123_450), "1234,50\u{a0}€");
        assert_eq!(money(Language::It, 1_234_500), "12.345,00\u{a0}€");
        assert_eq!(money(Language::Fr, 123_450), "1\u{202f}234,50\u{a0}€");
        assert_eq!(money(Language::En, 99_999_999), "€999,999.99");
        assert_eq!(money(Language::En, 5), "€0.05");
        assert_eq!(signed_money(Language::It, -1440), "\u{2212}14,40\u{a0}€");
        assert_eq!(signed_money(Language::En, -5), "\u{2212}€0.05");
        assert_eq!(signed_money(Language::Fr, 0), "0,00\u{a0}€");
        assert_eq!(signed_money(Language::En, i64::MIN), "\u{2212}€92,233,720,368,547,758.08");
    }

    #[test]
    fn a_moment_is_on_the_clock_in_italy() {
        let summer = Moment::parse("2026-06-30T22:05:00Z").unwrap();
        let winter = Moment::parse("2026-12-31T23:30:00Z").unwrap();
        assert_eq!(moment(Language::It, summer), "1 lug 2026, 00:05");
        assert_eq!(moment(Language::Fr, summer), "1 juil. 2026, 00:05");
        assert_eq!(moment(Language::En, winter), "1 Jan 2027, 00:30");
    }

    #[test]
    fn names_are_joined_by_a_word() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(list(Language::It, &names(&["Anna"])), "Anna");
        assert_eq!(list(Language::Fr, &names(&["Anna", "Luca"])), "Anna et Luca");
        assert_eq!(list(Language::En, &names(&["Anna", "Luca", "Zoe"])), "Anna, Luca and Zoe");
        assert_eq!(list(Language::It, &[]), "");
    }
}
