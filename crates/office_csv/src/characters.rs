//! Characters that cannot be seen.

use unicode_normalization::UnicodeNormalization as _;

use crate::error::Rule;

/// A control character, or one that shows nothing: soft hyphen, zero-width characters, direction marks, byte order mark,
/// fillers, tags. Such a character makes two equal names different, and a name read backwards.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The first character of a cell that cannot be seen.
pub(crate) fn check(text: &str) -> Result<(), Rule> {
    match text.chars().zip(1..).find(|(c, _)| is_unseen(*c)) {
        Some(('\r' | '\n', _)) => Err(Rule::LineBreak),
        Some((c, at)) => Err(Rule::Invisible { at, code: u32::from(c) }),
        None => Ok(()),
    }
}

/// The text in one spelling: letters with their accents as one character (NFC) and plain blanks. Macs write a letter and its
/// accent apart, and spreadsheets no-break spaces; both look the same.
pub(crate) fn one_spelling(text: &str) -> String {
    text.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}
