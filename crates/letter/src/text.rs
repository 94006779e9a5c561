//! Text with a maximum length.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::error::Rule;

/// Text of 1 to `LIMIT` characters, without spaces around it and with one space between words.
///
/// It is in Unicode's composed form (NFC), so `é` counts as one character however it was typed. `Debug` is masked,
/// because the text can be a person's name.
#[derive(Clone, PartialEq, Eq)]
pub struct Text<const LIMIT: usize>(String);

impl<const LIMIT: usize> Text<LIMIT> {
    /// Takes the whole text, or names the rule that it breaks.
    pub fn new(text: &str) -> Result<Self, Rule> {
        let text = tidy(text);
        match text.chars().count() {
            0 => Err(Rule::Empty),
            found if found > LIMIT => Err(Rule::TooLong { limit: LIMIT, found }),
            _ => Ok(Self(text)),
        }
    }

    /// Takes the text and cuts it if it is too long: its last character is then `…`. An empty text becomes a dash.
    pub fn cut(text: &str) -> Self {
        let text = tidy(text);
        match text.chars().count() {
            0 => Self("–".to_owned()),
            found if found <= LIMIT => Self(text),
            _ => {
                let kept: String = text.chars().take(LIMIT.saturating_sub(1)).collect();
                Self(format!("{}…", kept.trim_end()))
            }
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn tidy(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<const LIMIT: usize> fmt::Debug for Text<LIMIT> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_counts_characters_not_bytes() {
        assert_eq!(Text::<5>::new("ààààà").unwrap().as_str(), "ààààà");
        assert_eq!(Text::<6>::new("a\u{300}à  b\n c ").unwrap().as_str(), "àà b c");
        assert_eq!(Text::<5>::new("sei qui"), Err(Rule::TooLong { limit: 5, found: 7 }));
        assert_eq!(Text::<5>::new(" \t\n"), Err(Rule::Empty));
    }

    #[test]
    fn a_cut_text_ends_with_an_ellipsis_within_the_limit() {
        assert_eq!(Text::<8>::cut("Mensa scolastica").as_str(), "Mensa s…");
        assert_eq!(Text::<7>::cut("Mensa scolastica").as_str(), "Mensa…", "no blank before it");
        assert_eq!(Text::<16>::cut("Mensa scolastica").as_str(), "Mensa scolastica");
        assert_eq!(Text::<16>::cut("  ").as_str(), "–");
    }

    #[test]
    fn a_name_stays_out_of_logs() {
        assert_eq!(format!("{:?}", Text::<70>::new("Mario Rossi").unwrap()), "Text(11 characters)");
    }
}
