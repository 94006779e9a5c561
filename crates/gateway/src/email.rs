//! E-mail addresses as people type and paste them, in the one form in which they are compared and sent.

use idna::{domain_to_ascii, domain_to_unicode};
use pagopa::is_invisible;

/// Maximum length of an address in bytes (RFC 5321, section 4.5.3.1.3).
pub const LONGEST: usize = 254;

/// Without blanks and invisible characters around and in it, in lower case, with the domain as A-labels (RFC 5890): the two
/// forms of an internationalised domain are one. A domain that cannot be written so stays as it is.
pub fn normalised(typed: &str) -> String {
    let text: String = typed
        .trim()
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if c == '\u{ff20}' { '@' } else { c })
        .collect();
    let text = text.trim().to_lowercase();
    match text.rsplit_once('@') {
        Some((local, domain)) => match domain_to_ascii(domain) {
            Ok(ascii) if !ascii.is_empty() => format!("{local}@{ascii}"),
            _ => text,
        },
        None => text,
    }
}

/// As mail servers take it: with the domain as A-labels. A local part of another script needs a server that takes those.
pub fn with_ascii_domain(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => match domain_to_ascii(domain) {
            Ok(ascii) => format!("{local}@{ascii}"),
            Err(_) => address.to_owned(),
        },
        None => address.to_owned(),
    }
}

/// The other form, in which the office's file may have it: the domain with letters of its own script.
pub fn with_unicode_domain(normalised: &str) -> String {
    match normalised.rsplit_once('@') {
        Some((local, domain)) => match domain_to_unicode(domain) {
            (unicode, Ok(())) => format!("{local}@{unicode}"),
            _ => normalised.to_owned(),
        },
        None => normalised.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_domain_are_one_address() {
        for typed in [
            "anna@m\u{fc}ller.example",
            "anna@mu\u{308}ller.example",
            "Anna@M\u{dc}LLER.example",
            "anna@xn--mller-kva.example",
            "anna@XN--MLLER-KVA.example",
            " anna@m\u{fc}ller.example\u{a0}",
            "\u{200e}anna@m\u{fc}ller\u{3002}example\u{200f}",
            "an\u{ad}na\u{200b}@m\u{fc}ller.example\u{feff}",
            "anna\u{ff20}m\u{fc}ller.example",
        ] {
            assert_eq!(normalised(typed), "anna@xn--mller-kva.example", "{typed}");
        }
        assert_eq!(with_unicode_domain("anna@xn--mller-kva.example"), "anna@m\u{fc}ller.example");
        assert_eq!(with_unicode_domain("anna@example.org"), "anna@example.org");
    }

    #[test]
    fn what_is_no_address_stays_to_be_refused() {
        for typed in ["", "anna", "@", "anna@", "an na@example.org", "anna@exa mple.org"] {
            assert_eq!(normalised(typed), typed, "{typed}");
        }
    }
}
