//! Takes addresses and fiscal codes out of text that comes from other servers, and keeps it on one line.
//!
//! A mail server repeats the mailbox in its refusal, and the platform the debtor's fiscal code. Neither belongs into a log.

use pagopa::FiscalCode;

/// In place of an e-mail address.
const ADDRESS: &str = "[address]";
/// In place of a fiscal code of a person or a body.
const CODE: &str = "[fiscal code]";

/// The text without e-mail addresses and fiscal codes. `own` is the creditor's code, which is public and stays.
pub fn masked(text: &str, own: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_of_a_word) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c| !is_of_a_word(c)).unwrap_or(from.len()));
        written.push_str(before);
        if is_address(word) {
            written.push_str(ADDRESS);
        } else {
            mask_codes(&mut written, word, own);
        }
        rest = after;
    }
    written.push_str(rest);
    written
}

/// The text on one line: control characters and line separators become blanks. What a server writes cannot look like
/// another line of the log.
pub fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect()
}

/// The reason of another server for a refusal, as it may be stored and shown: at most 200 characters.
pub fn reason(text: &str) -> String {
    const LONGEST: usize = 200;
    let text = masked(&on_one_line(text), "");
    text.chars().take(LONGEST).collect::<String>().trim().to_owned()
}

fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Characters of an address that is not quoted (RFC 5321, `atext`), and letters of other scripts.
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || "@.!#$%&*+-/?^_`{|}~".contains(c)
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

/// A code stands between other letters and digits or punctuation: `cf=…`, `RF/…`.
fn mask_codes(written: &mut String, word: &str, own: &str) {
    let mut rest = word;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (before, from) = rest.split_at(start);
        let (part, after) = from.split_at(from.find(|c: char| !c.is_alphanumeric()).unwrap_or(from.len()));
        written.push_str(before);
        written.push_str(if is_code(part) && part != own { CODE } else { part });
        rest = after;
    }
    written.push_str(rest);
}

/// A person's 16 characters, or 11 digits. A request id has 16 characters too, all of them hexadecimal.
fn is_code(part: &str) -> bool {
    let is_hexadecimal = || part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    match part.len() {
        11 => part.bytes().all(|byte| byte.is_ascii_digit()),
        16 => !is_hexadecimal() && part.parse::<FiscalCode>().is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_fiscal_codes_are_masked_wherever_they_stand() {
        for (text, expected) in [
            ("550 5.1.1 <anna.perrin@example.org>: no", "550 5.1.1 <[address]>: no"),
            ("to=anna+x@xn--mller-kva.example.", "to=[address]"),
            ("utente anna@müller.example ignoto", "utente [address] ignoto"),
            ("debtor RSSMRA45C12F205C is wrong", "debtor [fiscal code] is wrong"),
            ("debtor rssmra45c12f205c", "debtor [fiscal code]"),
            ("cf=RSSMRA45C12F205C;x", "cf=[fiscal code];x"),
            ("/debtors/RSSMRA45C12F205C/x", "/debtors/[fiscal code]/x"),
            ("{\"fiscalCode\":\"RSSMRA45C12F205C\"}", "{\"fiscalCode\":\"[fiscal code]\"}"),
            ("Ente 00101440073", "Ente 00101440073"),
            (
                "position 00101440073-01JD3Z8K0V7Q2M5N9R4T6W8Y0A",
                "position 00101440073-01JD3Z8K0V7Q2M5N9R4T6W8Y0A",
            ),
            ("avviso 302032002700000251", "avviso 302032002700000251"),
            ("request_id=0123456789abcdef", "request_id=0123456789abcdef"),
            ("5 @ 3, user@, @host", "5 @ 3, user@, @host"),
            ("", ""),
        ] {
            assert_eq!(masked(text, "00101440073"), expected, "{text}");
        }
        assert_eq!(masked("Ente 00101440073", ""), "Ente [fiscal code]");
    }

    #[test]
    fn text_of_another_server_is_one_line_and_short() {
        let text = "550 no\r\n2026-01-01T00:00:00Z  INFO gateway: signed in\u{2028}x\u{1b}[31m";
        assert_eq!(reason(text), "550 no  2026-01-01T00:00:00Z  INFO gateway: signed in x [31m");
        assert_eq!(reason(&"é".repeat(500)).chars().count(), 200);
    }
}
