//! Text with a limit.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::error::Rule;

/// Some text of 1 to `LIMIT` characters, without blanks around it or more than one between words.
///
/// Characters are counted as people see them, composed: `é` is one however it was typed. `Debug` is masked: it may
/// be somebody's name.
#[derive(Clone, PartialEq, Eq)]
pub struct Text<const LIMIT: usize>(String);

impl<const LIMIT: usize> Text<LIMIT> {
    /// The text as it is, or the limit it breaks.
    pub fn new(text: &str) -> Result<Self, Rule> {
        let text = tidy(text);
        match text.chars().count() {
            0 => Err(Rule::Empty),
            found if found > LIMIT => Err(Rule::TooLong { limit: LIMIT, found }),
            _ => Ok(Self(text)),
        }
    }

    /// The text, cut where it is too long; the last character is then `…`. A dash when there is nothing.
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
    fn the_limit_counts_characters_and_not_bytes() {
        assert_eq!(Text::<5>::new("ààààà").unwrap().as_str(), "ààààà");
        assert_eq!(Text::<6>::new("a\u{300}à  b\n c ").unwrap().as_str(), "àà b c");
        assert_eq!(Text::<5>::new("sei qui"), Err(Rule::TooLong { limit: 5, found: 7 }));
        assert_eq!(Text::<5>::new(" \t\n"), Err(Rule::Empty));
    }

    #[test]
    fn what_is_cut_says_so_and_keeps_to_the_limit() {
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
