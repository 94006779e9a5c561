//! From bytes to text. The encoding is found by its mark or by its bytes; what fits no encoding is refused.
//!
//! Without a mark a file is UTF-8 if all of it is, because no other encoding of Italian text happens to be. Otherwise it is
//! Windows-1252, as Excel saves *CSV*. Excel for Mac and *CSV (MS-DOS)* use other tables, in which the same bytes are other
//! letters: they are recognised by symbols and capitals inside words (`ThŽo`, `Th‚o`), and refused.

use std::fmt;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::BadLine;

/// How a file's characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// UTF-16 with its mark: Excel's *Unicode text*.
    Utf16,
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

const SAVE_AS_UTF8: &str = "save the file as «CSV UTF-8» and import that";

/// The first bytes of files that are no text: a workbook (a ZIP archive, or its older form), a PDF.
const OTHER_FILES: [&[u8]; 3] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"%PDF"];

pub(crate) fn decode(bytes: &[u8]) -> Result<(String, Encoding), BadLine> {
    if bytes.is_empty() {
        return Err(BadLine::new(1, "the file is empty"));
    }
    if OTHER_FILES.iter().any(|start| bytes.starts_with(start)) {
        let rule = format!("this is no CSV file but a workbook or a PDF: {SAVE_AS_UTF8}");
        return Err(BadLine::new(1, rule));
    }
    let (text, encoding) = if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        (utf8(rest).map_err(|line| BadLine::new(line, not_utf8()))?, Encoding::Utf8)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        (utf16(UTF_16LE, rest)?, Encoding::Utf16)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        (utf16(UTF_16BE, rest)?, Encoding::Utf16)
    } else if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let rule = format!("it holds bytes of zero, as UTF-16 without its mark does: {SAVE_AS_UTF8}");
        return Err(BadLine::new(line_at(bytes, at), rule));
    } else if let Ok(text) = utf8(bytes) {
        (text, Encoding::Utf8)
    } else {
        (windows_1252(bytes)?, Encoding::Windows1252)
    };
    check_letters(&text)?;
    Ok((text, encoding))
}

fn not_utf8() -> String {
    format!("the file begins as UTF-8, and this line is something else: {SAVE_AS_UTF8}")
}

/// The text, or the line at which it is no UTF-8.
fn utf8(bytes: &[u8]) -> Result<String, u64> {
    let text = std::str::from_utf8(bytes).map_err(|error| line_at(bytes, error.valid_up_to()))?;
    Ok(text.to_owned())
}

fn utf16(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<String, BadLine> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned)
        .ok_or_else(|| BadLine::new(1, format!("the file begins as UTF-16 and is damaged: {SAVE_AS_UTF8}")))
}

fn windows_1252(bytes: &[u8]) -> Result<String, BadLine> {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let (mut before, mut last) = (' ', ' ');
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        if is_of_another_table(before, last, c, next) {
            let rule = format!(
                "a letter with an accent is written in an encoding that is neither UTF-8 nor Windows-1252: \
                 {SAVE_AS_UTF8}"
            );
            return Err(BadLine::new(line_at(text.as_bytes(), at), rule));
        }
        (before, last) = (last, c);
    }
    Ok(text.into_owned())
}

/// Whether this character of Windows-1252, in this place of a word, must be a letter of another table: Mac Roman or
/// code page 850.
fn is_of_another_table(before: char, last: char, c: char, next: char) -> bool {
    match c {
        // Bytes without a character.
        '\u{80}'..='\u{9F}' | 'ƒ' => true,
        '‚' | 'ˆ' | '˜' | '‰' | '†' | '‡' => last.is_alphabetic() || next.is_alphabetic(),
        _ if c.is_ascii() || !last.is_alphabetic() => false,
        '’' | '»' | '°' | 'º' | 'ª' | '\u{A0}' => false,
        '”' => next.is_alphabetic(),
        _ if c.is_uppercase() => last.is_lowercase(),
        _ if c.is_lowercase() => last.is_uppercase() && before.is_uppercase(),
        _ => true,
    }
}

/// Refuses letters that were lost or spoilt before the file was saved.
fn check_letters(text: &str) -> Result<(), BadLine> {
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let spoilt = match last {
            // UTF-8 that was once read as Windows-1252: `Ã©` for `é`, `â€™` for an apostrophe.
            'Ã' | 'Â' => is_upper_half_symbol(c),
            'â' => c == '€',
            _ => false,
        };
        if spoilt || c == '\u{FFFD}' {
            let rule = "a letter with an accent was lost when the file was saved or opened in the wrong encoding: \
                        export the file anew";
            return Err(BadLine::new(line_at(text.as_bytes(), at), rule));
        }
        last = c;
    }
    Ok(())
}

