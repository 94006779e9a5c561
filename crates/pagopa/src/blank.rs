//! What counts as a blank in text that people paste: every Unicode space, and the invisible marks that
//! come along from PDFs, spreadsheets and right-to-left text.

pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Takes no room on paper: zero-width spaces and joiners, direction marks, soft hyphen, byte order mark.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}
