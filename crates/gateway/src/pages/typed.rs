//! Checks of typed text: the e-mail address and the code.

use pagopa::{is_invisible, to_ascii_digit};

use crate::email::LONGEST;

/// A text before an `@`, a text with a dot after it, and no blanks: enough to detect a typing mistake.
pub fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let dotted = domain.split_once('.').is_some_and(|(name, end)| !name.is_empty() && !end.is_empty());
    !local.is_empty()
        && dotted
        && !domain.ends_with('.')
        && text.len() <= LONGEST
        && !text.contains(char::is_whitespace)
}

/// The digits of a typed or pasted code, without what mail apps and keyboards add: blanks, dashes, dots, and invisible
/// characters such as direction marks. Digits of other scripts are read as ours.
/// `None` if it contains other characters or another number of digits.
pub fn code(text: &str, digits: u32) -> Option<String> {
    let code: String = text.chars().filter(|c| !is_spacer(*c)).map(to_ascii_digit).collect();
    let right_length = u32::try_from(code.len()).is_ok_and(|length| length == digits);
    (right_length && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

fn is_spacer(c: char) -> bool {
    c.is_whitespace()
        || is_invisible(c)
        || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | ',' | '\u{b7}' | '\u{2022}' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_text_on_both_sides_of_the_at_sign() {
        for good in ["anna@example.org", "a.b+c@posta.regione.vda.it", "\"a@b\"@example.org"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in [
            "",
            "anna",
            "anna@",
            "@example.org",
            "anna@example",
            "anna@.org",
            "anna@example.",
            "an na@example.org",
        ] {
            assert!(!looks_like_email(bad), "{bad}");
        }
        assert!(!looks_like_email(&[&"a".repeat(250), "@b.it"].concat()));
    }

    #[test]
    fn a_pasted_code_may_have_blanks_and_dashes() {
        for good in [
            "123456",
            " 123 456\n",
            "123-456",
            "1 2 3 4 5 6",
            "\u{a0}123456",
            "123\u{2013}456",
            "123.456",
            "123·456.",
            "\u{200e}123456\u{200f}",
            "\u{2068}123\u{200b}456\u{2069}",
            "１２３４５６",
            "١٢٣٤٥٦",
            "۱۲۳۴۵۶",
            "१२३४५६",
            "12٣٤56",
        ] {
            assert_eq!(code(good, 6).as_deref(), Some("123456"), "{good}");
        }
        for bad in ["", "12345", "1234567", "12345a", "12😀456", "١٢٣٤٥", "12345²"] {
            assert_eq!(code(bad, 6), None, "{bad}");
        }
    }
}