/// What Windows-1252 shows for the bytes 80 to BF.
const fn is_upper_half_symbol(c: char) -> bool {
    matches!(
        c,
        '\u{80}'
            ..='\u{BF}'
                | '€'
                | '‚'
                | 'ƒ'
                | '„'
                | '…'
                | '†'
                | '‡'
                | 'ˆ'
                | '‰'
                | 'Š'
                | '‹'
                | 'Œ'
                | 'Ž'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '•'
                | '–'
                | '—'
                | '˜'
                | '™'
                | 'š'
                | '›'
                | 'œ'
                | 'ž'
                | 'Ÿ'
    )
}

/// The line of a byte, as an editor counts.
pub(crate) fn line_at(bytes: &[u8], at: usize) -> u64 {
    let before = bytes.get(..at).unwrap_or(bytes);
    1 + line_breaks(before)
}

/// LF, CRLF and CR alone each end a line.
pub(crate) fn line_breaks(bytes: &[u8]) -> u64 {
    let mut breaks = 0;
    let mut last = 0;
    for byte in bytes {
        if *byte == b'\r' || (*byte == b'\n' && last != b'\r') {
            breaks += 1;
        }
        last = *byte;
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> (String, Encoding) {
        decode(bytes).unwrap()
    }

    #[test]
    fn marks_and_bytes_say_the_encoding() {
        assert_eq!(of("\u{FEFF}Zoé".as_bytes()), ("Zoé".into(), Encoding::Utf8));
        assert_eq!(of("Zoé".as_bytes()), ("Zoé".into(), Encoding::Utf8));
        assert_eq!(of(b"Zo\xE9"), ("Zoé".into(), Encoding::Windows1252));
        assert_eq!(of(b"dell\x92infanzia, \x80 5"), ("dell’infanzia, € 5".into(), Encoding::Windows1252));
        assert_eq!(of(b"\xFF\xFEZ\0o\0\xE9\0"), ("Zoé".into(), Encoding::Utf16));
        assert_eq!(of(b"\xFE\xFF\0Z\0o\0\xE9"), ("Zoé".into(), Encoding::Utf16));
    }

    #[test]
    fn ordinary_words_in_windows_1252_are_read() {
        for words in [
            "Noël, Élise, D’Àrçon; Muñoz",
            "NICOLÒ, CITTÀ, PERCHÉ",
            "«Perché» – sì, “forse” … 1° piano",
            "Ø, Æneas, Šimon, Žana",
            "Jörg Müller-Lüdenscheidt",
        ] {
            let (bytes, _, lost) = WINDOWS_1252.encode(words);
            assert!(!lost);
            assert_eq!(of(&bytes), (words.into(), Encoding::Windows1252));
        }
    }

    #[test]
    fn letters_of_mac_roman_and_code_page_850_are_refused() {
        // Théo, Nicolò, città, dell’infanzia (with an é elsewhere), NICOLÒ, Noël
        let mac: [&[u8]; 5] = [b"Th\x8Eo", b"Nicol\x98", b"citt\x88", b"dell\xD5infanzia", b"NICOL\xF1"];
        let dos: [&[u8]; 5] = [b"Th\x82o", b"Nicol\x95", b"citt\x85", b"Luc\x8D", b"NICOL\xE3"];
        for (index, word) in mac.into_iter().chain(dos).enumerate() {
            let mut bytes = b"account\r\n".to_vec();
            bytes.extend(word);
            let bad = decode(&bytes).unwrap_err();
            assert!(bad.line == 2 && bad.rule.contains("CSV UTF-8"), "{index}: {bad:?}");
        }
    }

    #[test]
    fn letters_that_are_spoilt_already_are_refused() {
        for text in ["a\nThÃ©o", "a\ncittÃ\u{A0}", "a\ndellâ€™infanzia", "a\nTh\u{FFFD}o"] {
            let bad = decode(text.as_bytes()).unwrap_err();
            assert!(bad.line == 2 && bad.rule.contains("anew"), "{text}: {bad:?}");
        }
        // UTF-8 in one line and Windows-1252 in another.
        assert_eq!(decode(b"Th\xC3\xA9o\nTh\xE9o").unwrap_err().line, 1);
        assert_eq!(of("JOÃO, Ângela, âge".as_bytes()).1, Encoding::Utf8);
    }

    #[test]
    fn files_that_are_no_text_are_refused() {
        for bytes in
            [&b"PK\x03\x04\x14\0"[..], b"\xD0\xCF\x11\xE0\xA1", b"%PDF-1.7", b"", b"a\0c\0", b"\xFF\xFEa"]
        {
            decode(bytes).unwrap_err();
        }
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nTh\xE9o").unwrap_err().line, 2);
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts() {
        assert_eq!(line_at(b"a\nb\r\nc\rd", 7), 4);
        assert_eq!(line_at(b"a\r\n\r\nb", 5), 3);
        assert_eq!(line_at(b"a", 0), 1);
    }
}
