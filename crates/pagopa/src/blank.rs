//! Blanks in pasted text: every Unicode space, and the invisible characters that text from PDFs, spreadsheets and
//! right-to-left documents contains.

pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Invisible characters: zero-width spaces and joiners, direction marks, soft hyphen, byte order mark.
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}
