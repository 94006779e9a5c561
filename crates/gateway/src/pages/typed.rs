//! Checks of typed text: the e-mail address and the code.

/// Maximum length of an address in bytes (RFC 5321, section 4.5.3.1.3).
const LONGEST_ADDRESS: usize = 254;

/// A text before an `@`, a text with a dot after it, and no blanks: enough to detect a typing mistake.
pub fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let dotted = domain.split_once('.').is_some_and(|(name, end)| !name.is_empty() && !end.is_empty());
    !local.is_empty()
        && dotted
        && !domain.ends_with('.')
        && text.len() <= LONGEST_ADDRESS
        && !text.contains(char::is_whitespace)
}

/// The digits of a typed or pasted code, without the blanks and dashes that mail apps add.
/// `None` if it contains other characters or another number of digits.
pub fn code(text: &str, digits: u32) -> Option<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let right_length = u32::try_from(code.len()).is_ok_and(|length| length == digits);
    (right_length && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
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
        for good in ["123456", " 123 456\n", "123-456", "1 2 3 4 5 6", "\u{a0}123456"] {
            assert_eq!(code(good, 6).as_deref(), Some("123456"), "{good}");
        }
        for bad in ["", "12345", "1234567", "12345a", "１２３４５６", "12😀456"] {
            assert_eq!(code(bad, 6), None, "{bad}");
        }
    }
}
