//! Text in characters that the fonts have, so that no letter shows the box of a missing character.
//!
//! The fonts have the Latin letters with their accents. A character that they lack is replaced by its plain form, if it
//! has one (`ﬁ`, `Ａ`, `ễ`). Other symbols and emoji are dropped. Letters of other scripts become `[…]`, so that the
//! reader sees that something is missing. Characters that control text direction are dropped, because they could make
//! text read backwards.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::typeface;

const OMISSION: &str = "[…]";

/// The text in characters that every font for words has, or `[…]` if no character is left.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        push(&mut out, c);
    }
    let printed = out.split_whitespace().collect::<Vec<_>>().join(" ");
    if printed.is_empty() { OMISSION.to_owned() } else { printed }
}

fn push(out: &mut String, c: char) {
    if c.is_whitespace() {
        out.push(' ');
    } else if typeface::has(c) && !is_invisible(c) {
        out.push(c);
    } else if let Some(plain) = plain(c) {
        out.push_str(&plain);
    } else if c.is_alphanumeric() && !out.ends_with(OMISSION) {
        out.push_str(OMISSION);
    }
}

/// Soft hyphens and other invisible characters: some fonts have a glyph for them, which must not be printed.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The letter without its accents, or the letters that replace it.
fn plain(c: char) -> Option<String> {
    let compatible: String = std::iter::once(c).nfkc().collect();
    if compatible.chars().all(|c| typeface::has(c) && !is_invisible(c)) {
        return Some(compatible);
    }
    let base: String = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).collect();
    (!base.is_empty() && base.chars().all(|c| typeface::has(c) && !is_invisible(c))).then_some(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_ligatures_and_typographic_marks_stay() {
        for text in ["Françoise Cœur-D’Àrçon", "Šárka Dvořáková", "Größe · 50% | «ciao»"] {
            assert_eq!(printable(text), text);
        }
        assert_eq!(printable("e\u{301}cole"), "école", "composed");
    }

    #[test]
    fn characters_are_replaced_by_their_plain_form() {
        assert_eq!(printable("ﬁlet Ａ１ Nguyễn"), "filet A1 Nguyen");
    }

    #[test]
    fn emoji_and_control_characters_are_dropped() {
        assert_eq!(printable("Leo 🦁 Rossi 👩‍👧"), "Leo Rossi");
        assert_eq!(printable("Mario\u{202E}ittoR\u{200B} \u{FEFF}Bi\u{AD}anchi"), "MarioittoR Bianchi");
        assert_eq!(printable("a\u{7}b\tc\nd"), "ab c d");
    }

    #[test]
    fn letters_of_other_scripts_become_an_ellipsis_in_brackets() {
        assert_eq!(printable("محمد Rossi"), "[…] Rossi");
        assert_eq!(printable("Ольга 李 Bianchi"), "[…] […] Bianchi");
        assert_eq!(printable("🦁"), "[…]");
    }
}
