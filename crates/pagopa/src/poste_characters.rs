//! Poste's character set, and the conversion of other text to it.
//!
//! The set is digits, upper-case letters, blank and `& ' , - . : _` (Poste's manual, p. 59, as cited by two programs
//! written from it). Any other character becomes a blank. Accented letters and typographic marks are first replaced by
//! their plain forms, so that names keep their letters.

use crate::blank::is_invisible;

/// Base letters of U+00C0 to U+017F (Latin-1 and Extended-A). A blank means no base letter, or two.
const LATIN: &str = concat!(
    "AAAAAA CEEEEIIIIDNOOOOO OUUUUY  AAAAAA CEEEEIIIIDNOOOOO OUUUUY Y",
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIII  JJKKKLLLLLLL",
    "LLLNNNNNN NNOOOOOO  RRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS",
);

/// Base letters of U+1E00 to U+1EFF (Extended Additional: Vietnamese, Welsh, dotted and barred letters).
const LATIN_ADDITIONAL: &str = concat!(
    "AABBBBBBCCDDDDDDDDDDEEEEEEEEEEFFGGHHHHHHHHHHIIIIKKKKKKLLLLLLLLMM",
    "MMMMNNNNNNNNOOOOOOOOPPPPRRRRRRRRSSSSSSSSSSTTTTTTTTUUUUUUUUUUVVVV",
    "WWWWWWWWWWXXXXYYZZZZZZHTWY S    AAAAAAAAAAAAAAAAAAAAAAAAEEEEEEEE",
    "EEEEEEEEIIIIOOOOOOOOOOOOOOOOOOOOOOOOUUUUUUUUUUUUUUYYYYYYYY      ",
);

/// Whether the character is in Poste's set, in upper or lower case.
pub(crate) fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == ' ' || is_allowed_mark(c)
}

const fn is_allowed_mark(c: char) -> bool {
    matches!(c, '&' | '\'' | ',' | '-' | '.' | ':' | '_')
}

/// Converts the text to Poste's set, trims it and cuts it after `width` characters. Each character is one byte.
pub(crate) fn fold(text: &str, width: usize) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| push_folded(&mut folded, c));
    let cut = folded.trim().get(..width).unwrap_or(folded.trim());
    cut.trim_end().to_owned()
}

fn push_folded(out: &mut String, c: char) {
    match c {
        _ if c.is_ascii_alphanumeric() => out.push(c.to_ascii_uppercase()),
        _ if is_allowed_mark(c) => out.push(c),
        // Combining accents, whose letter comes before them, and variation selectors.
        '\u{300}'..='\u{36F}' | '\u{FE00}'..='\u{FE0F}' => {}
        _ if is_invisible(c) => {}
        '`' | '\u{B4}' | '\u{2B9}'..='\u{2BC}' | '\u{2018}'..='\u{201B}' | '\u{2032}' => out.push('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '\u{2026}' => out.push_str("..."),
        // Full-width forms of ASCII.
        '\u{FF01}'..='\u{FF5E}' => {
            if let Some(ascii) = char::from_u32(u32::from(c) - 0xFEE0) {
                push_folded(out, ascii);
            }
        }
        _ => match two_letters(c) {
            Some(letters) => out.push_str(letters),
            None => out.push_str(base_letter(c)),
        },
    }
}

const fn two_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'Æ' | 'æ' => "AE",
        'Œ' | 'œ' => "OE",
        'ß' | 'ẞ' => "SS",
        'Þ' | 'þ' => "TH",
        'Ĳ' | 'ĳ' => "IJ",
        'ŉ' => "'N",
        'Ǆ'..='ǆ' | 'Ǳ'..='ǳ' => "DZ",
        'Ǉ'..='ǉ' => "LJ",
        'Ǌ'..='ǌ' => "NJ",
        'ﬀ' => "FF",
        'ﬁ' => "FI",
        'ﬂ' => "FL",
        _ => return None,
    })
}

/// The base letter, or a blank if the character is not a Latin letter.
fn base_letter(c: char) -> &'static str {
    let (table, first) = match c {
        'À'..='ſ' => (LATIN, 'À'),
        'Ḁ'..='ỿ' => (LATIN_ADDITIONAL, 'Ḁ'),
        'ª' | 'Ǎ' | 'ǎ' => return "A",
        'Ə' | 'ə' => return "E",
        'Ǐ' | 'ǐ' => return "I",
        'º' | 'Ơ' | 'ơ' | 'Ǒ' | 'ǒ' | 'Ǫ' | 'ǫ' => return "O",
        'Ș' | 'ș' => return "S",
        'Ț' | 'ț' => return "T",
        'Ư' | 'ư' | 'Ǔ'..='ǜ' => return "U",
        'Ǧ' | 'ǧ' => return "G",
        _ => return " ",
    };
    let index = u32::from(c) - u32::from(first);
    usize::try_from(index).ok().and_then(|index| table.get(index..=index)).unwrap_or(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_folded_to_their_letter() {
        assert_eq!(fold("Niccolò D’Àrçon-Müller", 40), "NICCOLO D'ARCON-MULLER");
        assert_eq!(fold("e\u{301}cole", 40), "ECOLE");
        assert_eq!(fold("Łukasz Øster Đorđe Straße Cœur Ægir", 40), "LUKASZ OSTER DORDE STRASSE COEUR AEGIR");
        assert_eq!(fold("Ștefan Țepeș Nguyễn Đặng Phương", 40), "STEFAN TEPES NGUYEN DANG PHUONG");
    }

    #[test]
    fn each_table_has_a_letter_for_each_code_point() {
        assert_eq!(LATIN.len(), 0x180 - 0xC0);
        assert_eq!(LATIN_ADDITIONAL.len(), 0x100);
        assert_eq!(fold("ÀÿĀſ", 9), "AYAS");
        assert_eq!(fold("ḀỹỲ", 9), "AYY");
    }

    #[test]
    fn characters_outside_the_set_become_blanks() {
        assert_eq!(fold("50% (mensa) 3/4; A×B", 40), "50   MENSA  3 4  A B");
        assert_eq!(fold("Ольга 李", 40), "");
        assert_eq!(fold("Leo 🦁 Rossi", 40), "LEO   ROSSI");
    }

    #[test]
    fn typographic_marks_become_plain_ones() {
        assert_eq!(fold("D’Amico – l‘asilo… 1\u{A0}2", 40), "D'AMICO - L'ASILO... 1 2");
        assert_eq!(fold("ＡＢ１", 40), "AB1");
        assert_eq!(fold("co\u{AD}op\u{200B}", 40), "COOP");
    }

    #[test]
    fn text_is_cut_after_folding_and_trimmed() {
        assert_eq!(fold("ßßß", 4), "SSSS");
        assert_eq!(fold("abc def", 4), "ABC");
    }
}
